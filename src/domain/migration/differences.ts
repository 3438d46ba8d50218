import type { ClinicSettings } from '../words/clinic';
import { phrasesFor } from '../patient-texts/emergency';
import { fill } from '../patient-texts/texts';
import { placesIn } from '../pathway/places';
import type { Pathway } from '../pathway/types';
import type { Predicate } from '../rules/predicates';
import type { Stage } from '../stages/types';
import { predicateText } from '../telling/rules';

// What two versions of a pathway, or of a clinic's settings, say differently: place by place, in the order of their names. What one
// of the two does not have is null there.

/** One number or rule, by the name of its place. */
export type NumberChange = { place: string; before: string | null; after: string | null };

/** One field of the settings, as it is written in JSON: `staffedHours.0.from`. */
export type SettingsDifference = { path: string; before: string | null; after: string | null };

/** What differs between a stage and the one it would go on in: every number, and every rule as a sentence. */
export function changedNumbers(place: string, before: Stage, after: Stage): NumberChange[] {
  return differences(numbersOf(before), numbersOf(after)).map(({ name, ...each }) => ({
    place: `${place}/${name}`,
    ...each,
  }));
}

/** The same for the check-ins of a pathway and its budget of messages. */
export function changedCheckIns(before: Pathway, after: Pathway): NumberChange[] {
  const common = ({ checkIns, burden }: Pathway): object => ({ checkIns, burden });
  const kept = new Set(after.checkIns.map(({ id }) => id));
  const both = { ...before, checkIns: before.checkIns.filter(({ id }) => kept.has(id)) };
  const inBoth = new Set(both.checkIns.map(({ id }) => id));
  const then = { ...after, checkIns: after.checkIns.filter(({ id }) => inBoth.has(id)) };
  return differences(numbersOf(common(both)), numbersOf(common(then))).map(({ name, ...each }) => ({
    place: name,
    ...each,
  }));
}

/** Field by field; the number of the version apart. */
export function settingsDifferences(before: ClinicSettings, after: ClinicSettings): SettingsDifference[] {
  const [was, will] = [fieldsOf({ ...before, version: 0 }), fieldsOf({ ...after, version: 0 })];
  return differences(was, will).map(({ name, ...each }) => ({ path: name, ...each }));
}

type Named = Map<string, string>;

function differences(before: Named, after: Named): { name: string; before: string | null; after: string | null }[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .map((name) => ({ name, before: before.get(name) ?? null, after: after.get(name) ?? null }))
    .filter((each) => each.before !== each.after);
}

/** By the names of their places. What a rule says is read as a whole: a number without its comparison would mean nothing. */
function numbersOf(part: object): Named {
  const places = placesIn(part, (value) => 'when' in value);
  return new Map(
    places.flatMap(({ name, value }): [string, string][] => {
      if (typeof value === 'number' || typeof value === 'boolean') return [[name, String(value)]];
      return isRule(value) ? [[name, predicateText(value.when)]] : [];
    }),
  );
}

const isRule = (value: unknown): value is { when: Predicate } =>
  typeof value === 'object' && value !== null && 'when' in value;

function fieldsOf(settings: ClinicSettings): Map<string, string> {
  return new Map(placesIn(settings).map(({ path, value }) => [path.join('.'), JSON.stringify(value)]));
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
