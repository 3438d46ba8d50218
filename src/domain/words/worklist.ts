/** Whose turn it is: a row is in the first of these that holds. */
export const worklistViews = ['needs-you', 'waiting', 'on-track', 'ended'] as const;
export type WorklistView = (typeof worklistViews)[number];

/** What puts a row in a view, the most pressing first. */
export const reasonsOfView = {
  'needs-you': [
    'escalated',
    'quarantined',
    'call',
    'gate',
    'task',
    'held',
    'messages-ended',
    'no-consent',
    'undeliverable',
  ],
  waiting: ['admitted', 'paused', 'call-again', 'check-in'],
  // What a clinician knows and has set an end to changes nobody's turn.
  'on-track': ['known-sign', 'prompt-snoozed', 'nothing-due'],
  ended: ['ended'],
} as const satisfies Record<WorklistView, readonly string[]>;

export type WorklistReason = (typeof reasonsOfView)[WorklistView][number];
export const worklistReasons = [
  ...reasonsOfView['needs-you'],
  ...reasonsOfView.waiting,
  ...reasonsOfView['on-track'],
  ...reasonsOfView.ended,
] as const;

/** What a person who comes back to the worklist is told of: patients who answered, who were escalated, whose mail came back. */
export const worklistNews = ['answered', 'escalated', 'bounced'] as const;
export type WorklistNews = (typeof worklistNews)[number];

/** What a worklist can be sorted by instead of by urgency. */
export const worklistSorts = ['due', 'patient', 'last-contact', 'stage'] as const;
export type WorklistSort = (typeof worklistSorts)[number];
