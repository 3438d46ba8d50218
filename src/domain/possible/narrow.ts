import { dataFrom, type Fill, leastFill } from './draft';
import type { Field, Option } from './field';

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
