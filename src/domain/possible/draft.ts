import type { Field } from './field';

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
