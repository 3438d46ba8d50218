import { z } from 'zod';
import { within } from '../../telling/english';
import { Days, Id } from '../../shapes/shapes';
import { DAY } from '../../words/time';
import { known, type LeafKind, otherPast } from '../leaf';
import { noMedicines } from './takes';

const data = z.strictObject({ class: Id, withinDays: Days });
type Weighed = z.output<typeof data>;

/** Benefits and risks of this class were weighed within so many days. */
export const weighed: LeafKind<Weighed> = {
  data,
  answer: ({ class: about, withinDays }, { history, at }) => {
    const name = `benefits and risks of ${about} weighed`;
    const weighedAt = history.medicines?.weighedAt[about];
    if (weighedAt === undefined) return known(false, () => [{ name, value: 'not recorded' }]);
    return known(at - weighedAt <= withinDays * DAY, () => [{ name, value: 'recorded', at: weighedAt }]);
  },
  text: (leaf) => `benefits and risks of the class ${leaf.class} weighed ${within(leaf.withinDays)}`,
  otherwise: (leaf, facts) => {
    const medicines = facts.history.medicines ?? noMedicines;
    const weighedAt = { ...medicines.weighedAt, [leaf.class]: facts.at };
    return [
      otherPast(`benefits and risks of ${leaf.class} weighed`, facts, { medicines: { ...medicines, weighedAt } }),
    ];
  },
  reads: (leaf) => [{ of: 'medicine', class: leaf.class }],
  inSilence: () => 'unknown',
};
