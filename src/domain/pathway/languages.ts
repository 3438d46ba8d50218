import type { Pathway } from './types';

/** The languages a pathway speaks. English is the one that every text is written in first. */
export function languagesOf({ languages }: Pathway): string[] {
  return languages ?? ['en'];
}
