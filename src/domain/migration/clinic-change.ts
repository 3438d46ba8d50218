import type { ClinicSettings } from '../words/clinic';
import { phrasesFor } from '../patient-texts/emergency';
import { fill } from '../patient-texts/texts';

/** One field that another version of the settings has differently; null where one of them does not have it. */
export type SettingsDifference = { path: string; before: string | null; after: string | null };

/** What would be different, field by field in the order of their names; the number of the version apart. */
export function settingsDifferences(before: ClinicSettings, after: ClinicSettings): SettingsDifference[] {
  const [was, will] = [fieldsOf({ ...before, version: 0 }), fieldsOf({ ...after, version: 0 })];
  return [...new Set([...was.keys(), ...will.keys()])]
    .sort()
    .map((path) => ({ path, before: was.get(path) ?? null, after: will.get(path) ?? null }))
    .filter((each) => each.before !== each.after);
}

/**
 * Texts for patients that say something else under a version that was shown before: nobody could tell any more what a
 * patient has read. A changed telephone number changes the words, too.
 */
export function rewordedTexts(earlier: readonly ClinicSettings[], after: ClinicSettings): string[] {
  const shown = new Map(earlier.flatMap(wordingsOf));
  return wordingsOf(after).flatMap(([name, words]) => {
    const before = shown.get(name);
    return before === undefined || before === words
      ? []
      : [`${name} was shown with other words: give the changed text a new version.`];
  });
}

/** As they are read where the clinic's numbers hold, and elsewhere. */
function wordingsOf(settings: ClinicSettings): [string, string][] {
  return Object.entries(settings.texts).flatMap(([language, texts]): [string, string][] => {
    const places = [false, true].map((elsewhere) => phrasesFor(settings, texts, elsewhere));
    const read = (lines: string[]): string[] =>
      lines.flatMap((line) => [...new Set(places.map((phrases) => fill(line, phrases)))]);
    return [
      [`texts.${language} safetyNet "${texts.safetyNet.version}"`, JSON.stringify(read(texts.safetyNet.lines))],
      ...Object.entries(texts.help).map(([page, { version, title, lines, also = '' }]): [string, string] => [
        `texts.${language} help.${page} "${version}"`,
        JSON.stringify(read([title, ...lines, also])),
      ]),
    ];
  });
}

function fieldsOf(value: unknown, at: string[] = [], found = new Map<string, string>()): Map<string, string> {
  const isBranch = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!isBranch) found.set(at.join('.'), JSON.stringify(value));
  else for (const [key, inner] of Object.entries(value)) if (inner !== undefined) fieldsOf(inner, [...at, key], found);
  return found;
}
