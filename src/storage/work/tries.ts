import { type RawBuilder, sql } from 'kysely';
import type { CallOutcome } from '../../domain/words/choices';
import type { Instant } from '../../domain/words/time';

/** Somebody tried to do a task by telephone: `by` is the id of a member of staff, or a program by its key. */
export type Try = { at: Instant; by: string; outcome: CallOutcome };

/** A call that is asked for again is a task of its own, `…/again@<day>`: the tries before belong to it, too. */
const root = (key: RawBuilder<unknown>) => sql`split_part(${key}, '/again@', 1)`;

/** All tries of a task (alias given) with those of the tasks before that asked for the same, oldest first, as JSON. */
export const triesOf = (task: RawBuilder<unknown>): RawBuilder<unknown> => sql`coalesce((
  select jsonb_agg(try order by (try ->> 'at')::bigint) from (
    select jsonb_array_elements(${task}.tries) as try where ${task}.enrolment_id is null
    union all select jsonb_array_elements(tried.tries) from task tried
    where tried.enrolment_id = ${task}.enrolment_id and tried.kind = ${task}.kind and tried.tries <> '[]'
      and ${root(sql`tried.key`)} = ${root(sql`${task}.key`)}) all_of), '[]')`;
