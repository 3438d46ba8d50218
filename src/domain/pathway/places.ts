import type { Stage } from '../stages/types';
import type { Pathway, Track } from './types';

/** The steps that lead to something in a file, from its root or from a stage. */
export type Path = (string | number)[];

/**
 * Where something stands in a definition. The name says it to people, and is the one that signatures, tuning, pages and
 * previews know it by: `care/diagnosis/deadlineDays`.
 */
export type Place = { path: Path; name: string; value: unknown };

/** Every place of a definition that has no parts, in the order of the file; what `isOne` holds of is told as a whole. */
export function placesIn(definition: unknown, isOne: (value: object) => boolean = () => false): Place[] {
  const places: Place[] = [];
  const look = (value: unknown, path: Path, names: string[]): void => {
    const parts = typeof value === 'object' && value !== null && isOne(value) ? [] : partsIn(value);
    if (parts.length === 0) places.push({ path, name: names.join('/'), value });
    for (const part of parts) look(part.value, path.concat(part.steps), names.concat(part.called[0]));
  };
  look(definition, [], []);
  return places;
}

/** The place that a written name leads to, by the names of its parts or by their rows in a list; null where there is none. */
export function placeNamed(definition: unknown, name: string): Place | null {
  const find = (value: unknown, path: Path, names: string[]): Place | null => {
    if (names.length === 0) return { path, name, value };
    for (const part of partsIn(value))
      for (const called of part.called) {
        if (!called.every((each, index) => each === names[index])) continue;
        const found = find(part.value, [...path, ...part.steps], names.slice(called.length));
        if (found) return found;
      }
    return null;
  };
  return find(definition, [], name.split('/'));
}

/** A copy that differs in the place that a path leads to. */
export function withValue<T>(definition: T, path: Path, value: unknown): T {
  if (path.length === 0) return value as T;
  const part = partsIn(definition).find(({ steps }) => isWithin(path, steps));
  if (!part) return definition;
  const changed = withValue(part.value, path.slice(part.steps.length), value);
  const copy: unknown = Array.isArray(definition)
    ? definition.map((each: unknown, row) => (row === part.key ? changed : each))
    : { ...definition, [part.key]: changed };
  return copy as T;
}

/** Whether a path leads to a place or to something in it. */
export const isWithin = (path: Path, outer: Path): boolean => outer.every((step, index) => step === path[index]);

/** Every stage with its place in the file. */
export function stagesIn(pathway: Pathway): { track: Track; stage: Stage; path: Path }[] {
  return pathway.tracks.flatMap((track, trackIndex) =>
    track.stages.map((stage, index) => ({ track, stage, path: ['tracks', trackIndex, 'stages', index] })),
  );
}

/** `steps` lead there in the file, `key` in what was read from it. The first of `called` is the name, the others are understood. */
type Part = { key: string | number; steps: Path; called: [string[], ...string[][]]; value: unknown };

function partsIn(value: unknown): Part[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const names = value.map(ownName);
    return value.map((each: unknown, row) => {
      const own = ownName(each, row);
      const name = names.indexOf(own) === row ? own : `${own}@${row}`;
      return { key: row, steps: [row], called: [name.split('/'), [String(row)]], value: each };
    });
  }
  const isAgain = 'to' in value && value.to === 'again';
  return Object.entries(value).flatMap(([key, each]: [string, unknown]): Part[] => {
    if (each === undefined) return [];
    // A destination is read into `to`, where the file has a word for it: `again: { afterDays: … }`.
    if (isAgain && key !== 'to') return [{ key, steps: ['again', key], called: [['again', key], [key]], value: each }];
    // A stage is told by its track and its own name.
    return [{ key, steps: [key], called: [key === 'tracks' || key === 'stages' ? [] : [key]], value: each }];
  });
}

/** What stands in a list is told by what the file calls it, so that another order is no difference; by its row where it has no name. */
function ownName(value: unknown, row: number): string {
  if (typeof value !== 'object' || value === null) return String(row);
  if ('id' in value && typeof value.id === 'string') return value.id;
  if ('class' in value && typeof value.class === 'string') return value.class;
  if ('for' in value && typeof value.for === 'string') return value.for;
  return 'checkIn' in value && typeof value.checkIn === 'string' ? `${value.checkIn}@${row}` : String(row);
}
