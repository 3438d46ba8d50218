import { z } from 'zod';
import { isBounded } from '../calendar/calendar';
import { inPlainWords } from './fault';

// Small shapes that several kinds of data file share.

export const Text = z.string().trim().min(1);
/** Ids stand in keys and addresses: lower case, digits and hyphens. */
export const Id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case with hyphens, like "weekly-check-in"');
export const Percent = z.int().min(1).max(100);
export const Days = z.int().min(1);
export const Minutes = z.int().min(1);
/** Rule ids have a group before the name, like `red-flag.fever`. */
export const RuleId = z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/, 'must be a group and a name, like "red-flag.fever"');
export const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be an hour like "09:00"');
export const Day = z.iso
  .date('must be a day like "2026-12-25"')
  .refine(isBounded, 'must be a day from the years 1880 to 2200');

/** The shapes behind each word, for the published JSON Schema: the parse below cannot be read back from it. */
const alternatives = new Map<z.ZodType, { thing: string; shapes: z.ZodType[] }>();

/**
 * A mapping whose kind is the word it begins with, e.g. `{ improved: … }` or `{ end: … }`. Each word has its own shape, so
 * that a mistake is reported for that shape alone instead of for every alternative.
 */
export function byWord<T>(thing: string, shapes: Record<string, z.ZodType<T>>): z.ZodType<T> {
  const words = Object.keys(shapes);
  const schema = z.unknown().transform((input, context): T => {
    const shape = shapeOf(input, shapes);
    if (shape === undefined) {
      context.addIssue({ code: 'custom', message: `must be ${thing}: write one of ${words.join(', ')}` });
      return z.NEVER;
    }
    const parsed = shape.safeParse(input, { error: inPlainWords });
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', message, path });
    return z.NEVER;
  });
  alternatives.set(schema, { thing, shapes: Object.values(shapes) });
  return schema;
}

/** What a schema made by `byWord` accepts; undefined for any other. */
export function wordShapes(schema: z.core.$ZodType): { thing: string; shapes: z.ZodType[] } | undefined {
  return alternatives.get(schema as z.ZodType);
}

function shapeOf<T>(input: unknown, shapes: Record<string, z.ZodType<T>>): z.ZodType<T> | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const word = Object.keys(input).find((key) => Object.hasOwn(shapes, key));
  return word === undefined ? undefined : shapes[word];
}
