import { z } from 'zod';
import { listText } from '../../telling/english';
import { Id } from '../../shapes/shapes';
import { stageKindNames } from '../../words/choices';
import type { Completed, Input } from '../../words/history';
import { known, type LeafKind, otherPast, unknown } from '../leaf';

const data = z
  .strictObject({ stage: z.enum(stageKindNames), class: Id.optional(), classes: z.array(Id).min(1).optional() })
  .refine((one) => one.class === undefined || one.classes === undefined, {
    message: 'needs class or classes, not both',
  });
type Tried = z.output<typeof data>;

/**
 * A stage of this kind came to its question and enough was done in it; with one of these medication classes, where they are
 * named. What was done elsewhere is known only as far as it was recorded.
 */
export const tried: LeafKind<Tried> = {
  data,
  answer: (leaf, { history }) => {
    const classes = classesOf(leaf);
    const found = history.completed.filter(
      (each) => each.kind === leaf.stage && (classes.length === 0 || classes.includes(each.class ?? '')),
    );
    const unsure = found.filter(({ adequate }) => adequate === 'unknown');
    const value = found.some(({ adequate }) => adequate === true)
      ? 'adequate'
      : unsure.length > 0
        ? 'cannot tell'
        : found.length > 0
          ? 'not adequate'
          : 'not recorded';
    const inputs = (): Input[] => [{ name: nameOf(leaf), value }, ...found.flatMap(doneInput)];
    if (value !== 'cannot tell') return known(value === 'adequate', inputs);
    return unknown(inputs, () => [...new Set(unsure.flatMap(({ done }) => done?.missing ?? []))]);
  },
  text: (leaf) => `an adequate ${nameOf(leaf)}`,
  sentence: (leaf) => `an adequate ${nameOf(leaf)} was completed`,
  otherwise: (leaf, facts) => {
    const [name = null] = classesOf(leaf);
    const { stage } = leaf;
    const done = { stage, kind: stage, class: name, adequate: true, verdict: 'not-enough' as const, at: facts.at };
    return [otherPast(`an adequate ${nameOf(leaf)}`, facts, { completed: [...facts.history.completed, done] })];
  },
  reads: (leaf) => [
    { of: 'stage', kind: leaf.stage },
    ...classesOf(leaf).map((each) => ({ of: 'medicine' as const, class: each })),
  ],
  inSilence: () => false,
};

const classesOf = (leaf: Tried): string[] => leaf.classes ?? (leaf.class === undefined ? [] : [leaf.class]);

function nameOf(leaf: Tried): string {
  const classes = classesOf(leaf);
  return classes.length === 0 ? leaf.stage : `${leaf.stage} (${listText(classes, 'or')})`;
}

/** When, how much of it, and what is missing: what a clinician wants to see of each. */
function doneInput({ stage, class: about, adequate, done, at }: Completed): Input[] {
  if (!done) return [];
  const parts = done.inputs.map(({ name, value }) => `${name} ${String(value)}`);
  const missing = adequate === true ? [] : [`missing ${listText(done.missing)}`];
  const value = [`${done.since} to ${done.to}`, ...parts, ...missing].join(', ');
  return [{ name: about === null ? stage : `${stage} (${about})`, value, at }];
}
