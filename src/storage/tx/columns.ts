import type { ColumnType } from 'kysely';
import type { Instant } from '../../domain/words/time';

/** timestamptz(3): read as epoch milliseconds (see connection.ts), written as a Date. */
export type InstantColumn = ColumnType<Instant, Date, Date>;

/** jsonb: read as its parsed value, written as JSON text so that arrays are not taken for SQL arrays. */
export type JsonColumn<T> = ColumnType<T, string, string>;
