/** What a rule can find for a question. */
export const gateVerdictKinds = [
  'success',
  'partial',
  'not-enough',
  'cannot-tell',
  'not-yet-adequate',
  'decision-due',
  'getting-worse',
] as const;
export type GateVerdictKind = (typeof gateVerdictKinds)[number];
