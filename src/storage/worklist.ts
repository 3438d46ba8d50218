import { sql } from 'kysely';
import type { Instant } from '../domain/time';
import type { Tx } from './connection';
import type { Page } from './page';
import { speech, type Speech } from './speech';

export const worklistViews = ['needs-you', 'waiting', 'on-track', 'ended'] as const;
export type WorklistView = (typeof worklistViews)[number];

/** Why a row is in its view: the first that holds, in this order. */
export const worklistReasons = [
  'ended',
  'escalated',
  'quarantined',
  'gate',
  'task',
  'held',
  'no-consent',
  'undeliverable',
  'paused',
  'check-in',
  'nothing-due',
] as const;
export type WorklistReason = (typeof worklistReasons)[number];

export type WorklistRow = {
  id: string;
  patient: { id: string; reference: string; familyName: string; givenName: string };
  pathway: { id: string; version: number };
  status: string;
  reason: WorklistReason;
  speech: Speech;
  /** Tier of the escalation, question of the gate or kind of the task. */
  what: string | null;
  /** By when; the order of the list. */
  at: Instant;
};

const viewOf: Record<WorklistView, readonly WorklistReason[]> = {
  'needs-you': ['escalated', 'quarantined', 'gate', 'task', 'held', 'no-consent', 'undeliverable'],
  waiting: ['paused', 'check-in'],
  'on-track': ['nothing-due'],
  ended: ['ended'],
};

/** One statement: every row has exactly one reason, and only a row without any other is on track. */
export async function readWorklist(tx: Tx, clinicId: string, view: WorklistView, page: Page): Promise<WorklistRow[]> {
  const newestFirst = view === 'ended';
  const beyond = newestFirst ? sql`<` : sql`>`;
  const order = newestFirst ? sql`at desc, id desc` : sql`at, id`;
  const after =
    page.after === null
      ? sql``
      : sql`and (at, id) ${beyond} (${new Date(page.after.at)}::timestamptz, ${page.after.id}::uuid)`;
  const status = view === 'ended' ? sql`e.status = 'ended'` : sql`e.status <> 'ended'`;
  const { rows } = await sql<WorklistRow>`
    select * from (
      select e.id, e.status,
        jsonb_build_object('id', p.id, 'reference', p.reference, 'familyName', p.family_name, 'givenName', p.given_name) as patient,
        jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version) as pathway, ${speech} as speech, why.*
      from enrolment e
      join patient p on p.id = e.patient_id and not p.hidden
      join pathway_version v on v.pathway_id = e.pathway_id and v.version = e.pathway_version
      cross join lateral (select clinic_now(e.clinic_id) as now) clock
      left join lateral (
        select tier, raised_at from escalation x
        where x.patient_id = e.patient_id and x.status <> 'resolved' and x.class <> 'canary'
        order by array_position(array['now', 'today', 'digest'], tier), raised_at limit 1) x on true
      left join lateral (
        select question, answer_by from gate where enrolment_id = e.id and status = 'open' order by answer_by limit 1) g on true
      left join lateral (
        select kind, due_at from task where enrolment_id = e.id and status = 'open' order by due_at limit 1) t on true
      left join lateral (
        select given from consent where patient_id = e.patient_id and channel = 'email' order by recorded_at desc, id desc limit 1) k on true
      left join lateral (
        select closes_at from check_in where enrolment_id = e.id and status = 'planned' and opens_at <= clock.now
        order by closes_at limit 1) c on true
      cross join lateral (
        select * from (values
          (e.status = 'ended', 'ended', null, coalesce(e.ended_at, e.created_at)),
          (x.tier is not null, 'escalated', x.tier, x.raised_at),
          (e.quarantined, 'quarantined', null, e.created_at),
          (g.question is not null, 'gate', g.question, g.answer_by),
          (t.kind is not null, 'task', t.kind, t.due_at),
          (e.status = 'held', 'held', null, e.created_at),
          (not coalesce(k.given, false), 'no-consent', null, e.created_at),
          (p.email is null or p.email_bounced_at is not null, 'undeliverable', null, e.created_at),
          (e.status = 'paused', 'paused', null, coalesce(e.wake_at, e.created_at)),
          (c.closes_at is not null, 'check-in', null, c.closes_at),
          (true, 'nothing-due', null, coalesce(e.wake_at, e.created_at))
        ) as reasons(holds, reason, what, at) where holds limit 1) why
      where e.clinic_id = ${clinicId} and ${status}
    ) list
    where reason in (${sql.join(viewOf[view])}) ${after}
    order by ${order} limit ${page.limit}`.execute(tx);
  return rows;
}
