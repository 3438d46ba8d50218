import { z } from 'zod';
import { daysText, lastDays, scoreLabel } from '../../telling/english';
import type { ScorePoint } from '../../instrument/types';
import { Days } from '../../shapes/shapes';
import { DAY } from '../../words/time';
import { amountOf, answerChange, canMove, change, changeText, isOnePart, onePartOnly, turnsOf } from '../change';
import type { Input } from '../../words/history';
import type { Facts } from '../evidence';
import { type Answer, known, type LeafKind, unique, unknown } from '../leaf';
import { latestOf, otherScores } from '../thresholds';

const data = z
  .strictObject({ ...change, inARow: z.int().min(2).optional(), apartDays: Days.optional() })
  .refine(isOnePart, onePartOnly)
  .refine(({ inARow, apartDays }) => apartDays === undefined || inARow !== undefined, {
    message: 'needs inARow: it says how far apart successive answers may be',
    path: ['apartDays'],
  });
type Worsened = z.output<typeof data>;

/** `inARow`: in so many successive answers, each at most `apartDays` after the one before, the newest within `withinDays`. */
export const worsened: LeafKind<Worsened> = {
  data,
  answer: (leaf, facts) =>
    leaf.inARow === undefined ? answerChange('worsened', leaf, facts) : answerInARow(leaf, leaf.inARow, facts),
  text: (leaf) => changeText('worsened', leaf, inARowOf(leaf, ', the last ')),
  sentence: (leaf) =>
    `${scoreLabel(leaf.score)} is worse than the baseline by ${amountOf(leaf)} or more ${inARowOf(leaf, ' ')}${lastDays(leaf.withinDays)}`,
  otherwise: (leaf, facts, wanted) => {
    const compared = { baseline: facts.baseline[leaf.score] };
    return otherScores(leaf, turnsOf('worsened', leaf, compared, facts.scoreRule(leaf.score))[0], facts, wanted);
  },
  reads: ({ score, withinDays, inARow }) => [{ of: 'score', score, withinDays, against: 'baseline', inARow }],
  turns: (leaf, compared, rule) => turnsOf('worsened', leaf, compared, rule),
  can: ({ score, byPoints }, truth, world) => canMove(score, byPoints, truth, world),
  inSilence: () => 'unknown',
};

const inARowOf = ({ inARow, apartDays = APART_DAYS }: Worsened, then: string): string =>
  inARow === undefined ? '' : `in ${String(inARow)} successive answers at most ${daysText(apartDays)} apart${then}`;

/** The newest answers of all, so many; each is compared with the baseline. A longer gap says nothing about what was between. */
function answerInARow(leaf: Worsened, inARow: number, facts: Facts): Answer {
  const latest = latestOf(leaf, facts);
  if (!latest) return answerChange('worsened', leaf, facts);
  const row = successive(leaf, latest, facts).slice(0, inARow);
  const answers = row.map((point) => answerChange('worsened', leaf, facts, point));
  const inputs = (): Input[] => unique(answers.flatMap(({ told }) => told().inputs));
  if (answers.some(({ truth }) => truth === false)) return known(false, inputs);
  if (row.length === inARow && answers.every(({ truth }) => truth === true)) return known(true, inputs);
  const more = row.length < inARow ? [`${scoreLabel(leaf.score)} of one more answer`] : [];
  return unknown(inputs, () => [...new Set(answers.flatMap(({ told }) => told().missing)), ...more]);
}

/** Backwards from the latest, as far as no gap is too long. What was answered twice within a few days counts once. */
function successive({ score, apartDays = APART_DAYS }: Worsened, latest: ScorePoint, facts: Facts): ScorePoint[] {
  const row = [latest];
  let last = latest;
  for (const point of (facts.scores[score] ?? []).toReversed()) {
    const apart = last.at - point.at;
    if (apart < ONCE_DAYS * DAY) continue;
    if (apart > apartDays * DAY) break;
    row.push(point);
    last = point;
  }
  return row;
}

/** Days [D]: three weeks are an answer that was missed in a weekly rhythm, and one more in a fortnightly one. */
const APART_DAYS = 21;
/** Days [D]: nearer answers are about the same days. */
const ONCE_DAYS = 4;
