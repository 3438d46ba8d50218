import { z } from 'zod';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CountForms, countTexts, holesIn, type PatientTexts } from '../../domain/patient-texts/texts';
import { mailTexts, pageTexts } from '../../domain/patient-texts/names';
import { readingOf } from '../../domain/patient-texts/reading';
import { Id, Text } from '../../domain/shapes/shapes';
import { DomainError } from '../../domain/words/error';
import type { Fault } from '../../domain/shapes/fault';
import { type ProblemRules, reportTasks, troubles } from '../../domain/words/choices';
import { readYaml } from '../read-yaml';
import type { ClinicTexts } from '../../domain/words/clinic';
import type { Instrument } from '../../domain/instrument/types';
import type { MessageTexts } from '../../domain/pathway/languages';

const CountText = z.strictObject({
  zero: Text.optional(),
  one: Text.optional(),
  two: Text.optional(),
  few: Text.optional(),
  many: Text.optional(),
  other: Text,
}) as z.ZodType<CountForms>;

/** One file `texts/patient.<language>.yaml`: every text there is, and no other. */
export const PatientTextsFile = z.strictObject({
  pages: z.record(z.enum(pageTexts), Text),
  mail: z.record(z.enum(mailTexts), Text),
  counts: z.record(z.enum(countTexts), CountText),
  problems: z.record(Id, Text),
  hours: z.strictObject({
    days: z.array(Text).length(7),
    span: Text,
    and: z.string().min(1),
    line: Text,
    inZone: Text,
    am: Text.optional(),
    pm: Text.optional(),
  }),
}) satisfies z.ZodType<PatientTexts>;

const FIRST = 'en';

/** Our own words for patients by language: `patient.<language>.yaml` of a folder, each as complete as the English one. */
export function loadPatientTexts(folder: string): Record<string, PatientTexts> {
  const files = languageFiles(folder, 'patient').map(({ language, file }) => {
    return { language, ...readYaml<PatientTexts>(file, PatientTextsFile) };
  });
  const first = files.find(({ language }) => language === FIRST)?.value;
  if (first === undefined)
    throw new DomainError('configuration', 'texts/patient.en.yaml is missing: every text is written in English first.');
  for (const { value, refuse } of files) refuse(gapFaults(value, first));
  return Object.fromEntries(files.map(({ language, value }) => [language, value]));
}

/** Files `<name>.<language>.yaml` of a folder, by language. */
export function languageFiles(folder: string, name: string): { language: string; file: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const language = new RegExp(`^${name}\\.([a-z]{2,3}(?:-[A-Z]{2})?)\\.yaml$`).exec(file)?.[1];
      return language === undefined ? [] : [{ language, file: join(folder, file) }];
    });
}

/** A translation that loses a gap would lose the number in it. */
function gapFaults(texts: PatientTexts, first: PatientTexts): Fault[] {
  return (['pages', 'mail', 'problems'] as const).flatMap((part) =>
    Object.entries<string>(texts[part]).flatMap(([name, text]) => {
      const wanted = holesIn((first[part] as Record<string, string>)[name] ?? '');
      if (holesIn(text).join() === wanted.join()) return [];
      const gaps = wanted.map((hole) => `{${hole}}`).join(', ') || 'no gap';
      return [{ path: [part, name], message: `must have the gaps of the English text: ${gaps}` }];
    }),
  );
}

const Problem = z.strictObject({
  class: z.enum(['spine', 'mental-health', 'medication', 'infection']).nullable(),
  task: z.enum(reportTasks),
  severeFrom: z
    .int()
    .min(1)
    .max(Math.max(...troubles)),
  withinWorkingDays: z.int().min(0).max(10),
  help: Id,
});

const ProblemsFile = z.strictObject({
  first: Id,
  perDay: z.int().min(1).max(20),
  problems: z.record(Id, Problem),
}) satisfies z.ZodType<ProblemRules>;

/** What patients can report, and what becomes of it: `clinic/problems.yaml`, for every clinic of the house. */
export function loadProblems(
  file: string,
  instruments: Record<string, Instrument>,
  texts: Record<string, PatientTexts>,
): ProblemRules {
  const { value, refuse } = readYaml<ProblemRules>(file, ProblemsFile);
  refuse([...firstFaults(value, instruments), ...Object.entries(texts).flatMap((each) => wordFaults(value, each))]);
  return value;
}

/** They stand on one page of their own. */
function firstFaults({ first }: ProblemRules, instruments: Record<string, Instrument>): Fault[] {
  const form = instruments[first];
  if (form?.presentation === 'list' && form.items.every(({ safety }) => safety !== undefined)) return [];
  const message = `"${first}" is no list of safety questions: name a form of instruments/ that is one`;
  return [{ path: ['first'], message }];
}

function wordFaults({ problems }: ProblemRules, [language, texts]: [string, PatientTexts]): Fault[] {
  return Object.keys(problems)
    .filter((about) => !Object.hasOwn(texts.problems, about))
    .map((about) => ({
      path: ['problems', about],
      message: `has no words in texts/patient.${language}.yaml: write them under problems`,
    }));
}

/** Everything in English that a patient reads. */
type PatientReading = {
  patientTexts: PatientTexts;
  clinicTexts: ClinicTexts;
  /** By pathway. */
  messages: Record<string, MessageTexts>;
  prepare: Record<string, Record<string, string>>;
  instruments: Record<string, Instrument>;
};

/** `age` is null where there are too few words for the formula. `judged`: a text of ours, which may not be too hard. */
export type ReadingRow = { text: string; words: number; age: number | null; judged: boolean };

/** Reading age of about eleven is wanted; nothing of ours may need more than this. */
export const READING_AGE_LIMIT = 12;
/** The formula was made for passages: of a heading or a button it says nothing. */
const FEWEST_WORDS = 10;

/** The reading age of each passage, hardest first. Items of a published form are not ours to change: told, not judged. */
export function readingRows({
  patientTexts,
  clinicTexts,
  messages,
  prepare,
  instruments,
}: PatientReading): ReadingRow[] {
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
    ...Object.entries(prepare).flatMap(([pathway, items]) =>
      Object.entries(items).map(([item, text]) => row(`${pathway}.prepare.${item}`, text)),
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
