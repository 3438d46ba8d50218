import type { Person } from '../api/generated/types.gen';
import type { Named } from '../kit/marks';

export const views = ['needs-you', 'waiting', 'on-track', 'ended'] as const;
export type View = (typeof views)[number];
export const groups = ['now', 'overdue', 'today', 'this-week', 'later'] as const;
export type Group = (typeof groups)[number];

/** One thing that is open about a patient: what to do, why, and what it is done by. */
export type Reason = {
  reason: string;
  do: string;
  why: string;
  at: string;
  overdue: boolean;
  taskId: string | null;
  gate: string | null;
  escalationId: string | null;
  kind: string | null;
  owner: Named | null;
  tries: number;
};

export type Row = {
  id: string;
  person: Person;
  pathway: { id: string; title: string; version: number };
  status: string;
  stage: { track: string; id: string; title: string } | null;
  reasons: Reason[];
  group: Group;
  owner: Named | null;
  lastContact: { at: string; words: string } | null;
  score: {
    instrument: string;
    label: string;
    direction: 'lower' | 'higher';
    min: number;
    max: number;
    points: { at: string; value: number }[];
  } | null;
  moreTasks: number;
};

export type List = {
  now: string;
  counts: { needsYou: number; waiting: number; onTrack: number; ended: number };
  items: Row[];
  nextCursor: string | null;
};

/** A task that is done by telephone. */
export type CallTask = {
  id: string;
  kind: string;
  title: string;
  instruction: string;
  dueAt: string;
  owner: Named | null;
  person: Person | null;
  enrolmentId: string | null;
  tries: { at: string; by: string; outcome: string }[];
};
export type CallTasks = { now: string; items: CallTask[]; nextCursor: string | null };
