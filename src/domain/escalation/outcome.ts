import type { Tier } from '../instrument/types';
/** What became of a signal. `could-not-reach` never closes: it opens the no-contact procedure. */
export const outcomes = [
  'reached-safe',
  'sent-to-emergency',
  'handed-to-service',
  'not-clinical',
  'could-not-reach',
] as const;
export type Outcome = (typeof outcomes)[number];

/** As whoever resolves reads them. `hint`: what saying so leads to, where that is not plain. */
export const outcomeWords = {
  'reached-safe': { words: 'Reached: safe, nothing more is needed now', hint: null },
  'sent-to-emergency': { words: 'Sent to emergency care', hint: null },
  'handed-to-service': { words: 'Handed to another service, which has taken it on', hint: null },
  'not-clinical': { words: 'Not a clinical matter, such as a tick by mistake', hint: null },
  'could-not-reach': {
    words: 'Could not reach',
    hint: 'opens the steps for that; it rings again',
  },
} as const satisfies Record<Outcome, { words: string; hint: string | null }>;

/** What became of a signal about a question that nobody answered: it ends with the question alone. */
export type GateOutcome = 'decided' | 'question-withdrawn';

const urgency = {
  now: 'Needs a person now',
  today: 'Needs a person today',
  digest: 'To be looked at',
} as const satisfies Record<Tier, string>;

type Signal = { words: string; sinceAcknowledged: boolean };

/** Why somebody is called, in one sentence for people who are signed in. */
export function reasonFor(tier: Tier, signals: readonly Signal[]): string {
  const named = new Map<string, string>();
  for (const { words, sinceAcknowledged } of signals) {
    if (sinceAcknowledged) named.set(words, `${words} (new since acknowledged)`);
    else if (!named.has(words)) named.set(words, words);
  }
  return `${urgency[tier]}: ${[...named.values()].join('; ')}.`;
}
