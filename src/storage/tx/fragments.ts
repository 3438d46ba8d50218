import { type RawBuilder, sql } from 'kysely';

// Pieces of statements that several aggregates need: what they say is said here once.

type Piece = RawBuilder<unknown>;

/** The consent in force for mail of a patient, by id; null where it was never asked. */
export const mailConsentOf = (patientId: Piece): Piece =>
  sql`(select given from consent where patient_id = ${patientId} and channel = 'email' order by recorded_at desc, id desc limit 1)`;

/** 1 is the most urgent. */
export const urgencyOf = (tier: Piece): Piece => sql`array_position(array['now', 'today', 'digest'], ${tier})`;

/** The clinic's time at this moment, where a statement has the clinic's row at hand. Otherwise: clinic_now(id). */
export const timeAt = (offsetMs: Piece): Piece =>
  sql`(clock_timestamp() + ${offsetMs} * interval '1 millisecond')::timestamptz(3)`;
