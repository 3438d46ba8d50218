import { z } from 'zod';
import { listText } from '../../telling/english';
import { Id } from '../../shapes/shapes';
import { known, type LeafKind, otherPast, unknown } from '../leaf';

const data = z.strictObject({ reviewedBy: z.array(Id).min(1) });
type Support = z.output<typeof data>;

/**
 * Psychological support that was begun was reviewed by a decision at one of these questions; or it was assessed that none is
 * needed. Before anybody assessed it nobody knows whether there is something to review.
 */
export const support: LeafKind<Support> = {
  data,
  answer: ({ reviewedBy }, { history }) => {
    const name = 'psychological support';
    const begunAt = history.support?.begunAt;
    if (begunAt === undefined)
      return unknown(
        () => [{ name, value: null }],
        () => ['whether psychological support was begun'],
      );
    if (begunAt === null) return known(true, () => [{ name, value: 'not begun' }]);
    const review = history.decisions.findLast(({ gate, at }) => reviewedBy.includes(gate) && at >= begunAt);
    return known(review !== undefined, () => [
      { name, value: 'begun', at: begunAt },
      review
        ? { name: `${name} reviewed`, value: review.gate, at: review.at }
        : { name: `${name} reviewed`, value: 'not yet' },
    ]);
  },
  text: ({ reviewedBy }) =>
    `psychological support reviewed, where it was begun (${listText(reviewedBy, 'or')} decided)`,
  otherwise: (leaf, facts) => {
    const [gate = ''] = leaf.reviewedBy;
    const one = { gate, choice: 'approve' as const, at: facts.at };
    return [otherPast('psychological support reviewed', facts, { decisions: [...facts.history.decisions, one] })];
  },
  // Whichever answer it is: every question has this one.
  reads: ({ reviewedBy }) => reviewedBy.map((gate) => ({ of: 'decision', gate, choice: 'approve' })),
  inSilence: () => 'unknown',
};
