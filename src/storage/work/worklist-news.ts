import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import { type WorklistNews, worklistNews } from '../../domain/words/worklist';

/** What happened since somebody was last here: of each kind, how many rows of the list it happened to. */
export type NewsCounts = Record<WorklistNews, number>;

/** A fact of the person is news of each enrolment that was open then. */
const openSince = (since: Date) => sql`(e.status <> 'ended' or e.ended_at > ${since})`;

/** Rows `enrolment_id, what` of the enrolments in `e` of a clinic; an address that has been put right since is no news. */
export function newsSince(clinicId: string, at: Instant | null): RawBuilder<unknown> {
  if (at === null) return sql`select null::uuid as enrolment_id, null::text as what where false`;
  const since = new Date(at);
  return sql`
    select enrolment_id, 'answered' as what from check_in where clinic_id = ${clinicId} and sent_at > ${since}
    union select e.id, 'escalated' from escalation x join e on e.patient_id = x.patient_id
      where x.clinic_id = ${clinicId} and x.raised_at > ${since} and x.class <> 'canary' and ${openSince(since)}
    union select e.id, 'bounced' from patient p join e on e.patient_id = p.id
      where p.clinic_id = ${clinicId} and p.email_bounced_at > ${since} and ${openSince(since)}`;
}

/** Of the rows in `matched`. */
export const newsCounts = sql`(select jsonb_build_object(${sql.join(
  worklistNews.map((what) => sql`${sql.lit(what)}, count(*) filter (where n.what = ${sql.lit(what)})`),
)}) from matched join news n on n.enrolment_id = matched.id)`;
