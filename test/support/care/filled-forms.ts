import { dataFrom, type Fill, isAsked, isNeeded, sampleOf } from '../../../src/domain/possible/narrow';
import type { Field, Option, PossibleFact } from '../../../src/domain/possible/field';

/** A number from 0 up to below 1, the next one each time. */
export type Whim = () => number;

/** Always the same row of whims for a seed. */
export function whimsOf(seed: number): Whim {
  let at = seed % 2_147_483_647 || 1;
  return () => {
    at = (at * 48_271) % 2_147_483_647;
    return at / 2_147_483_647;
  };
}

export const oneOf = <T>(all: readonly T[], whim: Whim): T | undefined => all[Math.floor(whim() * all.length)];

/** Options that are there, as the fields before stand. */
const left = ({ options }: Field, fill: Fill): Option[] =>
  options.filter(
    ({ unless }) => !unless.some((row) => Object.entries(row).every(([name, value]) => fill[name] === value)),
  );

/** The form filled in by its own options: what must be given, and now and then what may be. Null: a choice has nothing left. */
export function filled({ fields, fixed }: PossibleFact, whim: Whim): Record<string, unknown> | null {
  const fill: Fill = {};
  for (const field of fields) {
    if (!isAsked(field, fill) || (!isNeeded(field, fill) && whim() < 0.6)) continue;
    const options = left(field, fill);
    if (field.options.length > 0 && options.length === 0) return null;
    fill[field.name] = valueFor(field, options, whim);
  }
  return dataFrom(fixed, fill);
}

function valueFor(field: Field, options: readonly Option[], whim: Whim): unknown {
  if (field.kind === 'choice') return oneOf(options, whim)?.value;
  if (field.kind === 'yes-no') return options.length > 0 ? oneOf(options, whim)?.value === 'yes' : whim() < 0.5;
  if (field.kind !== 'choices') return sampleOf(field);
  const chosen = options.filter(({ always }) => always || whim() < 0.5).map(({ value }) => value);
  const first = options[0]?.value;
  return chosen.length === 0 && first !== undefined ? [first] : chosen;
}

/** As it is posted: instants as text. */
export function posted(
  { fields }: Pick<PossibleFact, 'fields'>,
  data: Record<string, unknown>,
): Record<string, unknown> {
  const instants = new Set(fields.filter(({ kind }) => kind === 'instant').map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      instants.has(name) && typeof value === 'number' ? new Date(value).toISOString() : value,
    ]),
  );
}
