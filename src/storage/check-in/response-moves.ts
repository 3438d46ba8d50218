import { sql } from 'kysely';
import { withinWorkingDays } from '../../domain/calendar/staffed-hours';
import type { TaskKind } from '../../domain/words/task-kinds';
import type { Team } from '../../domain/words/authority';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import type { Locked } from '../enrolment/facts';
import { disownMail } from './links';
import { askedInTime } from '../message/guard';

const task: TaskKind = 'confirm-moved-answers';
const team: Team = 'clinicians';

/** A check-in as far as moving answers is concerned. */
export type MovedCheckIn = {
  id: string;
  key: string;
  ask: string[];
  enrolmentId: string;
  patientId: string;
  status: string;
  opensAt: Instant;
  closesAt: Instant;
  sentAt: Instant | null;
  /** Whether anybody answered or skipped anything. */
  begun: boolean;
  /** The fact of these answers; null where none counts. */
  answeredBy: string | null;
};

/** One of this clinic; null for one of another clinic, as for one that never was. */
export async function findCheckIn(tx: Tx, clinicId: string, id: string): Promise<MovedCheckIn | null> {
  const { rows } = await sql<MovedCheckIn>`
    select c.id, c.key, c.ask, c.enrolment_id as "enrolmentId", c.patient_id as "patientId", c.status,
      c.opens_at as "opensAt", c.closes_at as "closesAt", c.sent_at as "sentAt",
      exists (select from answer a where a.check_in_id = c.id) as begun,
      (select v.id from event v where v.enrolment_id = c.enrolment_id and v.type = 'check-in.answered'
        and v.data ->> 'checkIn' = c.key and not exists (select from quarantine q where q.event_id = v.id and q.lifted_at is null)
        and not exists (
          select from event m where m.enrolment_id = v.enrolment_id and m.type = 'response.moved'
            and m.data ->> 'event' = v.id::text)
        order by v.seq desc limit 1) as "answeredBy"
    from check_in c join patient p on p.id = c.patient_id
    where c.id = ${id} and c.clinic_id = ${clinicId} and not p.hidden`.execute(tx);
  return rows[0] ?? null;
}

export type Proposal = { fromId: string; toId: string; reason: string; by: string; at: Instant };

/** Writes the proposal, in place of one that nobody has confirmed, and asks for a second person. Returns the task. */
export async function propose(tx: Tx, locked: Locked, { fromId, toId, reason, by, at }: Proposal): Promise<string> {
  await sql`insert into response_move (clinic_id, from_check_in_id, to_check_in_id, reason, proposed_by, proposed_at)
    values (${locked.clinicId}, ${fromId}, ${toId}, ${reason}, ${by}, ${new Date(at)})
    on conflict (from_check_in_id) where confirmed_at is null do update
      set to_check_in_id = excluded.to_check_in_id, reason = excluded.reason, proposed_by = excluded.proposed_by,
        proposed_at = excluded.proposed_at`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    insert into task (clinic_id, enrolment_id, patient_id, key, kind, team, due_at, opened_at)
    values (${locked.clinicId}, ${locked.enrolmentId}, ${locked.patientId}, ${taskKey(locked.enrolmentId, fromId)}, ${task}, ${team},
      ${new Date(withinWorkingDays(locked.settings, at, 1))}, ${new Date(at)})
    on conflict (clinic_id, key) do update set status = 'open', due_at = excluded.due_at, completed_at = null,
      completed_by = null, closed_because = null returning id`.execute(tx);
  return rows[0]?.id ?? '';
}

/** No pathway knows of it: the answers belong to two of them. */
const taskKey = (enrolmentId: string, fromId: string): string => `${enrolmentId}/${task}/${fromId}`;

export type OpenMove = { id: string; toId: string; reason: string; proposedBy: string };

export async function openMove(tx: Tx, fromId: string): Promise<OpenMove | null> {
  const { rows } = await sql<OpenMove>`
    select id, to_check_in_id as "toId", reason, proposed_by as "proposedBy" from response_move
    where from_check_in_id = ${fromId} and confirmed_at is null`.execute(tx);
  return rows[0] ?? null;
}

/** Marks the proposal as confirmed and closes what asked for it. */
export async function confirmMove(tx: Tx, from: MovedCheckIn, by: string, at: Instant): Promise<void> {
  await sql`update response_move set confirmed_by = ${by}, confirmed_at = ${new Date(at)}
    where from_check_in_id = ${from.id} and confirmed_at is null`.execute(tx);
  await sql`update task set status = 'done', completed_at = ${new Date(at)}, completed_by = ${by}
    where key = ${taskKey(from.enrolmentId, from.id)} and status = 'open'`.execute(tx);
}

/**
 * Puts answers and scores where they belong. They keep when they were given and for whom; scores of a late answer count
 * from now on, so that nobody who looks later finds them in the window.
 */
export async function moveRows(
  tx: Tx,
  from: MovedCheckIn,
  to: MovedCheckIn,
  { at, late, byLink }: { at: Instant; late: boolean; byLink: boolean },
): Promise<void> {
  await sql`update answer set check_in_id = ${to.id}, given_for = ${from.id}, late = ${late}
    where check_in_id = ${from.id}`.execute(tx);
  await sql`update score set check_in_id = ${to.id}, enrolment_id = ${to.enrolmentId},
      at = case when ${late} then ${new Date(at)}::timestamptz else at end
    where check_in_id = ${from.id}`.execute(tx);
  await sql`update check_in set sent_at = null where id = ${from.id}`.execute(tx);
  // Somebody else holds the link that was answered by: it never asked the one it was meant for.
  if (byLink) await disownMail(tx, { checkInId: from.id }, { at, voidSince: 0 });
  // The one who was asked has not answered: while there is time, the check-in takes an answer again.
  await sql`update check_in c set
      closed_at = case when closes_at > ${new Date(at)} then null else closes_at end,
      status = case when closes_at > ${new Date(at)} then 'planned'
        when exists (select from message m where m.check_in_id = c.id and ${askedInTime}) then 'missed'
        else 'not-asked' end
    where id = ${from.id}`.execute(tx);
}
