import { z } from 'zod';
import { Id } from '../../shapes/shapes';
import { known, type LeafKind, otherwise } from '../leaf';

const data = z.strictObject({ checkIn: Id, inARow: z.int().min(1) });
type Missed = z.output<typeof data>;

/** Consecutive missed check-ins of this name. */
export const missed: LeafKind<Missed> = {
  data,
  answer: ({ checkIn, inARow }, facts) => {
    const count = facts.missedInARow[checkIn] ?? 0;
    return known(count >= inARow, () => [{ name: `${checkIn} missed in a row`, value: count }]);
  },
  text: ({ checkIn, inARow }) => `${String(inARow)} ${checkIn} check-ins missed in a row`,
  otherwise: (leaf, facts) => {
    const missing = (count: number) => ({ missedInARow: { ...facts.missedInARow, [leaf.checkIn]: count } });
    return [
      otherwise(missed.text(leaf), facts, missing(leaf.inARow)),
      otherwise(`an answer to the ${leaf.checkIn} check-in`, facts, missing(0)),
    ];
  },
  reads: ({ checkIn, inARow }) => [{ of: 'misses', checkIn, inARow }],
  can: ({ checkIn }, truth, world) => !truth || world.asks(checkIn, 'stage'),
  // Misses come by themselves.
  inSilence: () => true,
};
