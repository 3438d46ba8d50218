import type { TagKind } from '../../kit/marks';

/** What GET /enrolments/:id/messages says of one mail, until its generated type names all of it. */
export type MessageRow = {
  id: string;
  role: string;
  title?: string;
  to?: string;
  channel: string;
  dueAt: string;
  state: string;
  why: string | null;
  acceptedAt: string | null;
  canSendAgain?: boolean;
  canWithhold?: boolean;
};

const states = {
  accepted: { word: 'sent', kind: 'good' },
  planned: { word: 'planned', kind: 'waiting' },
  claimed: { word: 'planned', kind: 'waiting' },
  attempting: { word: 'planned', kind: 'waiting' },
  withheld: { word: 'notSent', kind: 'held' },
  superseded: { word: 'notSent', kind: 'held' },
  refused: { word: 'failed', kind: 'failed' },
  failed: { word: 'failed', kind: 'failed' },
  ambiguous: { word: 'notKnown', kind: 'failed' },
} as const satisfies Record<string, { word: string; kind: TagKind }>;

/** The word and the mark of a state; one that is not known here is said to be planned by nobody: not known. */
export const shownState = (state: string): { word: (typeof states)[keyof typeof states]['word']; kind: TagKind } =>
  state in states ? states[state as keyof typeof states] : states.ambiguous;
