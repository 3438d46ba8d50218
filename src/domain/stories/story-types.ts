import type { Outcome } from '../escalation/outcome';
import type { Reach } from '../words/event';
import type { OfAge } from '../words/of-age';
import type { TaskKind } from '../words/task-kinds';
import type { Instant } from '../words/time';
import type { Given } from './answering';
import type { Fact, Outage } from '../simulate/course';
import type { Expected } from './look';
import type { Retraction } from './retract';

// What a story is made of, as read from its file, and the single moves that come of it.

/** What becomes of the messages that an escalation held. */
type HeldMessages = 'resume' | 'end' | { until: Instant };

/** What happens in a story, what people do, or what must then be so. */
export type Happening = { at: Instant } & (
  | { says: Given | null; afterDays?: number }
  | { answers: Given; checkIn?: string; from?: 'proxy' }
  | { fact: Fact; refused?: string; apart?: true }
  | { completes: TaskKind }
  | { resolves: Outcome; messages: HeldMessages }
  | (Retraction & { refused?: string })
  | { expect: Expected }
);

export type Story = {
  story: string;
  enrolledAt: Instant;
  reach: Reach;
  ofAge?: OfAge;
  outages: Outage[];
  /** What is answered to forms of which the story says nothing. */
  otherwise: Given;
  happens: Happening[];
};

/** A story in single moves, each answer with the check-in it belongs to: what the engine is put through as well. */
export type Move = { at: Instant } & (
  | { answers: Given; checkIn: string }
  | { fact: Fact; refused: string | null; apart: boolean }
  | { completes: TaskKind }
  | { resolves: Outcome; messages: HeldMessages }
  | (Retraction & { refused: string | null })
  | { expect: Expected }
);
