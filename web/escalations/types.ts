import type { Person } from '../api/generated/types.gen';
import type { Tier } from '../kit/marks';

// As the API says it of an escalation to whoever may see patients.

export type Named = { id: string; name: string };
export type Right = { may: boolean; why: string | null };
export type Source = { words: string; at: string };
export type Outcome = 'reached-safe' | 'sent-to-emergency' | 'handed-to-service' | 'not-clinical' | 'could-not-reach';
export type CallOutcome = 'reached' | 'no-answer' | 'voicemail' | 'wrong-number';

export type Signal = {
  id: string;
  words: string;
  said: { question: string; answer: string | null } | null;
  source: Source;
  enrolmentId: string | null;
  at: string;
  isNew: boolean;
  outcome: Outcome | null;
  contactAt: string | null;
  spokeWith: string | null;
};

type Report = {
  id: string;
  at: string;
  wait: 'yes' | 'not-sure' | 'no';
  text: string | null;
};

export type Item = {
  id: string;
  revision: number;
  tier: Tier;
  status: 'open' | 'acknowledged' | 'resolved';
  exhausted: boolean;
  raisedAt: string;
  receivedUnstaffed: boolean;
  dueAt: string | null;
  owner: Named | null;
  resolvedAt: string | null;
  kind: 'escalation' | 'gate';
  person: Person;
  emergencyContact: { name: string; relation: string | null; phone: string; mayDiscuss: boolean } | null;
  headline: string;
  source: Source | null;
  signals: Signal[];
  gate: { gate: string; enrolmentId: string | null; isOpen: boolean; answerBy: string } | null;
  patientSaw: { at: string; title: string | null; lines: string[] }[];
  reports: Report[];
  canWait: 'yes' | 'no' | 'not-sure' | null;
  reason: string;
  alsoOpen: { id: string; tier: Tier; class: string }[];
  newSince: number;
  window: { startedAt: string; endsAt: string; overdueMinutes: number } | null;
  told: { staffId: string; name: string; at: string; times: number; state: 'told' | 'failed' | 'on-the-way' }[];
  next: { at: string; name: string | null; isLast: boolean; words: string } | null;
  ownedUntil: string | null;
  holding: {
    what: 'acknowledged' | 'handed-over' | 'snoozed';
    at: string;
    by: string | null;
    reason: string | null;
  } | null;
  held: { messages: number; planned: number; since: string; nextAt: string | null } | null;
  tries: { at: string; by: string | null; how: string; outcome: CallOutcome; note: string | null }[];
  resolvedBy: Named | null;
  note: string | null;
  may: { acknowledge: Right; resolve: Right; handOver?: Right; snooze?: Right };
};

export type Counts = {
  now: number;
  today: number;
  digest: number;
  mine: number;
  team: number;
  all: number;
  closedToday: number;
};
export type Items = { now: string; counts: Counts; items: Item[]; nextCursor: string | null };

/** Who may not see patients is told that there is one, and no more. */
export type AnyItem =
  Item | Pick<Item, 'id' | 'revision' | 'tier' | 'status' | 'owner' | 'raisedAt' | 'dueAt' | 'resolvedAt'>;
