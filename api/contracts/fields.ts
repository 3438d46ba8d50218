import { z } from 'zod';
import { id, isId, oneOf } from '../../src/domain/facts/fields';
import type { Page } from '../../src/storage/tx/fragments';

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

// Every list is read in the same pages.
const UNASKED = 50;
const MOST = 200;

/** A cursor is the last row's rank, instant and id: opaque to callers, checked when it comes back, and never long. */
const LONGEST_CURSOR = 80;

const LIMIT_FAULT = `Give a whole number from 1 to ${MOST}.`;
const CURSOR_FAULT = 'This is no cursor of this list: begin again without one.';

export const pageQuery = {
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, LIMIT_FAULT)
    .transform(Number)
    .refine((value) => value <= MOST, LIMIT_FAULT)
    .optional()
    .meta({ description: `How many at once, from 1 to ${MOST}; ${UNASKED} when left out.` }),
  cursor: z
    .string()
    .max(LONGEST_CURSOR, CURSOR_FAULT)
    .refine((value) => readCursor(value) !== null, CURSOR_FAULT)
    .transform(readCursor)
    .optional()
    .meta({ description: 'nextCursor of the page before, to read on behind it.' }),
};

/** Of a list that is read in the order of time. */
export const timeOrder = oneOf(['oldest-first', 'newest-first'])
  .optional()
  .meta({ description: 'oldest-first when left out.' });

const nextCursor = z.string().nullable().meta({ description: 'Give it as cursor to read on; null at the end.' });

/** One page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor });

/** Years of four digits: what database and calendar both can say. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

function readCursor(text: string): Page['after'] {
  const [, rank, at, id] =
    /^(\d{1,4})\/(-?\d{1,15})\/(.{36})$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (rank === undefined || at === undefined || !isId(id)) return null;
  if (Number(at) < EARLIEST || Number(at) > LATEST) return null;
  return { rank: Number(rank), at: Number(at), id };
}

export const toPage = (query: { limit?: number | undefined; cursor?: Page['after'] | undefined }): Page => ({
  limit: query.limit ?? UNASKED,
  after: query.cursor ?? null,
});

export function cursorAfter<T extends { id: string; rank?: number }>(
  rows: readonly T[],
  page: Page,
  at: (row: T) => number,
): string | null {
  const last = rows.at(-1);
  if (!last || rows.length < page.limit) return null;
  return Buffer.from(`${String(last.rank ?? 0)}/${String(at(last))}/${last.id}`, 'utf8').toString('base64url');
}

/** A text of the house, described. */
export const says = (description: string) => z.string().meta({ description });
export const count = (description: string) => z.int().meta({ description });

/** A person of the clinic. */
export const Owner = z
  .object({ id: id.meta({ description: 'Id of the member of staff.' }), name: says('Name, as the clinic wrote it.') })
  .nullable();

/** Of work: what can be asked in the same call. */
export const openCheckInId = id
  .nullable()
  .meta({ description: 'The check-in that it is about, while answers to it are taken; else null.' });

/** Who else is at it. */
export const openedBy = z
  .array(
    z.object({
      name: says('Name of the member of staff, as the clinic wrote it.'),
      since: at.meta({ description: 'Since when they look at it.' }),
    }),
  )
  .meta({ description: 'Who else of the clinic has it open just now, longest first; never whoever asks.' });

export const pathwayNamed = z
  .object({
    id: says('Id of the pathway.'),
    title: says('Its title, for people.'),
    version: count('Version this enrolment is on.'),
  })
  .meta({ description: 'The pathway, in the version of this enrolment.' });

export const stageNamed = z
  .object({
    track: says('Track of the pathway.'),
    id: says('Id of the stage.'),
    title: says('Its title, for people.'),
  })
  .nullable()
  .meta({ description: 'Where the first track stands; null where that cannot be read.' });
