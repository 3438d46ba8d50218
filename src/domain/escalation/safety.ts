import type { ClinicTexts } from '../words/clinic';
import { itemState, mayBeKnownBy } from '../instrument/item';
import { AS_USUAL } from '../instrument/range';
import type { Answers, Instrument, Item, SafetyLevel, SafetyRule } from '../instrument/types';
import { defined } from '../words/defined';

/**
 * A safety rule met by an answer: who is told (`class`, `tier`, by the ladder `policy` where the rule names one) and
 * which page the patient sees at once (`help`). `known`: a clinician has recorded this sign, and the patient says this.
 */
export type SafetySignal = Pick<SafetyRule, 'rule' | 'class' | 'tier' | 'help' | 'policy'> & {
  item: string;
  known?: 'as-usual' | 'worse';
};

/** A safety item without an answer: nobody knows, so somebody asks. A task, never a 0. */
export type SafetyUnknown = Pick<SafetyRule, 'rule' | 'class'> & { item: string };

type Signs = readonly { rule: string }[];

const urgency = { now: 0, today: 1, digest: 2 } satisfies Record<SafetyRule['tier'], number>;

/** Most urgent first. */
export const byUrgency = (one: Pick<SafetyRule, 'tier'>, other: Pick<SafetyRule, 'tier'>): number =>
  urgency[one.tier] - urgency[other.tier];

/**
 * The safety rules these answers meet, most urgent first. Used when an item is saved and again by the core: one rule set.
 * `known` are the rules a clinician has recorded as known for this patient and that have not run out (`knownRules`):
 * they change the tier and never silence a sign, for the service never decides not to escalate.
 */
export function safetySignals(instrument: Instrument, answers: Answers, known: readonly string[]): SafetySignal[] {
  return instrument.items
    .flatMap((item) => {
      const answer = answers[item.id];
      return typeof answer === 'number' ? signalOf(instrument, item, answer, known) : [];
    })
    .sort(byUrgency);
}

/**
 * The safety items that were skipped or not reached. One that these answers do not let be shown was not asked, and is none.
 * Looked for when the form is sent or closes, not while it is open.
 */
export function safetyUnknowns({ items }: Instrument, answers: Answers): SafetyUnknown[] {
  return items.flatMap((item) => {
    const state = itemState(item, answers);
    return item.safety && (state === 'skipped' || state === 'not-reached')
      ? [{ item: item.id, rule: item.safety.rule, class: item.safety.class }]
      : [];
  });
}

/** The whole of it in a few words: `now, immediate`; `unknown, ask`; null when no rule is met and none is open. */
export function safetyInWords(instrument: Instrument, answers: Answers): string | null {
  const [first] = safetySignals(instrument, answers, []);
  if (first) return first.policy === undefined ? first.tier : `${first.tier}, ${first.policy}`;
  return safetyUnknowns(instrument, answers).length > 0 ? 'unknown, ask' : null;
}

/** Every help page that an answer to this form can show, and the rule that shows it. `signs`: what may be known besides. */
export function pagesByRule({ items, known }: Instrument, signs: Signs = []): { rule: string; page: string }[] {
  return items.flatMap(({ safety }) => {
    if (!safety) return [];
    const usual = known && mayBeKnownBy(safety, signs) ? [known.usual.help] : [];
    const pages = [safety.help, ...(safety.higher ?? []).map(({ help }) => help), ...usual];
    return [...new Set(pages)].map((page) => ({ rule: safety.rule, page }));
  });
}

/** Every help page that an answer to this form can show: a clinic must have them all. */
export function helpPages(instrument: Instrument): string[] {
  return [...new Set(pagesByRule(instrument).map(({ page }) => page))];
}

/** What a patient would be shown by a rule it was not written for, or not shown at all. */
export function rulesWithoutText(
  { help }: Pick<ClinicTexts, 'help'>,
  instruments: readonly Instrument[],
  signs: Signs = [],
): { rule: string; page: string }[] {
  return instruments
    .flatMap((form) => pagesByRule(form, signs))
    .filter(({ rule, page }) => {
      const words = Object.hasOwn(help, page) ? help[page] : undefined;
      return words?.for?.includes(rule) !== true;
    });
}

/** Every ladder that an answer to this form can name: a clinic must have them all. */
export function policiesNamed({ items }: Instrument): string[] {
  const names = items.flatMap(({ safety }) =>
    safety ? [safety, ...(safety.higher ?? [])].flatMap(({ policy }) => policy ?? []) : [],
  );
  return [...new Set(names)];
}

function signalOf(instrument: Instrument, item: Item, answer: number, known: readonly string[]): SafetySignal[] {
  const { safety } = item;
  if (safety === undefined || answer < safety.from) return [];
  const { rule, class: signalClass } = safety;
  const { tier, help, policy } = levelOf(safety, answer);
  const signal: SafetySignal = {
    item: item.id,
    rule,
    class: signalClass,
    tier,
    help,
    ...defined({ policy }),
  };
  const isKnown = safety.canBeKnown !== undefined && known.includes(rule);
  if (!isKnown || instrument.known === undefined) return [signal];
  const { usual, worse } = instrument.known;
  return item.answering.type === 'flag' && answer === AS_USUAL
    ? [{ ...signal, tier: usual.tier, help: usual.help, known: 'as-usual' }]
    : [{ ...signal, tier: worse.tier, known: 'worse' }];
}

function levelOf(safety: SafetyRule, answer: number): SafetyLevel {
  return safety.higher?.findLast(({ from }) => answer >= from) ?? safety;
}
