import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../domain/error';
import { holesIn, type PatientTexts } from '../domain/patient-texts';
import type { Fault } from './fault';
import { PatientTextsFile } from './patient-texts-schema';
import { readYaml } from './read-yaml';

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
