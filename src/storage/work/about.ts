import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import { msOf } from '../tx/fragments';

/** The check-in that a piece of work is about: what it asks, and what decides whether it takes answers. */
export type AboutCheckIn = {
  id: string;
  ask: string[];
  status: string;
  opensAt: Instant;
  closesAt: Instant;
  sentAt: Instant | null;
  enrolmentStatus: string;
};

/** `about` begins with the key of a check-in where work is about one: `care/diagnosis/weekly@2026-12-01`. Else null. */
export const aboutCheckIn = (enrolmentId: RawBuilder<unknown>, about: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select jsonb_build_object('id', c.id, 'ask', c.ask, 'status', c.status, 'opensAt', ${msOf(sql`c.opens_at`)},
    'closesAt', ${msOf(sql`c.closes_at`)}, 'sentAt', ${msOf(sql`c.sent_at`)}, 'enrolmentStatus', asked.status)
  from check_in c join enrolment asked on asked.id = c.enrolment_id
  where c.enrolment_id = ${enrolmentId} and c.key = substring(${about} from '^[^@]+@[0-9-]{10}'))`;
