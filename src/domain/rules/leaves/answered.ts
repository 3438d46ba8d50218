import { z } from 'zod';
import { counted, within } from '../../telling/english';
import { Days, Id } from '../../shapes/shapes';
import { DAY } from '../../words/time';
import { known, type LeafKind, otherPast } from '../leaf';

const data = z.strictObject({ checkIn: Id, atLeast: z.int().min(1), withinDays: Days });
type Answered = z.output<typeof data>;

/** So many answers to a check-in of this name, each counted once. */
export const answered: LeafKind<Answered> = {
  data,
  answer: ({ checkIn, atLeast, withinDays }, { history, at }) => {
    const since = at - withinDays * DAY;
    const count = (history.answered[checkIn] ?? []).filter((each) => each >= since && each <= at).length;
    return known(count >= atLeast, () => [{ name: `${checkIn} answered`, value: count }]);
  },
  text: ({ checkIn, atLeast, withinDays }) =>
    `at least ${counted(atLeast, 'answer')} to the ${checkIn} check-in ${within(withinDays)}`,
  otherwise: ({ checkIn, atLeast }, facts) => {
    const { answered: all } = facts.history;
    const more = Array.from({ length: atLeast }, () => facts.at);
    return [
      otherPast(`${String(atLeast)} answers to the ${checkIn} check-in`, facts, {
        answered: { ...all, [checkIn]: [...(all[checkIn] ?? []), ...more] },
      }),
    ];
  },
  reads: ({ checkIn }) => [{ of: 'answers', checkIn }],
  can: ({ checkIn }, truth, world) => !truth || world.asks(checkIn, 'enrolment'),
  inSilence: () => false,
};
