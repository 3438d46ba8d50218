import { z } from 'zod';
import { inPlainWords } from './fault';

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
