import type { Fact, Field } from '../types';
import { instantOf, wallOf } from './zoned';

/** What was typed so far, by the name of the field. An instant is two fields: a day and an hour. */
export type Draft = Record<string, string | string[]>;

export const hourOf = (name: string): string => `${name} hour`;

/** What the fields show at first: what the server proposes, or what a wrong fact holds. */
export function draftOf(fields: Field[], zone: string, held?: Record<string, unknown>): Draft {
  const draft: Draft = {};
  for (const field of fields) {
    const value = held === undefined ? field.default : (valueAt(held, field.name) ?? field.default);
    if (value === undefined || value === null) continue;
    if (field.kind === 'instant') {
      const { day, time } = wallOf(value as string | number, zone);
      draft[field.name] = day;
      draft[hourOf(field.name)] = time;
    } else draft[field.name] = Array.isArray(value) ? value.map(String) : textOf(value);
  }
  return draft;
}

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

const valueAt = (held: Record<string, unknown>, name: string): unknown =>
  name.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], held);

export type Sent = { type: string; occurredAt?: string; data: Record<string, unknown> };

/** The fact as the API takes it. What was left empty is left out: the server says what is missing. */
export function factOf({ type, fields }: Pick<Fact, 'type' | 'fields'>, draft: Draft, zone: string): Sent {
  const sent: Sent = { type, data: {} };
  for (const field of fields) {
    const value = valueOf(field, draft, zone);
    if (value === undefined) continue;
    if (field.name === 'occurredAt') sent.occurredAt = textOf(value);
    else if (field.name === 'type') sent.type = textOf(value);
    else put(sent.data, field.name.split('.'), value);
  }
  return sent;
}

function valueOf(field: Field, draft: Draft, zone: string): unknown {
  const typed = draft[field.name];
  if (field.kind === 'hidden') return field.default;
  if (field.kind === 'choices')
    return Array.isArray(typed) && typed.length > 0 ? typed : field.required ? [] : undefined;
  const text = textIn(draft, field.name);
  if (text === '') return undefined;
  switch (field.kind) {
    case 'instant':
      return instantOf(text, textIn(draft, hourOf(field.name)), zone) ?? text;
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'yes-no':
      return text === 'yes';
    case 'choice':
    case 'date':
    case 'session':
    case 'staff':
    case 'text':
      return text;
  }
}

function textIn(draft: Draft, name: string): string {
  const typed = draft[name];
  return typeof typed === 'string' ? typed.trim() : '';
}

function put(data: Record<string, unknown>, [first = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) data[first] = value;
  else {
    const inner = (data[first] ?? {}) as Record<string, unknown>;
    data[first] = inner;
    put(inner, rest, value);
  }
}
