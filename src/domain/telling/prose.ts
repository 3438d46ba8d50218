import type { GateVerdict, GateVerdictKind, Input } from '../words/state';
import type { LocalDate } from '../words/time';
import { countName, triedName } from '../rules/history-leaves';
import { scoreLabel } from '../rules/leaf';
import type { Predicate } from '../pathway/types';

// Plain English for people who decide. It states what a rule found; it never names a diagnosis or proposes a treatment.

/** A rule as a sentence part: `at least 2 of: (PEG improved by 30 % …; …)`. */
export function predicateText(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'all':
      return `all of: (${listOf(predicate.of)})`;
    case 'any':
      return predicate.of.map(predicateText).join(' or ');
    case 'at-least':
      return `at least ${String(predicate.count)} of: (${listOf(predicate.of)})`;
    case 'not':
      return `not: (${predicateText(predicate.of)})`;
    case 'score':
      return `${predicate.mean === true ? 'mean ' : ''}${scoreLabel(predicate.score)} ${boundText(predicate)} within ${days(predicate.withinDays)}`;
    case 'improved':
    case 'worsened':
      return `${scoreLabel(predicate.score)} ${predicate.kind} by ${amountText(predicate)} ${whenText(predicate)}`;
    case 'elapsed':
      return `${days(predicate.days)} ${predicate.since === 'enrolment' ? 'since the start' : 'in this stage'}`;
    case 'answered':
      return `at least ${times(predicate.atLeast, 'answer')} to the ${predicate.checkIn} check-in within ${days(predicate.withinDays)}`;
    case 'attended':
      return `at least ${String(predicate.percent)} % of the planned sessions attended`;
    case 'adherence':
      return `mean ${scoreLabel(predicate.score)} at least ${String(predicate.percent)} % of ${String(predicate.outOf)} within ${days(predicate.withinDays)}`;
    case 'count':
      return `${countName(predicate)}: ${boundText(predicate)}`;
    case 'flag':
      return `${predicate.flag} reported within ${days(predicate.withinDays)}`;
    case 'decision':
      return `“${predicate.gate}” decided: ${predicate.choice}`;
    case 'tried':
      return `an adequate ${triedName(predicate)}`;
    case 'missed':
      return `${String(predicate.inARow)} ${predicate.checkIn} check-ins missed in a row`;
    case 'recorded':
      return `${predicate.event} recorded${predicate.in === 'enrolment' ? ' at any time' : ''}`;
    case 'lost':
      return `${String(predicate.percentOfGain)} % of the gain in ${scoreLabel(predicate.score)} lost, and at least ${times(predicate.byPoints, 'point')}, within ${days(predicate.withinDays)}`;
    case 'takes':
      return `${predicate.anyOf.join(' or ')} taken, by a list confirmed within ${days(predicate.withinDays)}`;
    case 'weighed':
      return `benefits and risks of the class ${predicate.class} weighed within ${days(predicate.withinDays)}`;
  }
}

function whenText(change: Extract<Predicate, { kind: 'improved' | 'worsened' }>): string {
  const inARow = change.kind === 'worsened' ? change.inARow : undefined;
  const weeks = inARow === undefined ? '' : `in ${String(inARow)} successive weeks, the last `;
  return `${weeks}within ${days(change.withinDays)}`;
}

function times(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}

function listOf(parts: Predicate[]): string {
  return parts.map(predicateText).join('; ');
}

function boundText({ atMost, atLeast }: { atMost?: number; atLeast?: number }): string {
  const bounds = [
    atMost === undefined ? [] : [`at most ${String(atMost)}`],
    atLeast === undefined ? [] : [`at least ${String(atLeast)}`],
  ];
  return bounds.flat().join(' and ');
}

function amountText({ byPercent, byPoints }: Extract<Predicate, { kind: 'improved' | 'worsened' }>): string {
  const amounts = [
    byPercent === undefined ? [] : [`${String(byPercent)} %`],
    byPoints === undefined ? [] : [`${String(byPoints)} points`],
  ];
  return amounts.flat().join(' and ');
}

function days(count: number): string {
  return `${String(count)} ${count === 1 ? 'day' : 'days'}`;
}

const verdictSentences = {
  success: () => 'Criteria met: the trial reached what its rule calls success.',
  partial: () => 'Criteria not met, but the result is what the rule calls partial.',
  'not-enough': () => 'Criteria not met: the trial was long enough, and the improvement is smaller than its rule asks.',
  'cannot-tell': ({ missing }) => `Cannot tell: missing ${missing.join(', ')}.`,
  'not-yet-adequate': ({ missing }) =>
    `Not yet adequate: missing ${missing.join(', ')}. Until then the trial says nothing about the result.`,
  'getting-worse': () => 'Answers have got worse, as far as the rule for an early look says.',
  'decision-due': () => 'The evidence so far is ready to be looked at.',
} satisfies Record<GateVerdictKind, (verdict: GateVerdict) => string>;

/** What the rule found, with the numbers it read. */
export function findingText(verdict: GateVerdict): string {
  const read = inputsText(verdict.inputs);
  return `${verdictSentences[verdict.kind](verdict)}${read === '' ? '' : ` ${read}.`}`;
}

/** What a clinician reads at the gate: the finding, and the question. */
export function verdictText(question: string, verdict: GateVerdict): string {
  return `${findingText(verdict)} To decide: ${question}`;
}

const BASELINE = 'baseline ';
const NEEDED = ' needed';

/** `PEG 5.7 (before 7.3, needed 5.1 or less); RMDQ-24 not known`: scores first, then the rest as it is named. */
export function inputsText(inputs: readonly Input[]): string {
  const scores = new Set<string>();
  for (const { name } of inputs) {
    if (name.startsWith(BASELINE)) scores.add(name.slice(BASELINE.length));
    if (name.endsWith(NEEDED)) scores.add(name.slice(0, -NEEDED.length));
  }
  const parts = [...scores].map((score) => scoreText(score, inputs));
  const isScore = ({ name }: Input): boolean => scores.has(name) || name.endsWith(NEEDED) || name.startsWith(BASELINE);
  const others = inputs.filter((input) => !isScore(input)).map(otherText);
  return [...parts, ...others].join('; ');
}

function scoreText(score: string, inputs: readonly Input[]): string {
  const valuesOf = (name: string): string[] =>
    inputs.flatMap((input) => (input.name === name && input.value !== null ? [String(input.value)] : []));
  const before = valuesOf(`${BASELINE}${score}`).map((value) => `before ${value}`);
  const needed = valuesOf(`${score}${NEEDED}`)
    .slice(0, 1)
    .map((value) => `needed ${value}`);
  const notes = [...before, ...needed];
  if (!inputs.some((input) => input.name === score)) return `${scoreLabel(score)} ${notes.join(', ')}`;
  const now = valuesOf(score)[0] ?? 'not known';
  return `${scoreLabel(score)} ${now}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}

/** A lone score that was not found (no baseline, nothing needed yet) is shown by its short name too. */
function otherText({ name, value }: Input): string {
  return value === null ? `${scoreLabel(name)} not known` : `${name}: ${String(value)}`;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `3 March 2027`. */
export function dayText(date: LocalDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${String(day)} ${months[(month ?? 1) - 1] ?? ''} ${String(year)}`;
}
