import { numberAt } from '../tuning';
import type { Check } from './finding';

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
