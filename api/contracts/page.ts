import { z } from 'zod';
import type { Page } from '../../src/storage/page';

const MOST = 200;

/** A cursor is the last row's rank, instant and id: opaque to callers, checked when it comes back, and never long. */
const LONGEST_CURSOR = 80;

export const pageQuery = {
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, `Give a whole number from 1 to ${MOST}.`)
    .transform(Number)
    .refine((value) => value <= MOST, `Give a whole number from 1 to ${MOST}.`)
    .optional(),
  cursor: z
    .string()
    .max(LONGEST_CURSOR, 'This is no cursor of this list: begin again without one.')
    .refine((value) => readCursor(value) !== null, 'This is no cursor of this list: begin again without one.')
    .transform(readCursor)
    .optional(),
};

export const nextCursor = z.string().nullable().meta({ description: 'Give it as cursor to read on; null at the end.' });

function readCursor(text: string): Page['after'] {
  const [, rank, at, id] =
    /^(\d{1,2})\/(-?\d{1,15})\/([0-9a-f-]{36})$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (rank === undefined || at === undefined || id === undefined || !z.uuid().safeParse(id).success) return null;
  return { rank: Number(rank), at: Number(at), id };
}

export const toPage = (query: { limit?: number | undefined; cursor?: Page['after'] | undefined }): Page => ({
  limit: query.limit ?? 50,
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
