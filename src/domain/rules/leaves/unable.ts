import { z } from 'zod';
import { known, type LeafKind, otherPast } from '../leaf';

const data = z.strictObject({ to: z.literal('therapy') });
type Unable = z.output<typeof data>;

/** It was recorded, with a reason, that the patient cannot take part in sessions. What is only not wanted is something else. */
export const unable: LeafKind<Unable> = {
  data,
  answer: (_leaf, { history }) => {
    const found = history.declined?.find((each) => 'stage' in each && each.unable === true);
    const name = 'unable to take part in therapy';
    return known(found !== undefined, () => [
      found ? { name, value: 'recorded', at: found.at } : { name, value: 'not recorded' },
    ]);
  },
  text: () => 'recorded that the patient cannot take part in therapy',
  sentence: () => 'it was recorded, with a reason, that the patient cannot take part in therapy',
  otherwise: (leaf, facts) => {
    const one = { stage: null, unable: true as const, at: facts.at };
    return [otherPast(unable.text(leaf), facts, { declined: [...(facts.history.declined ?? []), one] })];
  },
  reads: () => [{ of: 'fact', event: 'therapy.declined' }],
  inSilence: () => false,
};
