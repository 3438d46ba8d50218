import { sql } from 'kysely';
import type { Instant } from '../domain/time';
import type { Tx } from './connection';
import type { Page } from './page';
import { speech, type Speech } from './speech';

export const worklistViews = ['needs-you', 'waiting', 'on-track', 'ended'] as const;
export type WorklistView = (typeof worklistViews)[number];

/** Why a row is in its view: the first that holds, in this order. A row tells all of them. */
export const worklistReasons = [
  'ended',
  'escalated',
  'quarantined',
  'gate',
  'task',
  'held',
  'messages-ended',
  'no-consent',
  'undeliverable',
  'admitted',
  'paused',
  'check-in',
  'nothing-due',
] as const;
export type WorklistReason = (typeof worklistReasons)[number];

/** `what`: tier of the escalation, question of the gate or kind of the task. `at`: by when, or when a hold ends. */
export type OpenReason = { reason: WorklistReason; what: string | null; at: Instant };

export type WorklistRow = OpenReason & {
  id: string;
  patient: { id: string; reference: string; familyName: string; givenName: string };
  pathway: { id: string; version: number };
  status: string;
  speech: Speech;
  /** All of them, the first one among them, most urgent kind first. */
  reasons: OpenReason[];
  /** 0: an escalation now; 1 to 4: overdue, by its tier; 9: the rest, by when it is due. */
  rank: number;
};

const viewOf: Record<WorklistView, readonly WorklistReason[]> = {
  'needs-you': ['escalated', 'quarantined', 'gate', 'task', 'held', 'messages-ended', 'no-consent', 'undeliverable'],
  waiting: ['admitted', 'paused', 'check-in'],
  'on-track': ['nothing-due'],
  ended: ['ended'],
};

/** An instant in the stored state, where it is one: a state that cannot be read hides nobody. */
const instantIn = (path: string) => sql`case when jsonb_typeof(e.snapshot #> ${path}::text[]) = 'number'
  then to_timestamp((e.snapshot #>> ${path}::text[])::float8 / 1000) end`;

/** One statement. Only a row without any other reason is on track; newest first among the ended, most urgent first elsewhere. */
export async function readWorklist(tx: Tx, clinicId: string, view: WorklistView, page: Page): Promise<WorklistRow[]> {
  const newestFirst = view === 'ended';
  const order = newestFirst ? sql`at desc, id desc` : sql`rank, at, id`;
  const seen = page.after && {
    at: sql`${new Date(page.after.at)}::timestamptz`,
    id: sql`${page.after.id}::uuid`,
    rank: page.after.rank,
  };
  const after =
    seen === null
      ? sql``
      : newestFirst
        ? sql`and (at, id) < (${seen.at}, ${seen.id})`
        : sql`and (rank, at, id) > (${seen.rank}::int, ${seen.at}, ${seen.id})`;
  const status = newestFirst ? sql`e.status = 'ended'` : sql`e.status <> 'ended'`;
  const { rows } = await sql<WorklistRow>`
    select * from (
      select e.id, e.status,
        jsonb_build_object('id', p.id, 'reference', p.reference, 'familyName', p.family_name, 'givenName', p.given_name) as patient,
        jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version) as pathway, ${speech} as speech,
        open.reasons, open.reasons -> 0 ->> 'reason' as reason, open.reasons -> 0 ->> 'what' as what,
        to_timestamp((open.reasons -> 0 ->> 'at')::float8 / 1000)::timestamptz(3) as at, open.rank
      from enrolment e
      join patient p on p.id = e.patient_id and not p.hidden
      join pathway_version v on v.pathway_id = e.pathway_id and v.version = e.pathway_version
      cross join lateral (select clinic_now(e.clinic_id) as now) clock
      left join lateral (
        select tier, case tier when 'now' then raised_at else coalesce(next_due_at, raised_at) end as due from escalation x
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
        select jsonb_agg(jsonb_build_object('reason', reason, 'what', what, 'at', floor(extract(epoch from at) * 1000)) order by nr) as reasons,
          min(case when reason = 'escalated' and what = 'now' then 0
            when at >= clock.now or reason not in ('escalated', 'gate', 'task') then 9
            when reason = 'escalated' and what = 'today' then 1 when reason = 'gate' then 2 when reason = 'task' then 3 else 4 end)::int as rank
        from (values
          (1, e.status = 'ended', 'ended', null, coalesce(e.ended_at, e.created_at)),
          (2, x.tier is not null, 'escalated', x.tier, x.due),
          (3, e.quarantined, 'quarantined', null, e.created_at),
          (4, g.question is not null, 'gate', g.question, g.answer_by),
          (5, t.kind is not null, 'task', t.kind, t.due_at),
          (6, e.status = 'held', 'held', null, e.created_at),
          (7, e.snapshot -> 'messagesEnded' = 'true', 'messages-ended', null, e.created_at),
          (8, not coalesce(k.given, false), 'no-consent', null, e.created_at),
          (9, p.email is null or p.email_bounced_at is not null, 'undeliverable', null, e.created_at),
          (10, jsonb_typeof(e.snapshot -> 'admission') = 'object', 'admitted', null, coalesce(${instantIn('{admission,reviewAt}')}, e.created_at)),
          (11, e.status = 'paused' or jsonb_typeof(e.snapshot -> 'pause') = 'object', 'paused', null, coalesce(${instantIn('{pause,until}')}, e.wake_at, e.created_at)),
          (12, c.closes_at is not null, 'check-in', null, c.closes_at),
          (13, true, 'nothing-due', null, coalesce(e.wake_at, e.created_at))
        ) as why(nr, holds, reason, what, at) where holds and (e.status <> 'ended' or nr = 1)) open
      where e.clinic_id = ${clinicId} and ${status}
    ) list
    where reason in (${sql.join(viewOf[view])}) ${after}
    order by ${order} limit ${page.limit}`.execute(tx);
  // "Nothing is due" is a reason where there is no other.
  return rows.map((row) => ({
    ...row,
    reasons: row.reasons.filter(({ reason }) => reason === row.reason || reason !== 'nothing-due'),
  }));
}
