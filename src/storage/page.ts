import type { Instant } from '../domain/time';

/** A window of a list that is ordered by an instant and then by id: everything after the last row that was seen. */
export type Page = { limit: number; after: { at: Instant; id: string } | null };
