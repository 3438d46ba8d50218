import type { ClinicTexts } from '../../domain/words/clinic';
import type { Instrument } from '../../domain/instrument/types';
import type { MessageTexts } from '../../domain/pathway/languages';
import type { PatientTexts } from '../../domain/patient-texts/texts';
import { readingOf } from '../../domain/patient-texts/reading-age';

/** Everything in English that a patient reads. */
type PatientReading = {
  patientTexts: PatientTexts;
  clinicTexts: ClinicTexts;
  /** By pathway. */
  messages: Record<string, MessageTexts>;
  instruments: Record<string, Instrument>;
};

/** `age` is null where there are too few words for the formula. `judged`: a text of ours, which may not be too hard. */
export type ReadingRow = { text: string; words: number; age: number | null; judged: boolean };

/** Reading age of about eleven is wanted; nothing of ours may need more than this. */
export const READING_AGE_LIMIT = 12;
/** The formula was made for passages: of a heading or a button it says nothing. */
const FEWEST_WORDS = 10;

/** The reading age of each passage, hardest first. Items of a published form are not ours to change: told, not judged. */
export function readingRows({ patientTexts, clinicTexts, messages, instruments }: PatientReading): ReadingRow[] {
  const { pages, mail } = patientTexts;
  const rows = [
    ...Object.entries({ pages, mail }).flatMap(([part, texts]) =>
      Object.entries<string>(texts).map(([name, text]) => row(`${part}.${name}`, text)),
    ),
    ...clinicTexts.safetyNet.lines.map((line, index) => row(`safety-net.${String(index + 1)}`, line)),
    ...Object.entries(clinicTexts.help).flatMap(([page, { title, lines, also }]) => [
      ...(also === undefined ? [] : [row(`help.${page}.also`, also)]),
      row(`help.${page}`, [`${title}.`, ...lines].join(' ')),
      ...lines.map((line, index) => row(`help.${page}.${String(index + 1)}`, line)),
    ]),
    ...Object.entries(messages).flatMap(([pathway, roles]) =>
      Object.entries(roles).map(([role, { lead }]) => row(`${pathway}.${role}`, lead)),
    ),
    ...Object.values(instruments).flatMap(rowsOf),
  ];
  return rows.sort((one, other) => (other.age ?? 0) - (one.age ?? 0));
}

/** What has to be written in simpler words. */
export const tooHard = ({ judged, age }: ReadingRow): boolean => judged && age !== null && age > READING_AGE_LIMIT;

function rowsOf({ id, licence, introduction, items }: Instrument): ReadingRow[] {
  const isOurs = licence.startsWith('Own wording');
  return [
    row(`${id}.introduction`, introduction, isOurs),
    row(`${id}.items`, items.map(({ text }) => text.replace(/[.?!:]?$/, '.')).join(' '), isOurs),
  ];
}

function row(name: string, text: string, judged = true): ReadingRow {
  const reading = readingOf(text);
  const words = reading?.words ?? 0;
  return { text: name, words, age: reading === null || words < FEWEST_WORDS ? null : reading.age, judged };
}
