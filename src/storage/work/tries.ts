import { type RawBuilder, sql } from 'kysely';
import type { CallOutcome } from '../../domain/words/choices';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

/** Somebody tried to do a task by telephone; `by`: their name, null for a program. */
export type Try = { at: Instant; by: string | null; outcome: CallOutcome };

/** A call that is asked for again is a task of its own, `…/again@<day>`: the tries before belong to it, too. */
const root = (key: RawBuilder<unknown>) => sql`split_part(${key}, '/again@', 1)`;

/** All tries of a task (alias given) with those of the tasks before that asked for the same, oldest first, as JSON. */
export const triesOf = (task: RawBuilder<unknown>): RawBuilder<unknown> => sql`coalesce((
  select jsonb_agg(jsonb_build_object('at', try -> 'at', 'outcome', try -> 'outcome',
      'by', (select s.name from staff_member s where s.id::text = try ->> 'by')) order by (try ->> 'at')::bigint)
  from (
    select jsonb_array_elements(${task}.tries) as try where ${task}.enrolment_id is null
    union all select jsonb_array_elements(tried.tries) from task tried
    where tried.enrolment_id = ${task}.enrolment_id and tried.kind = ${task}.kind and tried.tries <> '[]'
      and ${root(sql`tried.key`)} = ${root(sql`${task}.key`)}) all_of), '[]')`;

/** Keeps that somebody tried. Beside the fact of the call, which a task beside the pathway has none of. */
export async function addTry(
  tx: Tx,
  clinicId: string,
  taskId: string,
  { at, by, outcome }: { at: Instant; by: string; outcome: CallOutcome },
): Promise<void> {
  await sql`update task set tries = tries || ${JSON.stringify([{ at, by, outcome }])}::jsonb
    where clinic_id = ${clinicId} and id = ${taskId}`.execute(tx);
}
