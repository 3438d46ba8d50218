import { z } from 'zod';
import { Id } from '../../shapes/shapes';
import { known, type LeafKind, otherPast, unknown } from '../leaf';

const data = z.strictObject({ gate: Id, choice: Id });
type Decision = z.output<typeof data>;

/** What a clinician last decided at this gate. */
export const decision: LeafKind<Decision> = {
  data,
  answer: (leaf, { history }) => {
    const name = `decision at ${leaf.gate}`;
    const last = history.decisions.findLast(({ gate }) => gate === leaf.gate);
    if (last) return known(last.choice === leaf.choice, () => [{ name, value: last.choice, at: last.at }]);
    return unknown(
      () => [{ name, value: null }],
      () => [`the decision at “${leaf.gate}”`],
    );
  },
  text: ({ gate, choice }) => `“${gate}” decided: ${choice}`,
  otherwise: (leaf, facts) => [
    otherPast(decision.text(leaf), facts, {
      decisions: [...facts.history.decisions, { gate: leaf.gate, choice: leaf.choice, at: facts.at }],
    }),
  ],
  reads: ({ gate, choice }) => [{ of: 'decision', gate, choice }],
  inSilence: () => 'unknown',
};
