import type { Person, Worklist } from '../api/generated/types.gen';
import type { Named } from '../kit/marks';

export const views = ['needs-you', 'waiting', 'on-track', 'ended'] as const;
export type View = (typeof views)[number];
export const groups = ['now', 'overdue', 'today', 'this-week', 'later'] as const;
export type Group = (typeof groups)[number];

export type List = Worklist;
export type Row = List['items'][number];
/** One thing that is open about a patient: what to do, why, and what it is done by. */
export type Reason = Row['reasons'][number];

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
