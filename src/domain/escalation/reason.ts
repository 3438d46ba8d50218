import type { Tier } from '../instrument/types';

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
