import type { Check } from './finding';
import { thresholdsToSign } from '../signatures';
import { numberAt } from '../tuning';

/** F found in the named source, T general knowledge, D a default of the clinic: without it nobody knows what was checked. */
const MARK = /\[[FTD]\d*[a-z]?\]/;

/** Every threshold says where its number comes from, and how well that is known. */
export const sources: Check = (pathway) =>
  thresholdsToSign(pathway)
    .filter(({ source }) => !MARK.test(source.text))
    .map(({ source }) => ({
      rule: 'threshold.no-source',
      path: source.path,
      reason: 'does not say how well its number is known',
      fix: 'name the source and mark it [F] found, [T] not confirmed or [D] default of the clinic',
    }));

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
