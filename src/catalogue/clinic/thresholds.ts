import type { Path } from '../../domain/pathway/places';
import { thresholdsIn } from '../../domain/pathway/signatures';
import {
  marksIn,
  noSource,
  type ThresholdRow,
  valueText,
  type Written,
} from '../../domain/telling/protocol/thresholds';

/** Every number and hour of a clinic's settings. Each is a default that the clinic signs or changes. */
export function clinicThresholds({ value, written }: { value: unknown; written: Written }): ThresholdRow[] {
  return thresholdsIn(value).map((threshold) => {
    const { line, note } = written(threshold.path);
    const told = valueText(threshold);
    const marks = marksIn(note);
    return {
      place: threshold.name,
      value: told,
      sentence: sentenceOf(threshold.path, told),
      source: note === '' ? noSource : note,
      marks: marks.length > 0 ? marks : ['D'],
      signed: 'pending',
      line,
    };
  });
}

/** What each field means; a new one is told by its own name until it has its line here. */
const sentences: Record<string, (value: string) => string> = {
  staffedHours: (value) => `Somebody is in: ${value}.`,
  item9Window: (value) => `The PHQ-9 may be asked: ${value}.`,
  promptHours: (value) => `Patients choose their hour within ${value}; nothing routine leaves outside it.`,
  wakeSpreadMinutes: (value) => `Routine wakes are spread over ${value}.`,
  perDay: (value) =>
    `Of the problems that one patient reports in a day ${value} are each looked at alone; the others share one task.`,
  longestSnooze: (value) => `An item that is not needed now may be put off for ${value} at most.`,
  undoMinutes: (value) => `A message that a fact of staff caused waits ${value}, so that the fact can be undone.`,
};

function sentenceOf(path: Path, value: string): string {
  const [field = '', ladder = '', ...rung] = path.map(String);
  if (field === 'policies' || field === 'namedPolicies') return `Ladder “${ladder}”: ${rungSentence(rung, value)}`;
  if (field === 'problems') return problemSentence(ladder, rung[0] ?? '', value);
  return sentences[field]?.(value) ?? `${path.join(' ')}: ${value}.`;
}

function problemSentence(about: string, part: string, value: string): string {
  if (part === 'severeFrom') return `A reported problem (${about}) is severe from ${value} of 10.`;
  return `A reported problem (${about}) that can wait is read within ${value} (working days; 0 is the same staffed day).`;
}

function rungSentence([part = '', place = '']: string[], value: string): string {
  if (part === 'rungs') return `rung ${Number(place) + 1} has ${value}, then the next one is told.`;
  if (part === 'exhausted') return `when every rung is passed, all of them and the last are told again every ${value}.`;
  if (part === 'repeatNowMinutes')
    return `where somebody is needed now, whoever was told is told again every ${value} until somebody acknowledges.`;
  return `an acknowledgement expires after ${value}.`;
}
