import { safetyUnknowns } from '../escalation/safety';
import { formsAsked } from './forms';
import { mayBeKnownBy } from './item';
import type { Answers, Instrument } from './types';
import { longestHolds } from '../escalation/hold-ends';
import { DAY, type Instant } from '../words/time';

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

/** A sign a clinician has recorded as known for a patient: who and why is kept beside it, here it only has an end. */
export type KnownFlag = { rule: string; from: Instant; until: Instant };

/** The rules that are known at an instant: what `safetySignals` is given. One that has run out counts as new again. */
export function knownRules(flags: readonly KnownFlag[], now: Instant): string[] {
  return flags.filter(({ from, until }) => from <= now && now < until).map(({ rule }) => rule);
}

/**
 * Why a sign cannot be recorded as known like this, in one sentence for the clinician; null when it can. `signs`: what may
 * be known on this pathway beside what may be on every one.
 */
export function knownFlagFault(
  instruments: Record<string, Instrument>,
  { rule, from, until, reason }: KnownFlag & { reason: string },
  signs: readonly { rule: string }[] = [],
): string | null {
  const form = Object.values(instruments).find(({ items }) => items.some(({ safety }) => safety?.rule === rule));
  const safety = form?.items.find((item) => item.safety?.rule === rule)?.safety;
  if (form === undefined || safety === undefined) return `There is no safety rule "${rule}": correct its spelling.`;
  if (form.known === undefined || !mayBeKnownBy(safety, signs)) {
    return `"${rule}" can never be recorded as known: every such answer needs a person now.`;
  }
  if (reason.trim() === '') return 'Give the reason why this sign is known.';
  const atMostDays = Math.min(form.known.atMostDays, longestHolds['known flag']);
  return until > from && until - from <= atMostDays * DAY
    ? null
    : `A sign can be known for ${atMostDays} days at most: choose an earlier end, after its beginning.`;
}
