import type { GateVerdict, GateVerdictKind, Input } from '../words/state';
import { scoreLabel } from './english';

// Plain English for people who decide. It states what a rule found; it never names a diagnosis or proposes a treatment.

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
