import { z } from 'zod';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CountForms,
  countTexts,
  holesIn,
  mailTexts,
  pageTexts,
  type PatientTexts,
} from '../../domain/patient-texts/texts';
import { Text } from '../../domain/shapes/shapes';
import { DomainError } from '../../domain/words/error';
import type { Fault } from '../../domain/shapes/fault';
import { readYaml } from '../read-yaml';

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
  return (['pages', 'mail'] as const).flatMap((part) =>
    Object.entries<string>(texts[part]).flatMap(([name, text]) => {
      const wanted = holesIn((first[part] as Record<string, string>)[name] ?? '');
      if (holesIn(text).join() === wanted.join()) return [];
      const gaps = wanted.map((hole) => `{${hole}}`).join(', ') || 'no gap';
      return [{ path: [part, name], message: `must have the gaps of the English text: ${gaps}` }];
    }),
  );
}
