import { partsOf } from '../parts';
import { type Check, type Finding, stagesIn } from './finding';
import { numberAt } from '../tuning';

/** F found in the named source, T general knowledge, D a default of the clinic: without it nobody knows what was checked. */
const MARK = /\[[FTD]\d*[a-z]?\]/;

/** Every threshold says where its number comes from, and how well that is known. */
export const sources: Check = (pathway) => [
  ...(pathway.burden ? sourceFindings(['burden', 'source'], pathway.burden.source) : []),
  ...stagesIn(pathway).flatMap(({ stage, path }) => {
    const { rules, sources: others } = partsOf(stage);
    const named = [...rules.map(({ path: at, rule }) => ({ path: [...at, 'source'], source: rule.source })), ...others];
    return named.flatMap(({ path: at, source }) => sourceFindings([...path, ...at], source));
  }),
];

export function sourceFindings(path: Finding['path'], source: string): Finding[] {
  if (MARK.test(source)) return [];
  const fix = 'name the source and mark it [F] found, [T] not confirmed or [D] default of the clinic';
  return [{ rule: 'threshold.no-source', path, reason: 'does not say how well its number is known', fix }];
}

/** What a clinic may tune must be a number that is there, and the file's own value the first to keep to the limits. */
export const tunableNumbers: Check = (pathway) =>
  (pathway.tunable ?? []).flatMap(({ id, min, max }, index) => {
    const value = numberAt(pathway, id);
    if (value !== null && value >= min && value <= max) return [];
    return [
      value === null
        ? {
            rule: 'tuning.no-number' as const,
            path: ['tunable', index, 'id'],
            reason: `"${id}" leads to no number outside a rule`,
            fix: 'write track, stage and field, like care/diagnosis/deadlineDays, or checkIns/weekly/windowDays',
          }
        : {
            rule: 'tuning.no-number' as const,
            path: ['tunable', index, 'max'],
            reason: `leaves out the file's own value ${String(value)}`,
            fix: 'widen the limits, or change the value',
          },
    ];
  });
