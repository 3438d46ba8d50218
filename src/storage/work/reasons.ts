import { type RawBuilder, sql } from 'kysely';
import type { Team } from '../../domain/words/authority';
import { callKinds } from '../../domain/words/task-kinds';
import type { Instant } from '../../domain/words/time';
import { reasonsOfView, worklistReasons, type WorklistReason, worklistViews } from '../../domain/words/worklist';
import { asInstant } from '../tx/fragments';
import type { AboutCheckIn } from './about';

/** Why a row is in its view. A row tells all of these, and none of another view: what waits for the patient is nothing to do. */
export type OpenReason = {
  reason: WorklistReason;
  /** Tier of the escalation, question of the gate, kind of the task, or rule of the known sign. */
  what: string | null;
  /** By when; when a hold ends; of what has no day to be done by (held, no consent, …), since when. */
  at: Instant;
  overdue: boolean;
  team: Team;
  owner: { id: string; name: string } | null;
  taskId: string | null;
  escalationId: string | null;
  /** Name of the open question, as decision.made takes it. */
  gate: string | null;
  /** What a task or a promise is about: its key without its kind; of an escalation the rule that was met. */
  about: string | null;
  checkIn: AboutCheckIn | null;
  /** How often somebody tried to do it by telephone. */
  tries: number;
};

/**
 * Where among the rows of its view something stands. 0: an escalation now; 1 to 5: overdue, by its tier; 9: the rest that
 * has a day, by when it is due; 10: what has none; 11: nothing.
 */
const DATED = sql.lit(9);
const UNDATED = sql.lit(10);
const NOTHING = 11;

type Told = {
  at: RawBuilder<unknown>;
  rank?: RawBuilder<unknown>;
  overdue?: RawBuilder<unknown>;
  team: Team | RawBuilder<unknown>;
  owner?: RawBuilder<unknown>;
  /** The row it is about: of the escalation, gate or task. */
  ref?: RawBuilder<unknown>;
  /** Of what is part of a state: the item itself. */
  item?: RawBuilder<unknown>;
  /** Where it is one of two of the same view. */
  number?: RawBuilder<unknown>;
};

/** Numbers instead of names, and no text: what is read of thousands to show fifty is kept small. */
function reasonRow(reason: WorklistReason, told: Told): RawBuilder<unknown> {
  const view = worklistViews.findIndex((each) => (reasonsOfView[each] as readonly string[]).includes(reason));
  const { at, rank = DATED, overdue = sql`false`, team, owner = sql`null::uuid`, ref = sql`null::uuid`, item } = told;
  return sql`select e.id as enrolment_id, ${told.number ?? sql.lit(worklistReasons.indexOf(reason))} as reason, ${sql.lit(view)} as view,
    ${rank} as rank, ${at} as at, ${overdue} as overdue, ${typeof team === 'string' ? sql.lit(team) : team} as team,
    ${owner} as owner_id, ${ref} as ref, ${item ?? sql`null::jsonb`} as item`;
}

const calls = sql.join(callKinds.map((kind) => sql.lit(kind)));
const isCall = sql`t.kind in (${calls})`;
const until = asInstant(sql`j -> 'until'`);
/** Of those who have something out of the ordinary. */
const ofState = (list: string) => sql`unusual e, jsonb_array_elements(
  case jsonb_typeof(e.standing -> ${sql.lit(list)}) when 'array' then e.standing -> ${sql.lit(list)} else '[]' end) j`;

/** What has no day to be done by, or ends by itself. */
const flag = (reason: WorklistReason, holds: RawBuilder<unknown>, told: Partial<Told> = {}): RawBuilder<unknown> =>
  sql`${reasonRow(reason, { at: sql`e.created_at`, rank: UNDATED, team: 'coordinators', ...told })} ${holds}`;
const live = sql`e.status <> 'ended'`;

/** Numbers of the reasons, as `open` holds them. */
export const numberOf = (reason: WorklistReason) => sql.lit(worklistReasons.indexOf(reason));

/** Calls and other tasks in one look. */
const tasks = (join: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  ${reasonRow('task', {
    at: sql`t.due_at`,
    rank: sql`case when t.due_at >= clock.now then 9 when ${isCall} then 2 else 4 end`,
    overdue: sql`t.due_at < clock.now`,
    team: sql`t.team`,
    owner: sql`t.claimed_by`,
    ref: sql`t.id`,
    number: sql`case when ${isCall} then ${numberOf('call')} else ${numberOf('task')} end`,
  })} from e join task t on ${join} and t.status = 'open' cross join clock where ${live}`;

/**
 * Everything that is so of the enrolments in e, one row each, read at once for all of them: one look into each table, and
 * none into a whole state. `clock` holds the clinic's time, `consented` who agreed to mail, `unusual` those of e whose state
 * says more than where they stand.
 */
export const openReasons = sql.join(
  [
    sql`${reasonRow('escalated', {
      at: sql`case x.tier when 'now' then x.raised_at else coalesce(x.next_due_at, x.raised_at) end`,
      rank: sql`case when x.tier = 'now' then 0 when coalesce(x.next_due_at, x.raised_at) >= clock.now then 9
        when x.tier = 'today' then 1 else 5 end`,
      overdue: sql`coalesce(x.next_due_at < clock.now, false)`,
      team: 'clinicians',
      owner: sql`case when x.status = 'acknowledged' then x.acknowledged_by end`,
      ref: sql`x.id`,
    })} from e join escalation x on x.patient_id = e.patient_id cross join clock
      where x.status <> 'resolved' and x.class <> 'canary' and ${live}`,
    sql`${reasonRow('gate', {
      at: sql`g.answer_by`,
      rank: sql`case when g.answer_by < clock.now then 3 else 9 end`,
      overdue: sql`g.answer_by < clock.now`,
      team: 'clinicians',
      owner: sql`nullif(e.care_team ->> 'clinician', '')::uuid`,
      ref: sql`g.id`,
    })} from e join gate g on g.enrolment_id = e.id and g.status = 'open' cross join clock where ${live}`,
    tasks(sql`t.enrolment_id = e.id`),
    tasks(sql`t.patient_id = e.patient_id and t.enrolment_id is null`),
    sql`${reasonRow('check-in', { at: sql`c.closes_at`, team: 'coordinators' })}
      from e join check_in c on c.enrolment_id = e.id cross join clock
      where c.clinic_id = e.clinic_id and c.status = 'planned' and c.opens_at <= clock.now and ${live}`,
    sql`${reasonRow('call-again', {
      at: sql`coalesce(${asInstant(sql`j -> 'at'`)}, e.created_at)`,
      team: sql`case j ->> 'task' when 'ask-left-blank' then 'clinicians' else 'coordinators' end`,
      item: sql`j`,
    })} from ${ofState('promises')} where j ->> 'task' in (${calls}) and ${live}`,
    sql`${reasonRow('known-sign', { at: until, team: 'clinicians', item: sql`j` })}
      from clock, ${ofState('known')} where ${until} > clock.now and ${live}`,
    sql`${reasonRow('prompt-snoozed', { at: until, team: 'clinicians', item: sql`j` })}
      from clock, ${ofState('snoozed')} where ${until} > clock.now and ${live}`,
    flag('quarantined', sql`from e where e.quarantined and ${live}`, { team: 'operators' }),
    // While an escalation is open the question how messages go on is part of its resolution.
    flag(
      'held',
      sql`from e where e.status = 'held' and not exists (select from escalation x
        where x.patient_id = e.patient_id and x.status <> 'resolved' and x.class <> 'canary')`,
      { team: 'clinicians' },
    ),
    flag('messages-ended', sql`from unusual e where ${live} and e.standing -> 'messagesEnded' = 'true'`),
    flag('no-consent', sql`from e where ${live} and e.patient_id not in (select patient_id from consented)`),
    // Where somebody is asked already to correct the address, that is said once.
    flag(
      'undeliverable',
      sql`from e where ${live} and e.undeliverable and not exists (select from task t
        where t.patient_id = e.patient_id and t.kind = 'correct-contact' and t.status = 'open')`,
    ),
    flag('admitted', sql`from unusual e where ${live} and jsonb_typeof(e.standing -> 'admission') = 'object'`, {
      at: sql`coalesce(${asInstant(sql`e.standing #> '{admission,reviewAt}'`)}, e.created_at)`,
      rank: DATED,
    }),
    flag(
      'paused',
      sql`from e left join unusual on unusual.id = e.id
      where ${live} and (e.status = 'paused' or jsonb_typeof(unusual.standing -> 'pause') = 'object')`,
      {
        at: sql`coalesce(${asInstant(sql`unusual.standing #> '{pause,until}'`)}, e.wake_at, e.created_at)`,
        rank: DATED,
      },
    ),
    flag('nothing-due', sql`from e where ${live}`, {
      at: sql`coalesce(e.wake_at, e.created_at)`,
      rank: sql.lit(NOTHING),
    }),
    flag('ended', sql`from e where e.status = 'ended'`, { at: sql`coalesce(e.ended_at, e.created_at)`, rank: DATED }),
  ],
  sql` union all `,
);
