import type { FormField, PossibleFact } from '../../api/generated/types.gen';
import { fieldsOf, instantOf } from '../../app/instants';

/** What was typed so far, by the name of the field. An instant is two of them: a day and an hour. */
export type Draft = Record<string, string | string[] | Draft[]>;
export type Value = Draft[string];

type Inner = FormField['fields'][number];

export const hourOf = (name: string): string => `${name} hour`;

/** What the fields hold at first: what the server proposes, and what cannot be otherwise. */
export function draftOf(fields: readonly (FormField | Inner)[], zone: string): Draft {
  const draft: Draft = {};
  for (const field of fields) {
    const { name, kind, initial, options, required } = field;
    if (initial !== null) Object.assign(draft, held(field, initial, zone));
    else if (kind === 'list' && required) draft[name] = [{}];
    else if (kind === 'choices') draft[name] = options.filter(({ always }) => always).map(({ value }) => value);
    else if (required && options.length === 1) draft[name] = options[0]?.value ?? '';
  }
  return draft;
}

function held(field: FormField | Inner, initial: NonNullable<Inner['initial']>, zone: string): Draft {
  const { name, kind } = field;
  if (kind === 'instant' && !Array.isArray(initial)) {
    const { day, time } = fieldsOf(initial, zone);
    return { [name]: day, [hourOf(name)]: time };
  }
  if (!Array.isArray(initial)) return { [name]: String(initial) };
  if (kind === 'texts') return { [name]: initial.map(String).join(', ') };
  if (kind === 'choices') return { [name]: initial.map(String) };
  const inner = 'fields' in field ? field.fields : [];
  return { [name]: (initial as Record<string, unknown>[]).map((row) => rowHeld(inner, row, zone)) };
}

/** A row of a list that was recorded, by the names of its fields. */
const rowHeld = (fields: readonly Inner[], row: Record<string, unknown>, zone: string): Draft =>
  draftOf(
    fields.map((field) => ({ ...field, initial: (row[field.name] as Inner['initial'] | undefined) ?? null })),
    zone,
  );

export const textIn = (draft: Draft, name: string): string => {
  const typed = draft[name];
  return typeof typed === 'string' ? typed.trim() : '';
};

const holds = (draft: Draft, { field, values }: { field: string; values: string[] }): boolean =>
  values.includes(textIn(draft, field));

/** Whether a field is asked for, as the others stand. */
export const isAsked = ({ when }: Inner, draft: Draft): boolean => when === null || holds(draft, when);

/** Whether it must be filled in, as the others stand. */
export const isNeeded = ({ required, requiredWhen }: Inner, draft: Draft): boolean =>
  required || (requiredWhen !== null && holds(draft, requiredWhen));

/** What may be chosen, as the others stand. */
export const optionsLeft = ({ options }: Inner, draft: Draft): Inner['options'] =>
  options.filter(
    ({ unless }) => !unless.some((row) => Object.entries(row).every(([name, value]) => textIn(draft, name) === value)),
  );

export type Sent = { type: string; data: Record<string, unknown> };

/** The fact as the API takes it. What was left empty is left out: the server says what is missing. */
export function factOf(
  { type, fixed, fields }: Pick<PossibleFact, 'type' | 'fixed' | 'fields'>,
  draft: Draft,
  zone: string,
): Sent {
  return { type, data: { ...fixed, ...valuesOf(fields, draft, zone) } };
}

function valuesOf(fields: readonly (FormField | Inner)[], draft: Draft, zone: string): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const field of fields) {
    const value = isAsked(field, draft) ? valueOf(field, draft, zone) : undefined;
    if (value === undefined) continue;
    const [name = '', inner] = field.name.split('.');
    data[name] = inner === undefined ? value : { ...(data[name] as object | undefined), [inner]: value };
  }
  return data;
}

function valueOf(field: FormField | Inner, draft: Draft, zone: string): unknown {
  const { name, kind, required } = field;
  const typed = draft[name];
  if (kind === 'choices') return Array.isArray(typed) && (typed.length > 0 || required) ? typed : undefined;
  if (kind === 'list') return rowsOf(field, typed, zone);
  const text = textIn(draft, name);
  if (text === '') return undefined;
  switch (kind) {
    case 'instant':
      return instantOf(text, textIn(draft, hourOf(name)), zone) ?? text;
    case 'number':
      return Number.isFinite(Number(text.replace(',', '.'))) ? Number(text.replace(',', '.')) : text;
    case 'yes-no':
      return text === 'yes';
    case 'texts':
      return text
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '');
    case 'choice':
    case 'date':
    case 'text':
    case 'long-text':
      return text;
  }
}

function rowsOf(field: FormField | Inner, typed: Value | undefined, zone: string): unknown {
  if (!('fields' in field) || !Array.isArray(typed)) return undefined;
  const rows = (typed as Draft[]).map((row) => valuesOf(field.fields, row, zone));
  const filled = rows.filter((row) => Object.keys(row).length > 0);
  return filled.length > 0 ? filled : undefined;
}
