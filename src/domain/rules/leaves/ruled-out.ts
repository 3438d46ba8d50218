import { z } from 'zod';
import { listText } from '../../telling/english';
import { Id } from '../../shapes/shapes';
import type { History } from '../../words/history';
import { known, type LeafKind, otherPast } from '../leaf';

const data = z.strictObject({ classes: z.array(Id).min(1) });
type RuledOut = z.output<typeof data>;

/** Each of these classes of medicines was recorded as contraindicated or as declined: none of them is left to try. */
export const ruledOut: LeafKind<RuledOut> = {
  data,
  answer: ({ classes }, { history }) => {
    const found = classes.map((name) => ({ name, value: whyOf(name, history) }));
    return known(
      found.every(({ value }) => value !== 'neither contraindicated nor declined'),
      () => found,
    );
  },
  text: ({ classes }) => `each of ${listText(classes)} recorded as contraindicated or declined`,
  sentence: ({ classes }) => `each of ${listText(classes)} was recorded as contraindicated or declined`,
  otherwise: (leaf, facts) => [
    otherPast(ruledOut.text(leaf), facts, {
      contraindicated: [...new Set([...facts.history.contraindicated, ...leaf.classes])],
    }),
  ],
  reads: ({ classes }) => classes.map((each) => ({ of: 'medicine', class: each })),
  inSilence: () => false,
};

function whyOf(name: string, { contraindicated, declined = [] }: History): string {
  if (contraindicated.includes(name)) return 'contraindicated';
  const isDeclined = declined.some((each) => 'class' in each && each.class === name);
  return isDeclined ? 'declined' : 'neither contraindicated nor declined';
}
