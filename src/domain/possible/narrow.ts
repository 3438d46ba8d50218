import type { Field, Option } from './field';

/** Values of fields by their names; an instant is epoch milliseconds. */
export type Fill = Record<string, unknown>;

const DAY = 86_400_000;

/** A value that fits into a field: the first of its options, its least, or a text. */
export function sampleOf(field: Field): unknown {
  const { kind, options, initial, min, max } = field;
  switch (kind) {
    case 'choice':
      return initial ?? options[0]?.value;
    case 'choices':
      return chosenAtLeast(field);
    case 'yes-no':
      return (options[0]?.value ?? 'yes') === 'yes';
    case 'date':
      return initial ?? max ?? min ?? '2020-01-01';
    case 'instant':
      return initial ?? (typeof min === 'number' ? min + DAY : 0);
    case 'number':
      return initial ?? min ?? 0;
    case 'text':
    case 'long-text':
      return field.example ?? 'x';
    case 'texts':
      return [field.example ?? 'L4/L5'];
    case 'list':
      return [
        Object.fromEntries(field.fields.filter(({ required }) => required).map((each) => [each.name, sampleOf(each)])),
      ];
  }
}

/** What cannot be left out, and where something must be chosen the first. */
function chosenAtLeast({ options, required }: Field): string[] {
  const always = options.filter((option) => option.always);
  return (always.length > 0 || !required ? always : options.slice(0, 1)).map(({ value }) => value);
}

/** Whether a field is asked for, as others stand. */
export const isAsked = ({ when }: Field, fill: Fill): boolean =>
  when === null || when.values.includes(String(fill[when.field]));

/** Whether it must be filled in, as others stand. */
export const isNeeded = (field: Field, fill: Fill): boolean =>
  isAsked(field, fill) &&
  (field.required ||
    (field.requiredWhen !== null && field.requiredWhen.values.includes(String(fill[field.requiredWhen.field]))));

/** The least that a form must be filled in with, over what is given. */
export function leastFill(fields: readonly Field[], given: Fill = {}): Fill {
  const fill: Fill = { ...given };
  for (const field of fields) {
    if (field.name in fill || !isNeeded(field, fill)) continue;
    fill[field.name] = sampleOf(field);
  }
  return fill;
}

/** The data of a fact: names with a dot stand in an object. */
export function dataFrom(fixed: object, fill: Fill): Record<string, unknown> {
  const data: Record<string, unknown> = { ...fixed };
  for (const [name, value] of Object.entries(fill)) {
    const [first = '', inner] = name.split('.');
    if (inner === undefined) data[first] = value;
    else data[first] = { ...(data[first] as object | undefined), [inner]: value };
  }
  return data;
}

/** Null: it can be recorded; else why not. */
export type Judge = (data: Record<string, unknown>) => string | null;

export type Draft = { fixed: object; fields: Field[]; lifts: readonly string[]; judge: Judge };

/** More combinations than this are no form any more; a field with so many options is never one that a stage minds. */
const MOST = 2_000;

/**
 * The fields with only those options that the core takes, judged one combination after the other; null where it takes none.
 * What is refused without a reason and possible with one asks for that reason.
 */
export function narrowed({ fixed, fields, lifts, judge }: Draft): Field[] | null {
  const plain = combos(fields, fixed, judge);
  if (plain === null) return null;
  if (plain.refused.length === 0) return fields;
  for (const name of lifts) {
    const field = fields.find((each) => each.name === name);
    if (!field) continue;
    const lifted = combos(fields, fixed, judge, { [name]: 'x' });
    if (lifted === null || lifted.refused.length >= plain.refused.length) continue;
    const left = new Set(lifted.refused.map(({ key }) => key));
    const past = plain.refused.filter(({ key }) => !left.has(key));
    const needed: Field = { ...field, hint: past[0]?.why ?? field.hint, ...neededWhen(plain, past, field) };
    return without(
      fields.map((each) => (each === field ? needed : each)),
      lifted,
    );
  }
  return without(fields, plain);
}

type Combo = { key: string; values: Record<string, string>; why: string };
type Combos = { names: string[]; all: Record<string, string>[]; refused: Combo[] };

function combos(fields: readonly Field[], fixed: object, judge: Judge, over: Fill = {}): Combos | null {
  const choices = fields.filter(({ kind, required }) => required && kind === 'choice');
  if (choices.some(({ options }) => options.length === 0)) return null;
  const all = choices.reduce<Record<string, string>[]>(
    (rows, { name, options, when }) =>
      rows.flatMap((row) =>
        when !== null && !when.values.includes(row[when.field] ?? '')
          ? [row]
          : options.map(({ value }) => ({ ...row, [name]: value })),
      ),
    [{}],
  );
  const refused = all.slice(0, MOST).flatMap((values): Combo[] => {
    const why = judge(dataFrom(fixed, leastFill(fields, { ...values, ...over })));
    return why === null ? [] : [{ key: JSON.stringify(values), values, why }];
  });
  return { names: choices.map(({ name }) => name), all, refused };
}

/** The one field whose values ask for a reason, or the reason is asked for whatever is chosen. */
function neededWhen(
  { names, all }: Combos,
  past: readonly Combo[],
  field: Field,
): Pick<Field, 'required' | 'requiredWhen'> {
  if (past.length === all.length) return { required: true, requiredWhen: null };
  const minded = minds(names, all, past);
  const [only] = minded;
  if (only === undefined || minded.length > 1) return { required: true, requiredWhen: null };
  return { required: field.required, requiredWhen: { field: only, values: valuesOf(past, only) } };
}

const valuesOf = (some: readonly Combo[], name: string): string[] => [
  ...new Set(some.map(({ values }) => values[name] ?? '')),
];

/** On which of the fields a refusal depends: with any other value of the rest it is refused as well. */
function minds(names: readonly string[], all: readonly Record<string, string>[], refused: readonly Combo[]): string[] {
  return names.reduce<string[]>(
    (left, name) => {
      const others = left.filter((each) => each !== name);
      const isRefused = new Set(refused.map(({ values }) => keyOf(values, others)));
      const rows = all.filter((row) => isRefused.has(keyOf(row, others)));
      return rows.length === refused.length ? others : left;
    },
    [...names],
  );
}

const keyOf = (row: Record<string, string>, names: readonly string[]): string =>
  names.map((name) => row[name]).join('\u0000');

/** Without what is refused: an option that never fits is taken out, one that fits beside some is marked. Null: nothing is left. */
function without(fields: readonly Field[], { names, all, refused }: Combos): Field[] | null {
  if (refused.length === 0) return [...fields];
  if (refused.length === all.length) return null;
  const minded = minds(names, all, refused);
  const last = minded.at(-1);
  const rows = [...new Map(refused.map(({ values }) => [keyOf(values, minded), values])).values()];
  const isRefused = new Set(rows.map((row) => keyOf(row, minded)));
  const possible = all.filter((row) => !isRefused.has(keyOf(row, minded)));
  const fits = (name: string, value: string): boolean => possible.some((row) => row[name] === value);
  return fields.map((field) => {
    if (!names.includes(field.name)) return field;
    const options = field.options.filter(({ value }) => fits(field.name, value));
    if (field.name !== last) return { ...field, options };
    return { ...field, options: options.map((option) => marked(option, field.name, rows, minded)) };
  });
}

const marked = (
  option: Option,
  name: string,
  rows: readonly Record<string, string>[],
  minded: readonly string[],
): Option => ({
  ...option,
  unless: rows
    .filter((row) => row[name] === option.value)
    .map((row) => Object.fromEntries(minded.filter((each) => each !== name).map((each) => [each, row[each] ?? '']))),
});
