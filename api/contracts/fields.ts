import { z } from 'zod';
import { id } from '../../src/domain/facts/fields';

// Fields of the interface alone; those that people fill in stand beside the facts (src/domain/facts/fields.ts).

/** A whole file as it would be saved: larger than any pathway, smaller than the largest body. */
export const file = () => z.string().min(1).max(100_000);
export const byId = z.strictObject({ id });
/** What a file of the clinic is called by in an address: a rota, a pathway. */
export const fileId = z.string().regex(/^[a-z0-9-]{1,64}$/);

export const at = z.iso.datetime().meta({ examples: ['2026-11-20T09:00:00.000Z'] });
/** Instants leave the house as UTC text. */
export const iso = (instantMs: number): string => new Date(instantMs).toISOString();
export const isoOrNull = (instantMs: number | null): string | null => (instantMs === null ? null : iso(instantMs));

/** Where a hold was asked for beyond its longest end: absent where the end that was asked for is the one that counts. */
export const holdEnds = z
  .object({ at, why: z.string() })
  .optional()
  .meta({ description: 'When the hold ends, and why not when it was asked to: absent where it ends as asked.' });
