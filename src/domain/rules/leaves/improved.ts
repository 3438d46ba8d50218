import { z } from 'zod';
import { lastDays, scoreLabel } from '../../telling/english';
import {
  amountOf,
  answerChange,
  canMove,
  change,
  type Change,
  changeText,
  isOnePart,
  onePartOnly,
  turnsOf,
} from '../change';
import type { LeafKind } from '../leaf';
import { otherScores } from '../thresholds';

/** From the frozen baseline to the latest score within `withinDays`; exactly one of percent and points. */
export const improved: LeafKind<Change> = {
  data: z.strictObject(change).refine(isOnePart, onePartOnly),
  answer: (leaf, facts) => answerChange('improved', leaf, facts),
  text: (leaf) => changeText('improved', leaf),
  sentence: (leaf) =>
    `${scoreLabel(leaf.score)} has improved by ${amountOf(leaf)} or more since the baseline ${lastDays(leaf.withinDays)}`,
  otherwise: (leaf, facts, wanted) => {
    const compared = { baseline: facts.baseline[leaf.score] };
    return otherScores(leaf, turnsOf('improved', leaf, compared, facts.scoreRule(leaf.score))[0], facts, wanted);
  },
  reads: ({ score, withinDays }) => [{ of: 'score', score, withinDays, against: 'baseline' }],
  turns: (leaf, compared, rule) => turnsOf('improved', leaf, compared, rule),
  can: ({ score, byPoints }, truth, world) => canMove(score, byPoints, truth, world),
  inSilence: () => 'unknown',
};
