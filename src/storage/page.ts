import type { Instant } from '../domain/time';

/**
 * A window of a list that is ordered by an instant and then by id: everything after the last row that was seen. `rank`
 * stands before both in lists that have one, and is 0 in the others.
 */
export type Page = { limit: number; after: { rank: number; at: Instant; id: string } | null };
