import { z } from 'zod';
import { within } from '../../telling/english';
import { Days, Id } from '../../shapes/shapes';
import type { Medicines } from '../../words/history';
import { DAY } from '../../words/time';
import { known, type LeafKind, otherPast, unknown } from '../leaf';

const data = z.strictObject({ anyOf: z.array(Id).min(1), withinDays: Days });
type Takes = z.output<typeof data>;

/** Before anybody went through a list. */
export const noMedicines: Medicines = { taken: [], listedAt: null, weighedAt: {}, snoozed: [] };

/** One of these classes is taken. That none is, is known only from a list confirmed within so many days. */
export const takes: LeafKind<Takes> = {
  data,
  answer: ({ anyOf, withinDays }, { history, at }) => {
    const name = `takes ${anyOf.join(' or ')}`;
    const found = history.medicines?.taken.find((each) => anyOf.includes(each.class));
    if (found) return known(true, () => [{ name, value: found.class, at: found.since }]);
    const listedAt = history.medicines?.listedAt ?? null;
    if (listedAt !== null && at - listedAt <= withinDays * DAY)
      return known(false, () => [{ name, value: 'none on the list', at: listedAt }]);
    return unknown(
      () => [{ name, value: 'not checked' }],
      () => [`a list of all medicines confirmed within ${String(withinDays)} days`],
    );
  },
  text: ({ anyOf, withinDays }) => `${anyOf.join(' or ')} taken, by a list confirmed ${within(withinDays)}`,
  otherwise: ({ anyOf }, facts) => {
    const medicines = facts.history.medicines ?? noMedicines;
    const others = medicines.taken.filter((each) => !anyOf.includes(each.class));
    const [first = ''] = anyOf;
    return [
      otherPast(`a list without ${anyOf.join(' and ')}`, facts, {
        medicines: { ...medicines, taken: others, listedAt: facts.at },
      }),
      otherPast(`${first} taken`, facts, {
        medicines: { ...medicines, taken: [...others, { class: first, since: facts.at }] },
      }),
    ];
  },
  reads: ({ anyOf }) => anyOf.map((each) => ({ of: 'medicine', class: each })),
  inSilence: () => 'unknown',
};
