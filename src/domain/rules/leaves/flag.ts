import { z } from 'zod';
import { within } from '../../telling/english';
import { Days, RuleId } from '../../shapes/shapes';
import { DAY } from '../../words/time';
import type { Facts } from '../evidence';
import { type Answer, known, type LeafKind, otherPast, unknown } from '../leaf';

const data = z.strictObject({ flag: RuleId, withinDays: Days });
type Flag = z.output<typeof data>;

/** A safety rule was met by an answer. */
export const flag: LeafKind<Flag> = {
  data,
  answer,
  text: (leaf) => `${leaf.flag} reported ${within(leaf.withinDays)}`,
  sentence: (leaf) => `${leaf.flag} was reported within ${String(leaf.withinDays)} days`,
  otherwise: (leaf, facts) => {
    const { signals, safetyAnswered } = facts.history;
    return [
      otherPast(`${leaf.flag} not reported`, facts, {
        signals: signals.filter(({ rule }) => rule !== leaf.flag),
        safetyAnswered: { ...safetyAnswered, [leaf.flag]: facts.at },
      }),
      otherPast(`${leaf.flag} reported`, facts, { signals: [...signals, { rule: leaf.flag, at: facts.at }] }),
    ];
  },
  reads: (leaf) => [{ of: 'flag', flag: leaf.flag }],
  inSilence: () => 'unknown',
};

/** What was not ticked is only known to be absent when somebody answered that very question. */
function answer({ flag: name, withinDays }: Flag, { history, at }: Facts): Answer {
  const since = at - withinDays * DAY;
  const seen = history.signals.findLast(({ rule, at: when }) => rule === name && when >= since && when <= at);
  if (seen) return known(true, () => [{ name, value: 'reported', at: seen.at }]);
  const answered = history.safetyAnswered?.[name] ?? -Infinity;
  if (answered >= since && answered <= at) return known(false, () => [{ name, value: 'not reported' }]);
  return unknown(
    () => [{ name, value: null }],
    () => [`an answer about ${name} within ${String(withinDays)} days`],
  );
}
