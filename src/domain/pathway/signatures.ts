import type { Path } from '../stages/kind';
import type { Signature } from './language';
import type { Pathway } from './types';
import type { LocalDate } from '../words/time';

/** A number with a source, by its place in words: `care/injection/limits/0`. A clinician answers for it. */
export type SignedThreshold = { place: string; path: Path; source: string };

/** Every threshold of a pathway that a released file must have signed: whatever names a source, wherever it stands. */
export function thresholdsToSign(pathway: Pathway): SignedThreshold[] {
  return sourcesIn(pathway, [], []);
}

function sourcesIn(part: unknown, path: Path, names: string[]): SignedThreshold[] {
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) {
    return part.flatMap((each: unknown, index) =>
      sourcesIn(each, [...path, index], [...names, idOf(each) ?? String(index)]),
    );
  }
  return Object.entries(part).flatMap(([key, inner]: [string, unknown]) => {
    const at = [...path, key];
    if (key === 'source' && typeof inner === 'string') return [{ place: names.join('/'), path: at, source: inner }];
    if (key.endsWith('Source') && typeof inner === 'string') {
      return [{ place: [...names, key].join('/'), path: at, source: inner }];
    }
    // A stage is told by its track and its own name.
    return sourcesIn(inner, at, key === 'tracks' || key === 'stages' ? names : [...names, key]);
  });
}

const idOf = (part: unknown): string | undefined =>
  typeof part === 'object' && part !== null && 'id' in part && typeof part.id === 'string' ? part.id : undefined;

/** The signature that holds for a place: of several the one that is to be looked at again last. */
export function signatureOf({ signatures = [] }: Pathway, place: string): Signature | null {
  const own = signatures.filter(
    ({ thresholds }) => thresholds === 'all' || thresholds.some((each) => covers(each, place)),
  );
  return own.reduce<Signature | null>((last, each) => (last && last.reviewOn >= each.reviewOn ? last : each), null);
}

/** A place is covered by its own name, and by that of whatever it is part of. */
export const covers = (signed: string, place: string): boolean => place === signed || place.startsWith(`${signed}/`);

/** The day on which the first of its thresholds is to be looked at again; null where nothing is signed. */
export function reviewDueOn(pathway: Pathway): LocalDate | null {
  const days = thresholdsToSign(pathway).flatMap(({ place }) => signatureOf(pathway, place)?.reviewOn ?? []);
  return days.sort()[0] ?? null;
}
