import { predicateText } from '../telling/rules';
import type { Pathway, Predicate, Stage } from '../pathway/types';

/** One number or rule that the two versions have differently; null where one of them does not have it. */
export type NumberChange = { place: string; before: string | null; after: string | null };

type Named = Map<string, string>;

/** What differs between a stage and the one it would go on in: every number, and every rule as a sentence. */
export function changedNumbers(place: string, before: Stage, after: Stage): NumberChange[] {
  return changes(place, numbersOf(before), numbersOf(after));
}

/** The same for the check-ins of a pathway and its budget of messages. */
export function changedCheckIns(before: Pathway, after: Pathway): NumberChange[] {
  const common = ({ checkIns, burden }: Pathway): object => ({ checkIns, burden });
  const kept = new Set(after.checkIns.map(({ id }) => id));
  const both = { ...before, checkIns: before.checkIns.filter(({ id }) => kept.has(id)) };
  const inBoth = new Set(both.checkIns.map(({ id }) => id));
  const then = { ...after, checkIns: after.checkIns.filter(({ id }) => inBoth.has(id)) };
  return changes('', numbersOf(common(both)), numbersOf(common(then)));
}

function changes(place: string, before: Named, after: Named): NumberChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => ({
      place: place === '' ? name : `${place}/${name}`,
      before: before.get(name) ?? null,
      after: after.get(name) ?? null,
    }));
}

function numbersOf(part: object): Named {
  const found: Named = new Map();
  collect(part, [], found);
  return found;
}

function collect(value: unknown, at: string[], found: Named): void {
  if (typeof value === 'number' || typeof value === 'boolean') found.set(at.join('/'), String(value));
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    // What a rule says is read as a whole: a number without its comparison would mean nothing.
    if (key === 'when') found.set(at.join('/'), predicateText(inner as Predicate));
    else collect(inner, [...at, Array.isArray(value) ? nameOf(inner, key) : key], found);
  }
}

/** Things of a list are told by their own name, so that another order is no difference. */
function nameOf(value: unknown, index: string): string {
  if (typeof value !== 'object' || value === null) return index;
  if ('id' in value && typeof value.id === 'string') return value.id;
  if ('class' in value && typeof value.class === 'string') return value.class;
  return 'checkIn' in value && typeof value.checkIn === 'string' ? `${value.checkIn}@${index}` : index;
}
