import { z } from 'zod';
import { lastDays, scoreLabel } from '../../telling/english';
import type { ScorePoint } from '../../instrument/types';
import { amountOf, answerChange, canMove, change, changeText, isOnePart, onePartOnly, turnsOf } from '../change';
import type { Input } from '../../words/history';
import type { Facts } from '../evidence';
import { type Answer, known, type LeafKind, unique, unknown } from '../leaf';
import { latestOf, otherScores } from '../thresholds';

const data = z.strictObject({ ...change, inARow: z.int().min(2).optional() }).refine(isOnePart, onePartOnly);
type Worsened = z.output<typeof data>;

/** `inARow`: in so many successive weeks of the rhythm, the newest within `withinDays`. */
export const worsened: LeafKind<Worsened> = {
  data,
  answer: (leaf, facts) =>
    leaf.inARow === undefined ? answerChange('worsened', leaf, facts) : answerInARow(leaf, leaf.inARow, facts),
  text: (leaf) => changeText('worsened', leaf, weeksOf(leaf, ', the last ')),
  sentence: (leaf) =>
    `${scoreLabel(leaf.score)} is worse than the baseline by ${amountOf(leaf)} or more ${weeksOf(leaf, ' ')}${lastDays(leaf.withinDays)}`,
  otherwise: (leaf, facts, wanted) => {
    const compared = { baseline: facts.baseline[leaf.score] };
    return otherScores(leaf, turnsOf('worsened', leaf, compared, facts.scoreRule(leaf.score))[0], facts, wanted);
  },
  reads: ({ score, withinDays, inARow }) => [{ of: 'score', score, withinDays, against: 'baseline', weeks: inARow }],
  turns: (leaf, compared, rule) => turnsOf('worsened', leaf, compared, rule),
  can: ({ score, byPoints }, truth, world) => canMove(score, byPoints, truth, world),
  inSilence: () => 'unknown',
};

const weeksOf = ({ inARow }: Worsened, then: string): string =>
  inARow === undefined ? '' : `in ${String(inARow)} successive weeks${then}`;

/** The newest value of each of so many successive weeks, counted back from the newest; a week without one is not known. */
function answerInARow(leaf: Worsened, inARow: number, facts: Facts): Answer {
  const latest = latestOf(leaf, facts);
  if (!latest) return answerChange('worsened', leaf, facts);
  const lastWeek = facts.weekOf(latest.at);
  const weeks = Array.from({ length: inARow }, (): ScorePoint | undefined => undefined);
  for (const point of (facts.scores[leaf.score] ?? []).toReversed()) {
    const back = lastWeek - facts.weekOf(point.at);
    if (back >= inARow) break;
    if (point.at <= facts.at && back >= 0) weeks[back] ??= point;
  }
  const answers = weeks.map((point, back) => {
    // Chosen by its week: its age does not matter any more.
    if (point) return answerChange('worsened', leaf, facts, point);
    return unknown(
      () => [],
      () => [`${scoreLabel(leaf.score)} of the week ${String(back)} before`],
    );
  });
  const inputs = (): Input[] => unique(answers.flatMap(({ told }) => told().inputs));
  if (answers.some(({ truth }) => truth === false)) return known(false, inputs);
  if (answers.every(({ truth }) => truth === true)) return known(true, inputs);
  return unknown(inputs, () => [...new Set(answers.flatMap(({ told }) => told().missing))]);
}
