import type { Answers, Instrument, SafetyRule } from './instrument/types';

/** A safety rule met by an answer: who is told (`class`, `tier`) and which page the patient sees at once (`help`). */
export type SafetySignal = { item: string } & Omit<SafetyRule, 'from'>;

const urgency = { now: 0, today: 1, digest: 2 } satisfies Record<SafetyRule['tier'], number>;

/**
 * The safety rules these answers meet, most urgent first. Used when an item is saved and again by the core: one rule set.
 * `known` are the rules already raised by these very answers (same check-in, same revision), so that saving a page twice
 * tells nobody twice. It is not for symptoms somebody has had for long: the service never decides not to escalate.
 */
export function safetySignals(instrument: Instrument, answers: Answers, known: string[]): SafetySignal[] {
  return instrument.items
    .flatMap(({ id, safety }) => {
      const answer = answers[id];
      if (safety === undefined || typeof answer !== 'number' || answer < safety.from) return [];
      if (known.includes(safety.rule)) return [];
      return [{ item: id, rule: safety.rule, class: safety.class, tier: safety.tier, help: safety.help }];
    })
    .sort((one, other) => urgency[one.tier] - urgency[other.tier]);
}
