import { isWithin, type Path, type Place } from '../pathway/places';

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

/** The sentence that speaks of a place, or else of the smallest part that it belongs to; null where none does. */
export function sentenceAbout(sentences: Sentence[], { path }: Pick<Place, 'path'>): string | null {
  const told = sentences.flatMap(({ text, about }) =>
    about.filter((each) => isWithin(path, each)).map(({ length }) => ({ text, length })),
  );
  const closest = Math.max(...told.map(({ length }) => length));
  return told.find(({ length }) => length === closest)?.text ?? null;
}
