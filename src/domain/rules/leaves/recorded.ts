import { z } from 'zod';
import { staffEventTypes } from '../../words/event';
import { known, type LeafKind, otherwise } from '../leaf';

const data = z.strictObject({ event: z.enum(staffEventTypes), in: z.enum(['stage', 'enrolment']).optional() });
/** Which facts there are is their table's word; here any name will do. */
type Recorded = Omit<z.output<typeof data>, 'event'> & { event: string };

/** A fact of this type was recorded in this stage, or ever in the enrolment. */
export const recorded: LeafKind<Recorded> = {
  data,
  answer: (leaf, facts) => {
    const among = leaf.in === 'enrolment' ? facts.history.recorded : facts.recorded;
    const found = among.includes(leaf.event);
    return known(found, () => [{ name: leaf.event, value: found ? 'recorded' : 'not recorded' }]);
  },
  text: (leaf) => `${leaf.event} recorded${leaf.in === 'enrolment' ? ' at any time' : ''}`,
  sentence: (leaf) => `${leaf.event} was recorded${leaf.in === 'enrolment' ? ' at any time' : ' in this stage'}`,
  otherwise: ({ event }, facts) => [
    otherwise(`${event} recorded`, facts, {
      recorded: [...facts.recorded, event],
      history: { ...facts.history, recorded: [...facts.history.recorded, event] },
    }),
  ],
  reads: ({ event }) => [{ of: 'fact', event }],
  can: (leaf, truth, world) => !truth || world.takes(leaf.event, leaf.in ?? 'stage'),
  inSilence: () => false,
};
