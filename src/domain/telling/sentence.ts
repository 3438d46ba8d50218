import type { Path, Place } from '../pathway/places';

/** What the protocol says, and the places that it speaks of: from the root of the file, or from the stage that says it. */
export type Sentence = { text: string; about: Path[] };

/** A field of the stage or check-in itself may be given by its name. */
export const says = (text: string, ...about: (Path | string)[]): Sentence => ({
  text,
  about: about.map((path) => (typeof path === 'string' ? [path] : path)),
});

/** The same sentences, as the whole file sees their places. */
export const placedAt = (path: Path, sentences: Sentence[]): Sentence[] =>
  sentences.map(({ text, about }) => ({ text, about: about.map((each) => [...path, ...each]) }));

/** Finds the sentence that speaks of a place, or else of the smallest part that it belongs to; null where none does. */
export function sentenceFinder(sentences: Sentence[]): (place: Pick<Place, 'path'>) => string | null {
  const key = (path: Path): string => path.join('/');
  const told = sentences.flatMap(({ text, about }) => about.map((path): [string, string] => [key(path), text]));
  // Of several about the same place the first.
  const byPlace = new Map(told.toReversed());
  return ({ path }) => {
    const parts = path.map((_step, index) => key(path.slice(0, path.length - index)));
    return byPlace.get(parts.find((part) => byPlace.has(part)) ?? '') ?? null;
  };
}
