import { sql } from 'kysely';
import { callKinds } from '../../domain/words/task-kinds';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { asInstant, following, listIn, mailConsentOf, type Page, urgencyOf } from '../tx/fragments';
import { person, type PersonRow } from '../patient/person';

export const worklistViews = ['needs-you', 'waiting', 'on-track', 'ended'] as const;
export type WorklistView = (typeof worklistViews)[number];

const viewOf = {
  'needs-you': [
    'escalated',
    'quarantined',
    'call',
    'gate',
    'task',
    'held',
    'messages-ended',
    'no-consent',
    'undeliverable',
  ],
  waiting: ['admitted', 'paused', 'call-again', 'check-in'],
  // What a clinician knows and has set an end to changes nobody's turn.
  'on-track': ['known-sign', 'prompt-snoozed', 'nothing-due'],
  ended: ['ended'],
} as const satisfies Record<WorklistView, readonly string[]>;

/** Why a row is in its view: the first that holds, in this order. A row tells all of them. */
export const worklistReasons = [
  ...viewOf.ended,
  ...viewOf['needs-you'],
  ...viewOf.waiting,
  ...viewOf['on-track'],
] as const;
export type WorklistReason = (typeof worklistReasons)[number];

/**
 * `what`: tier of the escalation, question of the gate, kind of the task, or rule of the known sign. `at`: by when, or when
 * a hold ends.
 */
export type OpenReason = { reason: WorklistReason; what: string | null; at: Instant };

export type WorklistRow = OpenReason & {
  id: string;
  person: PersonRow;
  pathway: { id: string; version: number };
  status: string;
  /** All of them, the first one among them: what is overdue before the rest, then by kind, then by when. */
  reasons: OpenReason[];
  /** Open tasks beyond those that are told. */
  moreTasks: number;
  /** 0: an escalation now; 1 to 5: overdue, by its tier; 9: the rest, by when it is due. */
  rank: number;
};

/** So many of a kind are told in one row: nobody reads more, and a row stays small. */
const MOST = 10;

/** Work about the enrolment, and work about the person that belongs to no enrolment. */
const openTasks = sql`select task.id, kind, due_at, kind in (${sql.join([...callKinds])}) as is_call
  from task where enrolment_id = e.id and status = 'open'
  union all select id, kind, due_at, false from person_task where patient_id = e.patient_id`;

/** Everything that is so of an enrolment that has not ended, one row each. */
const openReasons = sql`
  (select 'escalated' as reason, tier as what, case tier when 'now' then raised_at else coalesce(next_due_at, raised_at) end as at
    from escalation where patient_id = e.patient_id and status <> 'resolved' and class <> 'canary'
    order by ${urgencyOf(sql`tier`)}, raised_at limit ${MOST})
  union all (select 'gate', question, answer_by from gate where enrolment_id = e.id and status = 'open'
    order by answer_by limit ${MOST})
  union all (select case when is_call then 'call' else 'task' end, kind, due_at from (${openTasks}) t
    order by is_call desc, due_at, id limit ${MOST})
  union all (select 'call-again', j ->> 'task', coalesce(${asInstant(sql`j -> 'at'`)}, e.created_at)
    from ${listIn('{promises}')} j where j ->> 'task' in (${sql.join([...callKinds])}) limit ${MOST})
  union all (select 'known-sign', j ->> 'rule', ${asInstant(sql`j -> 'until'`)}
    from ${listIn('{history,known}')} j where ${asInstant(sql`j -> 'until'`)} > clock.now limit ${MOST})
  union all (select 'prompt-snoozed', j ->> 'prompt', ${asInstant(sql`j -> 'until'`)}
    from ${listIn('{history,medicines,snoozed}')} j where ${asInstant(sql`j -> 'until'`)} > clock.now limit ${MOST})
  union all (select 'check-in', null, closes_at from check_in
    where enrolment_id = e.id and status = 'planned' and opens_at <= clock.now order by closes_at limit 1)
  union all select reason, null, at from (values
    (e.quarantined, 'quarantined', e.created_at),
    (e.status = 'held', 'held', e.created_at),
    (e.snapshot -> 'messagesEnded' = 'true', 'messages-ended', e.created_at),
    (not coalesce(${mailConsentOf(sql`e.patient_id`)}, false), 'no-consent', e.created_at),
    (p.email is null or p.email_bounced_at is not null, 'undeliverable', e.created_at),
    (jsonb_typeof(e.snapshot -> 'admission') = 'object', 'admitted',
      coalesce(${asInstant(sql`e.snapshot #> '{admission,reviewAt}'`)}, e.created_at)),
    (e.status = 'paused' or jsonb_typeof(e.snapshot -> 'pause') = 'object', 'paused',
      coalesce(${asInstant(sql`e.snapshot #> '{pause,until}'`)}, e.wake_at, e.created_at)),
    (true, 'nothing-due', coalesce(e.wake_at, e.created_at))
  ) as why(holds, reason, at) where holds`;

const rankOf = sql`case when reason = 'escalated' and what = 'now' then 0
  when at >= clock.now or reason not in ('escalated', 'call', 'gate', 'task') then 9
  when reason = 'escalated' and what = 'today' then 1 when reason = 'call' then 2 when reason = 'gate' then 3
  when reason = 'task' then 4 else 5 end`;

/** One statement. Only a row without any other reason is on track; newest first among the ended, most urgent first elsewhere. */
export async function readWorklist(tx: Tx, clinicId: string, view: WorklistView, page: Page): Promise<WorklistRow[]> {
  const newestFirst = view === 'ended';
  const order = newestFirst ? sql`at desc, id desc` : sql`rank, at, id`;
  const after = following(page, {
    ...(newestFirst ? { newestFirst } : { rank: sql`rank` }),
    at: sql`at`,
    id: sql`id`,
  });
  const status = newestFirst ? sql`e.status = 'ended'` : sql`e.status <> 'ended'`;
  const why = newestFirst
    ? sql`select 'ended' as reason, null as what, coalesce(e.ended_at, e.created_at) as at`
    : openReasons;
  const { rows } = await sql<WorklistRow>`
    with person_task as materialized (
      select id, patient_id, kind, due_at from task
      where clinic_id = ${clinicId} and status = 'open' and enrolment_id is null and patient_id is not null
    )
    select list.*, ${person} as person from (select * from (
      select e.id, e.status,
        e.patient_id, jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version) as pathway,
        open.reasons, open.reasons -> 0 ->> 'reason' as reason, open.reasons -> 0 ->> 'what' as what,
        to_timestamp((open.reasons -> 0 ->> 'at')::float8 / 1000)::timestamptz(3) as at, open.rank,
        greatest(0, (select count(*) from (${openTasks}) t) - ${MOST})::int as "moreTasks"
      from enrolment e
      join patient p on p.id = e.patient_id and not p.hidden
      cross join lateral (select clinic_now(e.clinic_id) as now) clock
      cross join lateral (
        select jsonb_agg(jsonb_build_object('reason', reason, 'what', what, 'at', floor(extract(epoch from at) * 1000))
            order by rank, array_position(${sql.val([...worklistReasons])}::text[], reason), at) as reasons, min(rank)::int as rank
        from (select reason, what, at, ${rankOf} as rank from (${why}) each_of) ranked) open
      where e.clinic_id = ${clinicId} and ${status}
    ) list
    where reason in (${sql.join(viewOf[view])}) ${after}
    order by ${order} limit ${page.limit}) list join patient p on p.id = list.patient_id order by ${order}`.execute(tx);
  // "Nothing is due" is a reason where there is no other.
  return rows.map((row) => ({
    ...row,
    reasons: row.reasons.filter(({ reason }) => reason === row.reason || reason !== 'nothing-due'),
  }));
}

/** The classes that a version of a pathway watches over, and for how many days what was asked about them counts. */
export type WatchedVersion = { pathway: string; version: number; classes: string[]; days: number };

/** `at`: when somebody last asked the patient about it or went through the list; else since when it is known to be taken. */
export type UncheckedRow = {
  id: string;
  at: Instant;
  patient: { id: string; reference: string; familyName: string; givenName: string };
  pathway: { id: string; version: number };
  classes: string[];
};

/** Who takes something that is watched over and was not asked about it lately, the longest first. One statement. */
export async function readUnchecked(
  tx: Tx,
  clinicId: string,
  watched: readonly WatchedVersion[],
  page: Page,
): Promise<UncheckedRow[]> {
  const { rows } = await sql<UncheckedRow>`
    select * from (
      select e.id, last.at::timestamptz(3) as at, last.classes,
        jsonb_build_object('id', p.id, 'reference', p.reference, 'familyName', p.family_name, 'givenName', p.given_name) as patient,
        jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version) as pathway
      from enrolment e
      join patient p on p.id = e.patient_id and not p.hidden
      join jsonb_to_recordset(${JSON.stringify(watched)}::jsonb) as w (pathway text, version integer, classes jsonb, days integer)
        on w.pathway = e.pathway_id and w.version = e.pathway_version
      cross join lateral (
        select min(at) as at, jsonb_agg(class order by class) as classes
        from (
          select t ->> 'class' as class, greatest(
            ${asInstant(sql`t -> 'since'`)},
            ${asInstant(sql`e.snapshot #> '{history,medicines,checkedAt}'`)},
            ${asInstant(sql`e.snapshot #> '{history,medicinesConfirmedAt}'`)}) as at
          from ${listIn('{history,medicines,taken}')} t where jsonb_exists(w.classes, t ->> 'class')
        ) each_of
        where at < clinic_now(e.clinic_id) - w.days * interval '1 day') last
      where e.clinic_id = ${clinicId} and e.status <> 'ended' and last.at is not null
    ) list
    where true ${following(page, { at: sql`at`, id: sql`id` })}
    order by at, id limit ${page.limit}`.execute(tx);
  return rows;
}
