import type { z } from 'zod';
import type { PatientFacts, RecordedType } from '../facts/fact';
import { facts } from '../facts/table';
import type { Field, FieldKind } from './field';
import { labelOf, optionsOf } from './words';

// The fields of a fact, read off the contract of its data: what a form asks for and what the API takes cannot part ways.

/** A contract as far as it is looked at here. */
type Looked = z.ZodType & {
  def: { type: string; innerType?: Looked; in?: Looked; element?: Looked; getter?: () => Looked };
  shape?: Record<string, Looked>;
  options?: readonly string[];
  format?: string | null;
  minValue?: number | null;
  maxValue?: number | null;
  maxLength?: number | null;
};

/** What comes before this is long ago for anybody who treats patients with this house. */
const LONG_AGO = '2000-01-01T00:00:00Z';
/** Within what a day may be at all. */
const FAR_AHEAD = '2190-01-01';

/** A text of so many characters is written on several lines. */
const LONG = 300;

const loose = ['optional', 'default', 'prefault', 'nullable'];

/** A day that is long past, and a time: whatever a contract is held against here, it is the same at any moment. */
const MOMENT: PatientFacts = {
  now: 1_500_000_000_000,
  today: '2017-07-14',
  promptHours: { from: '00:00', to: '24:00' },
  isMailbox: () => true,
  zones: null,
  staff: null,
};

// Contracts never change, and reading one costs as much as all the rest: done once for each.
const drawn = new Map<RecordedType, Field[]>();

/** The fields of a fact of a type, as they stand at any moment; see `heldAgainst`. */
export function fieldsOf(type: RecordedType): Field[] {
  const known = drawn.get(type) ?? fieldsIn(facts[type].data(MOMENT), facts[type].example);
  drawn.set(type, known);
  return known;
}

/** What must lie ahead lies after now, and what must not lies on this day at the latest. */
export const heldAgainst = (field: Field, { now, today }: { now: number; today: string }): Field => ({
  ...field,
  min: field.min === MOMENT.now ? now : field.min,
  max: field.max === MOMENT.today ? today : field.max,
});

function fieldsIn(contract: z.ZodType, example: object): Field[] {
  const { inner } = bare(contract);
  return Object.entries(inner.shape ?? {}).flatMap(([name, part]) => {
    const field = fieldOf(name, part);
    if (field === null) return [];
    const given = (example as Record<string, unknown>)[name];
    return [typeof given === 'string' && field.kind === 'text' ? { ...field, example: given } : field];
  });
}

function fieldOf(name: string, part: Looked): Field | null {
  const { inner, optional } = bare(part);
  const kind = kindOf(inner);
  if (kind === null) return null;
  const one = inner.def.element === undefined ? null : bare(inner.def.element).inner;
  return {
    ...{ name, kind, label: labelOf(name), hint: null, required: !optional, requiredWhen: null, when: null },
    options: optionsOf(inner.options ?? one?.options ?? []),
    ...bounds(inner, kind),
    initial: null,
    example: kind === 'text' ? exampleIn(inner) : null,
    fields: kind === 'list' && one !== null ? fieldsIn(one, {}) : [],
  };
}

function bare(part: Looked): { inner: Looked; optional: boolean } {
  if (!loose.includes(part.def.type) || part.def.innerType === undefined) return { inner: part, optional: false };
  return { inner: bare(part.def.innerType).inner, optional: part.def.type !== 'nullable' };
}

/** Null: what no field stands for (the form of the type asks for it in another way). */
function kindOf(inner: Looked): FieldKind | null {
  if (inner.def.type === 'string') {
    if (inner.format === 'date') return 'date';
    return (inner.maxLength ?? 0) > LONG ? 'long-text' : 'text';
  }
  if (inner.def.type === 'array') return kindOfMany(inner.def.element);
  return simple[inner.def.type] ?? null;
}

const simple: Readonly<Partial<Record<string, FieldKind>>> = {
  enum: 'choice',
  boolean: 'yes-no',
  number: 'number',
  pipe: 'instant',
};

function kindOfMany(element: Looked | undefined): FieldKind | null {
  const one = element && bare(element).inner;
  if (one?.def.type === 'object') return 'list';
  return one?.def.type === 'enum' ? 'choices' : 'texts';
}

function bounds(inner: Looked, kind: FieldKind): Pick<Field, 'min' | 'max'> {
  const refuses = (text: string): boolean => !inner.safeParse(text).success;
  if (kind === 'number') return { min: bounded(inner.minValue), max: bounded(inner.maxValue) };
  return {
    min: kind === 'instant' && refuses(LONG_AGO) ? MOMENT.now : null,
    max: kind === 'date' && refuses(FAR_AHEAD) ? MOMENT.today : null,
  };
}

const bounded = (value: number | null | undefined): number | null =>
  value === null || value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;

const samples = ['x', 'L4/L5', '2019'];

/** The first of a few texts that fits. */
const exampleIn = (inner: Looked): string | null => samples.find((text) => inner.safeParse(text).success) ?? null;
