import type { SignalClass, Tier } from '../instrument/types';

const titles = {
  spine: 'spine',
  'mental-health': 'mental health',
  medication: 'medication',
  infection: 'infection',
  decision: 'decision overdue',
  canary: 'canary',
} as const satisfies Record<SignalClass, string>;

const urgency = {
  now: 'Needs a person now',
  today: 'Needs a person today',
  digest: 'To be looked at',
} as const satisfies Record<Tier, string>;

type Signal = { rule: string; class: SignalClass; sinceAcknowledged: boolean };

/** Why somebody is called, in one sentence: classes and rules, nothing of the patient. */
export function reasonFor(tier: Tier, signals: readonly Signal[]): string {
  const named = new Map<string, string>();
  for (const signal of signals) {
    const words = `${titles[signal.class]} (${signal.rule})`;
    if (signal.sinceAcknowledged) named.set(words, `${words}, new since acknowledged`);
    else if (!named.has(words)) named.set(words, words);
  }
  return `${urgency[tier]}: ${[...named.values()].join('; ')}.`;
}
