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

/** `decidedAt`: questions at which a clinician may have said so, by the answer "unable". */
const unableData = z.strictObject({ to: z.literal('therapy'), decidedAt: z.array(Id).min(1).optional() });
type Unable = z.output<typeof unableData>;

/** It was recorded or decided, with a reason, that the patient cannot take part in sessions. What is only not wanted is something else. */
export const unable: LeafKind<Unable> = {
  data: unableData,
  answer: ({ decidedAt = [] }, { history }) => {
    const said = history.declined?.find((each) => 'stage' in each && each.unable === true);
    const decided = history.decisions.findLast(({ gate, choice }) => decidedAt.includes(gate) && choice === 'unable');
    const found = said ?? decided;
    const name = 'unable to take part in therapy';
    return known(found !== undefined, () => [
      found ? { name, value: said ? 'recorded' : 'decided', at: found.at } : { name, value: 'not recorded' },
    ]);
  },
  text: () => 'recorded that the patient cannot take part in therapy',
  sentence: () => 'it was recorded, with a reason, that the patient cannot take part in therapy',
  otherwise: (leaf, facts) => {
    const one = { stage: null, unable: true as const, at: facts.at };
    return [otherPast(unable.text(leaf), facts, { declined: [...(facts.history.declined ?? []), one] })];
  },
  reads: ({ decidedAt = [] }) => [
    { of: 'fact', event: 'therapy.declined' },
    ...decidedAt.map((gate) => ({ of: 'decision' as const, gate, choice: 'unable' })),
  ],
  inSilence: () => false,
};
