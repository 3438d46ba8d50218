import { kindOfLeaf } from '../../rules/leaves/index';
import { canBecome, type Predicate } from '../../rules/predicates';
import { predicateText } from '../../telling/rules';
import { partsOf } from '../parts';
import { stagesIn, type Check, type Finding } from './finding';

/** Silence is never "fine": no success may come about although nobody answered and nothing was recorded. */
export const successBySilence: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    partsOf(stage).rules.flatMap(({ rule, path: at }): Finding[] =>
      (at[0] === 'success' || at[0] === 'partial') && canBe(rule.when, true)
        ? [
            {
              rule: 'rule.met-by-silence',
              path: [...path, ...at, 'when'],
              reason: `is met although nobody answers: ${predicateText(rule.when)}`,
              fix: 'ask for a score or a record as well',
            },
          ]
        : [],
    ),
  );

/** What a rule can become with silence; what is unknown is neither true nor false. */
function canBe(predicate: Predicate, truth: boolean): boolean {
  if ('of' in predicate) return canBecome(predicate, truth, canBe);
  return kindOfLeaf(predicate).inSilence(predicate) === truth;
}
