import { baselineOf, comparedScore, neededOf } from '../rules/leaf';
import { kindOfLeaf } from '../rules/leaves/index';
import type { Predicate } from '../rules/predicates';
import type { GateVerdict } from '../words/state';
import type { GateVerdictKind } from '../words/choices';
import type { Input } from '../words/history';
import { scoreLabel } from './english';

// What a rule asks for and what it found, in plain English for people who decide. Its leaves say their own part. It never names
// a diagnosis or proposes a treatment.

/** A rule as a sentence part: `at least 2 of: (PEG improved by 30 % …; …)`. */
export function predicateText(predicate: Predicate): string {
  if (!('of' in predicate)) return kindOfLeaf(predicate).text(predicate);
  switch (predicate.kind) {
    case 'all':
      return `all of: (${listOf(predicate.of)})`;
    case 'any':
      return predicate.of.map(predicateText).join(' or ');
    case 'at-least':
      return `at least ${String(predicate.count)} of: (${listOf(predicate.of)})`;
    case 'not':
      return `not: (${predicateText(predicate.of)})`;
  }
}

function listOf(parts: Predicate[]): string {
  return parts.map(predicateText).join('; ');
}

/**
 * A rule as a protocol says it: whole sentences with numbered parts, where a screen has room for a line only.
 * `at least 2 of these 3 hold: (1) PEG has improved by 30 % or more …`
 */
export function ruleSentence(predicate: Predicate): string {
  if (!('of' in predicate)) {
    const kind = kindOfLeaf(predicate);
    return kind.sentence?.(predicate) ?? kind.text(predicate);
  }
  switch (predicate.kind) {
    case 'all':
      return listed('all of these hold', predicate.of);
    case 'any':
      return predicate.of.every(isLeaf)
        ? predicate.of.map(ruleSentence).join(', or ')
        : listed('one of these holds', predicate.of);
    case 'at-least':
      return listed(`at least ${String(predicate.count)} of these ${String(predicate.of.length)} hold`, predicate.of);
    case 'not':
      return `it is known, and not so, that ${ruleSentence(predicate.of)}`;
  }
}

const isLeaf = (predicate: Predicate): boolean => !('of' in predicate);

/** Parts with parts of their own carry letters, so that "1" is never two things. */
function listed(opening: string, parts: Predicate[]): string {
  if (parts.length === 1 && parts[0]) return ruleSentence(parts[0]);
  const nested = parts.some((part) => !isLeaf(part));
  const marks = nested ? ['1', '2', '3', '4', '5', '6', '7', '8', '9'] : ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  return `${opening}: ${parts.map((part, index) => `(${marks[index] ?? '–'}) ${ruleSentence(part)}`).join('; ')}`;
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

/** `PEG 5.7 (before 7.3, needed 5.1 or less); RMDQ-24 not known`: scores first, then the rest as it is named. */
export function inputsText(inputs: readonly Input[]): string {
  return inputLines(inputs)
    .map(({ words }) => words)
    .join('; ');
}

/** The same one by one: a score with what it was before and what is needed of it is one line, on the day it was answered. */
export function inputLines(inputs: readonly Input[]): (Input & { words: string })[] {
  const scores = [...new Set(inputs.flatMap(({ name }) => comparedScore(name) ?? []))];
  const isScore = ({ name }: Input): boolean => scores.includes(comparedScore(name) ?? name);
  return [
    ...scores.map((score) => ({
      ...(inputs.find(({ name }) => name === score) ?? { name: score, value: null }),
      words: scoreText(score, inputs),
    })),
    ...inputs.filter((input) => !isScore(input)).map((input) => ({ ...input, words: otherText(input) })),
  ];
}

function scoreText(score: string, inputs: readonly Input[]): string {
  const valuesOf = (name: string): string[] =>
    inputs.flatMap((input) => (input.name === name && input.value !== null ? [String(input.value)] : []));
  const before = valuesOf(baselineOf(score)).map((value) => `before ${value}`);
  const needed = valuesOf(neededOf(score))
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
