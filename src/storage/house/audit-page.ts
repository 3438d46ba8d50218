import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { following, type Page } from '../tx/fragments';

/** What somebody did or read. `about`: the reference of the patient it was about; null where it was about nobody, or many. */
export type AuditRow = {
  id: string;
  at: Instant;
  who: string;
  action: string;
  about: string | null;
  shown: number | null;
  status: number | null;
  /** How often the same was looked at within a quarter of an hour, and when last. */
  times: number;
  lastAt: Instant;
};

export type AuditFilter = { who?: string | undefined; about?: string | undefined };

/**
 * Newest first. A subject may be a patient, an enrolment, an escalation, a task or a check-in: the page names the patient
 * behind it. Times are the wall clock's.
 */
export async function auditPage(tx: Tx, clinicId: string, filter: AuditFilter, page: Page): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select * from (
      select a.id, a.at, coalesce(s.name, a.principal) as who, a.action, cardinality(a.shown) as shown, a.status,
        coalesce(again.times, 0) + 1 as times, coalesce(again.last_at, a.at) as "lastAt",
        (select p.reference from patient p where p.clinic_id = a.clinic_id and p.id::text = coalesce(
          (select e.patient_id::text from enrolment e where e.id::text = a.subject),
          (select x.patient_id::text from escalation x where x.id::text = a.subject),
          (select t.patient_id::text from task t where t.id::text = a.subject),
          (select e.patient_id::text from check_in k join enrolment e on e.id = k.enrolment_id where k.id::text = a.subject),
          a.subject)) as about
      from audit_log a left join staff_member s on s.id::text = a.principal left join audit_repeat again on again.audit_id = a.id
      where a.clinic_id = ${clinicId} ${filter.who === undefined ? sql`` : sql`and a.principal = ${filter.who}`}
    ) log
    where true ${filter.about === undefined ? sql`` : sql`and about = ${filter.about}`}
      ${following(page, { newestFirst: true, at: sql`at`, id: sql`id` })}
    order by at desc, id desc limit ${page.limit}`.execute(tx);
  return rows;
}
