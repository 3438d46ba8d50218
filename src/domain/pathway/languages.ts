import type { Pathway } from './types';

/** The languages a pathway speaks. English is the one that every text is written in first. */
export function languagesOf({ languages }: Pathway): string[] {
  return languages ?? ['en'];
}

/** Whether a patient is spoken to in this language, or in its base (`en` for `en-GB`). */
export function isSpoken(pathway: Pathway, language: string): boolean {
  const spoken = languagesOf(pathway);
  return spoken.includes(language) || spoken.includes(language.split('-')[0] ?? language);
}
