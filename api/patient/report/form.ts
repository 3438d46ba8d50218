import { note } from '../../../src/domain/facts/fields';
import {
  type ProblemSince,
  problemSince,
  type ProblemWait,
  problemWaits,
  type SaidOfProblem,
  troubles,
} from '../../../src/domain/words/problem';
import { textIn } from '../../../src/domain/patient-texts/texts';
import type { PatientDeps } from '../serving';
import type { Reader } from '../reader';

/** What was typed, as it arrived: shown again where something is missing, so that nothing is typed twice. */
export type Typed = { about: string; since: string; severity: string; wait: string; words: string };

type Words = Reader['words'];

/** A fault of one field, and where it is mended. */
export type FieldFault = { field: string; text: string };

const sinceWords = {
  today: 'tellSinceToday',
  days: 'tellSinceDays',
  weeks: 'tellSinceWeeks',
  longer: 'tellSinceLonger',
} as const satisfies Record<ProblemSince, keyof Words>;

const waitWords = {
  yes: 'tellWaitYes',
  'not-sure': 'tellWaitNotSure',
  no: 'tellWaitNo',
} as const satisfies Record<ProblemWait, keyof Words>;

export const nothingTyped: Typed = { about: '', since: '', severity: '', wait: '', words: '' };

export function typedIn(body: unknown): Typed {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: keyof Typed): string => {
    const value = fields[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    about: text('about'),
    since: text('since'),
    severity: text('severity'),
    wait: text('wait'),
    // A browser counts a line break as one character, and posts it as two.
    words: text('words').replaceAll('\r\n', '\n'),
  };
}

const ownWords = note('what is wrong');

/** What was said, or which fields are missing or cannot be taken, in the order of the page. */
export function readTyped(
  { catalogue }: Pick<PatientDeps, 'catalogue'>,
  typed: Typed,
  words: Words,
): { said: SaidOfProblem & { words: string | null } } | { faults: FieldFault[] } {
  const about = Object.hasOwn(catalogue.problems.problems, typed.about) ? typed.about : null;
  const since = problemSince.find((each) => each === typed.since) ?? null;
  const severity = troubles.find((each) => String(each) === typed.severity) ?? null;
  const wait = problemWaits.find((each) => each === typed.wait) ?? null;
  const text = typed.words.trim() === '' ? null : ownWords.safeParse(typed.words);
  const faults = [
    ...(about === null
      ? [{ field: fieldOf('about', Object.keys(catalogue.problems.problems)), text: words.tellAboutEmpty }]
      : []),
    ...(since === null ? [{ field: fieldOf('since', problemSince), text: words.tellSinceEmpty }] : []),
    ...(severity === null ? [{ field: 'answer-0', text: words.tellHowBadEmpty }] : []),
    ...(wait === null ? [{ field: fieldOf('wait', problemWaits), text: words.tellWaitEmpty }] : []),
    ...(text === null || text.success
      ? []
      : [{ field: 'words', text: isTooLong(typed) ? words.tellWordsTooLong : words.tellWordsUnreadable }]),
  ];
  if (about === null || since === null || severity === null || wait === null || faults.length > 0) return { faults };
  return { said: { about, since, severity, wait, words: text?.data ?? null } };
}

const LONGEST = 2000;
const isTooLong = ({ words }: Typed): boolean => words.trim().length > LONGEST;

const fieldOf = (name: string, values: readonly string[]): string => `${name}-${values[0] ?? ''}`;

type Group = {
  name: string;
  legend: string;
  fault: string | null;
  choices: { id: string; value: string; label: string; checked: boolean }[];
};

/** The page, in the words of the reader, with what was typed. Nothing is chosen beforehand. */
export function reportForm(
  { catalogue }: Pick<PatientDeps, 'catalogue'>,
  { words, language }: Reader,
  typed: Typed,
  faults: readonly FieldFault[],
) {
  const { problems: labels } = textIn(catalogue.patientTexts, language).text;
  const faultOf = (field: string): string | null => faults.find((fault) => fault.field === field)?.text ?? null;
  const group = (name: 'about' | 'since' | 'wait', legend: string, options: [string, string][]): Group => ({
    ...{
      name,
      legend,
      fault: faultOf(
        fieldOf(
          name,
          options.map(([value]) => value),
        ),
      ),
    },
    choices: options.map(([value, label]) => ({
      id: `${name}-${value}`,
      value,
      label,
      checked: typed[name] === value,
    })),
  });
  return {
    about: group(
      'about',
      words.tellAbout,
      Object.keys(catalogue.problems.problems).map((about) => [about, labels[about] ?? about]),
    ),
    since: group(
      'since',
      words.tellSince,
      problemSince.map((each) => [each, words[sinceWords[each]]]),
    ),
    wait: group(
      'wait',
      words.tellWait,
      problemWaits.map((each) => [each, words[waitWords[each]]]),
    ),
    scale: {
      fault: faultOf('answer-0'),
      cells: troubles.map((value) => ({
        id: `answer-${value}`,
        value,
        checked: typed.severity === String(value),
        anchor: value === 0 ? words.tellLeast : value === troubles.length - 1 ? words.tellMost : null,
      })),
      minLabel: words.tellLeast,
      maxLabel: words.tellMost,
    },
    typed: typed.words,
    wordsFault: faultOf('words'),
    faults,
  };
}
