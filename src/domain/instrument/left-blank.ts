import { safetyUnknowns } from '../escalation/safety';
import { formsAsked } from './forms';
import type { Answers, Instrument } from './types';

/** What was asked and saved of one check-in. `deferred`: forms that were not shown here, because nobody was there. */
export type Asked = {
  ask: readonly string[];
  deferred: readonly string[];
  answersOf: (instrument: string) => Answers;
};

/**
 * The safety rules of a check-in whose question has no answer: skipped, not reached, or in a form that was left out; a long
 * form that a short one led into is among them. What was put off is asked elsewhere, unless the patient saw the question
 * and skipped it.
 */
export function leftBlank({ ask, deferred, answersOf }: Asked, instruments: Record<string, Instrument>): string[] {
  const asked = ask.flatMap((id) => instruments[id] ?? []);
  const rules = formsAsked(asked, instruments, answersOf).flatMap(({ instrument, carried }) => {
    const own = answersOf(instrument.id);
    return safetyUnknowns(instrument, { ...carried, ...own })
      .filter(({ item }) => !deferred.includes(instrument.id) || Object.hasOwn(own, item))
      .map(({ rule }) => rule);
  });
  return [...new Set(rules)];
}

/** How the journal names a form with a safety question that has no answer. */
export const LEFT_BLANK = 'left blank';

const safetyRules = new WeakMap<Instrument, string[]>();

/** The safety rules of a form, in its order. Forms never change, so they are looked for once. */
export function rulesOf(instrument: Instrument): string[] {
  const known = safetyRules.get(instrument) ?? instrument.items.flatMap(({ safety }) => safety?.rule ?? []);
  safetyRules.set(instrument, known);
  return known;
}

/** Rules by the form that asks them; what no form asks any more stands under its own name. */
export function byForm(
  rules: readonly string[],
  instruments: Record<string, Instrument>,
): { form: string; rules: [string, ...string[]] }[] {
  const found = new Map<string, [string, ...string[]]>();
  for (const rule of rules) {
    const form = Object.values(instruments).find((each) => rulesOf(each).includes(rule))?.id ?? rule;
    const known = found.get(form);
    if (known) known.push(rule);
    else found.set(form, [rule]);
  }
  return [...found].map(([form, its]) => ({ form, rules: its }));
}
