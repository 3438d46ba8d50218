import { z } from 'zod';
import { Id } from '../../shapes/shapes';
import { stageKindNames } from '../../words/choices';
import { known, type LeafKind, otherPast } from '../leaf';

const data = z.strictObject({ stage: z.enum(stageKindNames), class: Id.optional() });
type Tried = z.output<typeof data>;

/** A stage of this kind came to its end and was adequate; of this medication class, where one is named. */
export const tried: LeafKind<Tried> = {
  data,
  answer: (leaf, { history }) => {
    const found = history.completed.filter(
      (each) => each.kind === leaf.stage && (leaf.class === undefined || each.class === leaf.class),
    );
    const value = found.some(({ adequate }) => adequate) ? 'adequate' : found.length > 0 ? 'not adequate' : 'none';
    return known(value === 'adequate', () => [{ name: nameOf(leaf), value }]);
  },
  text: (leaf) => `an adequate ${nameOf(leaf)}`,
  sentence: (leaf) => `an adequate ${nameOf(leaf)} was completed`,
  otherwise: ({ stage, class: name = null }, facts) => {
    const done = { stage, kind: stage, class: name, adequate: true, verdict: 'not-enough' as const, at: facts.at };
    return [otherPast(`an adequate ${stage}`, facts, { completed: [...facts.history.completed, done] })];
  },
  reads: ({ stage }) => [{ of: 'stage', kind: stage }],
  inSilence: () => false,
};

const nameOf = ({ stage, class: name }: Tried): string => (name === undefined ? stage : `${stage} (${name})`);
