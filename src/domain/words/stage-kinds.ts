/** The kinds of a stage: each is code, and what a pathway says of one is data. */
export const stageKindNames = [
  'diagnosis',
  'medication-trial',
  'therapy-block',
  'procedure',
  'rehabilitation',
  'psychological-support',
  'surgical-review',
  'follow-up',
] as const;
export type StageKindName = (typeof stageKindNames)[number];
