/** What became of a signal. `could-not-reach` never closes: it opens the no-contact procedure. */
export const outcomes = [
  'reached-safe',
  'sent-to-emergency',
  'handed-to-service',
  'not-clinical',
  'could-not-reach',
] as const;
export type Outcome = (typeof outcomes)[number];

/** What became of a signal about a question that nobody answered: it ends with the question alone. */
export type GateOutcome = 'decided' | 'question-withdrawn';
