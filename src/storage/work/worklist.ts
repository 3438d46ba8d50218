import { type RawBuilder, sql } from 'kysely';
import type { Team } from '../../domain/words/authority';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { msOf, type Page } from '../tx/fragments';
import { person, type PersonRow } from '../patient/person';
import { aboutCheckIn } from './about';
import { triesOf } from './tries';
import {
  type WorklistNews,
  type WorklistReason,
  worklistReasons,
  type WorklistView,
  worklistViews,
} from '../../domain/words/worklist';
import { numberOf, openReasons, type OpenReason } from './reasons';
import { lastContactOf, type Order, orderOf } from './worklist-order';
import { newsCounts, type NewsCounts, newsSince } from './worklist-news';

/** Of a call, a visit or an answer: when somebody of us and the patient last had to do with each other. */
export type Contact = { at: Instant; how: 'answer' | 'call' | 'attended' | 'procedure'; outcome: string | null };

export type WorklistRow = {
  id: string;
  person: PersonRow;
  pathway: { id: string; version: number };
  status: string;
  /** Where it stands, each track; empty where that cannot be read. */
  tracks: { track: string; stage: string }[];
  /** Of the care team: who has what nobody took. */
  coordinator: { id: string; name: string } | null;
  /** All of them, of its view first: what is overdue before the rest, then by when, then by kind. */
  reasons: OpenReason[];
  /** Open tasks beyond those that are told. */
  moreTasks: number;
  lastContact: Contact | null;
  /** Of the main score of the pathway, oldest first. */
  points: { at: Instant; value: number }[];
  /** 0: an escalation now; 1 to 5: overdue, by its tier; 9: the rest, by when it is due; 10: what has no day. */
  rank: number;
  /** By when the first of it is due. */
  at: Instant;
  /** Where it stands under the order that was asked for: what a page is read on by. */
  cursor: { rank: number; at: Instant };
};

/** What a list is narrowed to; what is left out narrows nothing. */
export type WorklistFilter = {
  /** Whose: somebody's own, or of these teams. */
  owner?: { staffId: string } | { teams: readonly Team[] };
  reason?: WorklistReason;
  /** Name of a stage, as the pathway has it. */
  stage?: string;
  pathway?: string;
  overdue?: true;
  /** What has happened to it since `since`. */
  news?: WorklistNews;
};

export type WorklistCounts = Record<WorklistView, number>;
/** `news` counts the rows of all views, under what the list is narrowed to besides. */
export type WorklistPage = { rows: WorklistRow[]; counts: WorklistCounts; news: NewsCounts; now: Instant };

type Asked = Order & {
  filter: WorklistFilter;
  /** From when on something is news; null: nothing is. */
  since: Instant | null;
  /** By pathway and version (`id/v1`): the score a row shows. */
  mainScores: Readonly<Record<string, string>>;
};

/** So many of a kind are told in one row: nobody reads more, and a row stays small. */
const MOST = 10;
/** So many answers make a line that can be seen at a glance. */
const POINTS = 12;

/**
 * One statement: everything open of the clinic read at once, each enrolment put in its view and its place, and the rest only
 * for the rows of the page. The counts of all four views obey the same filter.
 */
export async function readWorklist(tx: Tx, asked: Asked, page: Page): Promise<WorklistPage> {
  const { view, filter } = asked;
  const order = orderOf(asked);
  const inView = view === null ? sql`true` : sql`view = ${sql.lit(worklistViews.indexOf(view))}`;
  const { rows } = await sql<WorklistPage>`
    with clock as materialized (select clinic_now(${asked.clinicId}) as now),
    e as materialized (${enrolmentsOf(asked)}),
    unusual as materialized (select * from e where standing is not null),
    consented as materialized (select patient_id from (
      select distinct on (patient_id) patient_id, given from consent where channel = 'email'
      order by patient_id, recorded_at desc, id desc) newest where given),
    open as materialized (${openReasons}),
    news as materialized (${newsSince(asked.clinicId, asked.since)}),
    matched as materialized (
      select distinct on (enrolment_id) enrolment_id as id, view, rank, at from open
      where ${matching(filter)} order by enrolment_id, view, rank, at),
    placed as materialized (
      select * from matched ${filter.news === undefined ? sql`` : sql`where id in (select enrolment_id from news where what = ${filter.news})`}),
    page as materialized (
      select * from (select m.*, ${order.columns} from placed m ${order.join} where ${inView}) m
      where true ${order.after(page)} order by ${order.by} limit ${page.limit}),
    told as materialized (
      select o.*, row_number() over (partition by o.enrolment_id, case when ${isWork(sql`o`)} then -1 else o.reason end
          order by o.reason = ${CALL} desc, o.rank, o.at, o.ref) as nth
      from open o join page on page.id = o.enrolment_id where o.view = page.view and (o.rank < 11 or page.rank = 11))
    select (select now from clock) as now, ${counts} as counts, ${newsCounts} as news,
      coalesce((select jsonb_agg(${rowOf(asked)} order by ${order.by})
        from page m join e on e.id = m.id join patient p on p.id = e.patient_id), '[]') as rows`.execute(tx);
  const [found] = rows;
  if (!found) throw new Error('the worklist answered nothing');
  return found;
}

const counts = sql`(select jsonb_build_object(${sql.join(
  worklistViews.map((view, index) => sql`${sql.lit(view)}, count(*) filter (where view = ${sql.lit(index)})`),
)}) from placed)`;

/** The small part of each enrolment that lists are made from. */
function enrolmentsOf({ clinicId, filter }: Asked): RawBuilder<unknown> {
  const pathway = filter.pathway === undefined ? sql`` : sql`and e.pathway_id = ${filter.pathway}`;
  const stage =
    filter.stage === undefined
      ? sql``
      : sql`and e.tracks @> jsonb_build_array(jsonb_build_object('stage', ${filter.stage}::text))`;
  return sql`select e.id, e.clinic_id, e.patient_id, e.pathway_id, e.pathway_version, e.status, e.quarantined, e.created_at,
      e.ended_at, e.wake_at, e.standing, e.care_team, p.email is null or p.email_bounced_at is not null as undeliverable
    from enrolment e join patient p on p.id = e.patient_id and not p.hidden
    where e.clinic_id = ${clinicId} ${pathway} ${stage}`;
}

function matching({ owner, reason, overdue }: WorklistFilter): RawBuilder<unknown> {
  const all: RawBuilder<unknown>[] = [];
  if (reason !== undefined) all.push(sql`bool_or(reason = ${numberOf(reason)})`);
  if (overdue === true) all.push(sql`bool_or(overdue)`);
  if (owner && 'teams' in owner) all.push(sql`bool_or(team in (${sql.join([...owner.teams])}))`);
  if (owner && 'staffId' in owner) {
    all.push(sql`(bool_or(owner_id = ${owner.staffId}) or enrolment_id in (
      select id from e where ${owner.staffId} in (care_team ->> 'coordinator', care_team ->> 'clinician')))`);
  }
  if (all.length === 0) return sql`true`;
  return sql`enrolment_id in (select enrolment_id from open group by enrolment_id having ${sql.join(all, sql` and `)})`;
}

const nameOf = (id: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select jsonb_build_object('id', s.id, 'name', s.name) from staff_member s where s.id = ${id})`;

const CALL = numberOf('call');
const TASK = numberOf('task');
const isWork = (of: RawBuilder<unknown>) => sql`${of}.reason in (${CALL}, ${TASK})`;
const names = sql.val([...worklistReasons]);

/** A task's own words follow enrolment and kind in its key; `care/diagnosis/weekly@2026-12-01` in them names the check-in. */
const about = sql`coalesce(o.item ->> 'about', case when starts_with(t.key, e.id || '/' || t.kind || '/')
  then substr(t.key, length(e.id || '/' || t.kind) + 2) end)`;

/** What an escalation is about: the first signal that nobody has answered for. */
const firstRule = sql`(select s.rule from escalation_signal s where s.escalation_id = x.id and s.outcome is null
  order by s.at, s.id limit 1)`;

/** Only of the page's rows: what there is of each, no more than ten of a kind. */
const reasons = sql`(
  select jsonb_agg(jsonb_build_object('reason', (${names}::text[])[o.reason + 1], 'at', ${msOf(sql`o.at`)}, 'overdue', o.overdue,
      'what', coalesce(x.tier, g.question, t.kind, o.item ->> 'task', o.item ->> 'rule', o.item ->> 'prompt'),
      'team', o.team, 'owner', ${nameOf(sql`o.owner_id`)}, 'taskId', t.id, 'escalationId', x.id, 'gate', g.gate, 'about', coalesce(${about}, ${firstRule}),
      'checkIn', ${aboutCheckIn(sql`e.id`, about)},
      'tries', case when t.id is null then 0 else jsonb_array_length(${triesOf(sql`t`)}) end) order by o.view, o.rank, o.at, o.reason)
  from told o left join task t on ${isWork(sql`o`)} and t.id = o.ref
    left join gate g on o.reason = ${numberOf('gate')} and g.id = o.ref
    left join escalation x on o.reason = ${numberOf('escalated')} and x.id = o.ref
  where o.enrolment_id = e.id and o.nth <= case o.reason when ${numberOf('check-in')} then 1 else ${MOST} end)`;

const moreTasks = sql`(select greatest(0, count(*) - ${MOST}) from told o where o.enrolment_id = e.id and ${isWork(sql`o`)})`;

const lastContact = sql`(
  select jsonb_build_object('at', ${msOf(sql`at`)}, 'how', how, 'outcome', outcome) from ${lastContactOf(sql`e.id`)})`;

const points = (mainScores: Asked['mainScores']) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('at', ${msOf(sql`at`)}, 'value', value) order by at, id) from (
    select at, value, id from score where enrolment_id = e.id
      and score = ${JSON.stringify(mainScores)}::jsonb ->> (e.pathway_id || '/v' || e.pathway_version)
    order by at desc, id desc limit ${POINTS}) newest), '[]')`;

const rowOf = ({ mainScores }: Asked) => sql`jsonb_build_object('id', e.id, 'person', ${person}, 'status', e.status,
  'pathway', jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version), 'tracks', coalesce((select tracks from enrolment t where t.id = e.id), '[]'),
  'coordinator', ${nameOf(sql`nullif(e.care_team ->> 'coordinator', '')::uuid`)}, 'reasons', ${reasons}, 'moreTasks', ${moreTasks},
  'lastContact', ${lastContact}, 'points', ${points(mainScores)}, 'rank', m.rank, 'at', ${msOf(sql`m.at`)}, 'cursor', jsonb_build_object('rank', m.place, 'at', ${msOf(sql`m.sort_at`)}))`;
