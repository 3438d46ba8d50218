import type { Signature } from './language';
import { isWithin, type Path, type Place, placeNamed, placesIn } from './places';
import type { Pathway } from './types';
import type { LocalDate } from '../words/time';

/** What decides something, and where its source is written; where no source states it, it is a default of the clinic. */
export type Threshold = Place & { source: Source | null };
export type Source = { path: Path; text: string };
/** A clinician answers for what names a source. */
export type SignedThreshold = Threshold & { source: Source };

/** What a file says of itself is no threshold. */
const aboutTheFile = new Set<unknown>(['version', 'signatures', 'tunable', 'recalled']);

/** A source that stands beside its number, by the field of the number. */
const sourcesBeside: Record<string, string> = { minGapDays: 'gapSource' };

/**
 * Every threshold of a pathway or of a clinic's settings, in the order of the file: whatever has a source, numbers of a list and
 * hours from – to as a whole, and every other number or hour by itself. None is left out, whatever the language grows to.
 */
export function thresholdsIn(definition: unknown): Threshold[] {
  const places = placesIn(definition, (value) => ownSource(value) !== null || isHours(value) || isNumbers(value));
  const besides = new Map(places.flatMap((place) => sourceBeside(place, places)));
  const told = new Set([...besides.values()].map(({ path }) => path));
  return places.flatMap((place): Threshold[] => {
    const { path, value } = place;
    if (aboutTheFile.has(path[0]) || told.has(path)) return [];
    const own = ownSource(value);
    if (own !== null) return [{ ...place, source: { path: [...path, 'source'], text: own } }];
    const beside = besides.get(place);
    if (beside) return [{ ...place, source: beside }];
    if (String(path.at(-1)).endsWith('Source') && typeof value === 'string')
      return [{ ...place, source: { path, text: value } }];
    return typeof value === 'number' || isHour(value) || isHours(value) || isNumbers(value)
      ? [{ ...place, source: null }]
      : [];
  });
}

/** Those that a released file must have signed. */
export function thresholdsToSign(definition: unknown): SignedThreshold[] {
  return thresholdsIn(definition).filter((each): each is SignedThreshold => each.source !== null);
}

function sourceBeside(place: Place, places: Place[]): [Place, Source][] {
  const field = sourcesBeside[String(place.path.at(-1))];
  if (field === undefined) return [];
  const path = [...place.path.slice(0, -1), field];
  const source = places.find((each) => each.path.length === path.length && isWithin(each.path, path));
  return typeof source?.value === 'string' ? [[place, { path: source.path, text: source.value }]] : [];
}

function ownSource(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('source' in value)) return null;
  return typeof value.source === 'string' ? value.source.trim() : null;
}

/** The hour of a day decides as much as a number does. */
const isHour = (value: unknown): boolean => typeof value === 'string' && /^\d{2}:\d{2}$/.test(value);

export const isHours = (value: unknown): value is { from: string; to: string; weekday?: number } =>
  typeof value === 'object' &&
  value !== null &&
  'from' in value &&
  'to' in value &&
  isHour(value.from) &&
  isHour(value.to);

export const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'number');

/**
 * Finds the signature that holds for a threshold: of several the one that is to be looked at again last. What it says, release
 * check, review and the page of thresholds say.
 */
export function signatureFinder(pathway: Pathway): (threshold: Threshold) => Signature | null {
  const signatures = (pathway.signatures ?? []).map((signature) => ({
    signature,
    parts: signature.thresholds === 'all' ? [[]] : signature.thresholds.flatMap((name) => pathsNamed(pathway, name)),
  }));
  return (threshold) =>
    signatures
      .filter(({ parts }) => parts.some((part) => isPartOf(threshold, part)))
      .reduce<Signature | null>(
        (last, { signature }) => (last && last.reviewOn >= signature.reviewOn ? last : signature),
        null,
      );
}

function pathsNamed(pathway: Pathway, name: string): Path[] {
  const place = placeNamed(pathway, name);
  return place ? [place.path] : [];
}

/** A threshold is signed by its own place, by that of its source, and by that of whatever it is part of. */
export const isPartOf = ({ path, source }: Threshold, part: Path): boolean =>
  isWithin(path, part) || (source !== null && isWithin(source.path, part));

/** The day on which the first of its thresholds is to be looked at again; null where nothing is signed. */
export function reviewDueOn(pathway: Pathway): LocalDate | null {
  const signatureOf = signatureFinder(pathway);
  const days = thresholdsToSign(pathway).flatMap((each) => signatureOf(each)?.reviewOn ?? []);
  return days.sort()[0] ?? null;
}
