import { type Check, foundIf } from './finding';
import { thresholdsToSign } from '../signatures';
import { numberAt } from '../tuning';

/** F found in the named source, T general knowledge, D a default of the clinic: without it nobody knows what was checked. */
const MARK = /\[[FTD]\d*[a-z]?\]/;

/** Every threshold says where its number comes from, and how well that is known. */
export const sources: Check = (pathway) =>
  thresholdsToSign(pathway).flatMap(({ source: { text, path } }) => {
    const fix = 'name the source and mark it [F] found, [T] not confirmed or [D] default of the clinic';
    return foundIf(!MARK.test(text), 'threshold.no-source', path, 'does not say how well its number is known', fix);
  });

/** What a clinic may tune must be a number that is there, and the file's own value the first to keep to the limits. */
export const tunableNumbers: Check = (pathway) =>
  (pathway.tunable ?? []).flatMap(({ id, min, max }, index) => {
    const value = numberAt(pathway, id);
    return [
      ...foundIf(
        value === null,
        'tuning.no-number',
        ['tunable', index, 'id'],
        `"${id}" leads to no number outside a rule`,
        'write track, stage and field, like care/diagnosis/deadlineDays, or checkIns/weekly/windowDays',
      ),
      ...foundIf(
        value !== null && (value < min || value > max),
        'tuning.no-number',
        ['tunable', index, 'max'],
        `leaves out the file's own value ${String(value)}`,
        'widen the limits, or change the value',
      ),
    ];
  });
