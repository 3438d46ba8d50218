import { sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import { taskRules } from '../../domain/promises/tasks';
import { HOUR, type Instant } from '../../domain/words/time';
import type { TaskKind } from '../../domain/words/task-kinds';
import type { Db, Tx } from '../tx/connection';
import { isPassing } from '../tx/transact';
import type { Locked } from './lock';

// What could not be taken in: a fact, or (null) the time and the state. While anything is, routine messages wait, the watch
// is red and an operator has a task. Marks are lifted and never deleted.

const kind: TaskKind = 'look-at-quarantined-event';

/** For people, and for whoever only wanted to read. */
export function cannotRead(cause?: unknown): DomainError {
  return new DomainError(
    'quarantined',
    'This enrolment cannot be read at the moment, and an operator is asked to look at it. Deaths, stops and answers are taken; record this again once it can be read.',
    {},
    { cause },
  );
}

/** Thrown by the core or its rules, and neither a refusal nor a fault of the database. */
export function isDefect(error: unknown): boolean {
  if (isPassing(error) || (error instanceof Error && 'severity' in error)) return false;
  return !(error instanceof DomainError) || ['configuration', 'invalid', 'quarantined'].includes(error.code);
}

/** Holds back a fact, or (null) the enrolment as it stands. */
export async function holdBack(tx: Tx, locked: Locked, eventId: string | null, fault: unknown): Promise<void> {
  const { enrolmentId, clinicId, patientId, now } = locked;
  const at = new Date(now);
  await sql`insert into quarantine (enrolment_id, event_id, since, fault) values (${enrolmentId}, ${eventId}, ${at}, ${placeOf(fault)})
    on conflict (enrolment_id, event_id) where lifted_at is null do update set fault = excluded.fault`.execute(tx);
  await sql`update enrolment set quarantined = true where id = ${enrolmentId}`.execute(tx);
  await sql`insert into task (clinic_id, enrolment_id, patient_id, key, kind, team, due_at, opened_at)
    values (${clinicId}, ${enrolmentId}, ${patientId}, ${taskKey(enrolmentId, eventId)}, ${kind}, ${taskRules[kind].team},
      ${new Date(now + HOUR)}, ${at})
    on conflict (clinic_id, key) do update set status = 'open', due_at = excluded.due_at, opened_at = excluded.opened_at,
      closed_because = null, completed_at = null, completed_by = null where task.status <> 'open'`.execute(tx);
  locked.quarantined = true;
}

const taskKey = (enrolmentId: string, eventId: string | null): string =>
  `${enrolmentId}/quarantined/${eventId ?? 'state'}`;

/** The time and the state are taken in again (`time`), or everything is (`all`); tasks about it are closed. */
export async function lift(tx: Tx, locked: Locked, what: 'time' | 'all'): Promise<void> {
  if (!locked.quarantined) return;
  const { enrolmentId, clinicId, now } = locked;
  const at = new Date(now);
  const { rows } = await sql<{ eventId: string | null }>`update quarantine set lifted_at = ${at}
    where enrolment_id = ${enrolmentId} and lifted_at is null and (event_id is null or ${what === 'all'})
    returning event_id as "eventId"`.execute(tx);
  const keys = rows.map(({ eventId }) => taskKey(enrolmentId, eventId));
  await sql`update task set status = 'closed', closed_because = 'it could be taken in', completed_at = ${at}
    where clinic_id = ${clinicId} and key = any(${keys}) and status = 'open'`.execute(tx);
  const changed = await sql<{ quarantined: boolean }>`update enrolment set quarantined =
    exists (select from quarantine where enrolment_id = ${enrolmentId} and lifted_at is null)
    where id = ${enrolmentId} returning quarantined`.execute(tx);
  locked.quarantined = changed.rows[0]?.quarantined ?? false;
}

/** What is held back, oldest first. `eventId` null: the time, or the state itself. */
export type Mark = { eventId: string | null; since: Instant; fault: string | null };

export async function marksOf(tx: Tx, enrolmentId: string): Promise<Mark[]> {
  const { rows } = await sql<Mark>`select event_id as "eventId", since, fault from quarantine
    where enrolment_id = ${enrolmentId} and lifted_at is null order by since, id`.execute(tx);
  return rows;
}

/** Enrolments of which anything is held back, the longest waiting first. */
export async function heldBack(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select e.id from enrolment e
    left join quarantine q on q.enrolment_id = e.id and q.lifted_at is null
    where e.quarantined group by e.id order by min(q.since), e.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Kind of error and where it was thrown, without its message: that may repeat what a fact holds. */
function placeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  const cause = fault instanceof DomainError && fault.cause instanceof Error ? fault.cause : fault;
  const place = /\bat (?:(\S+) )?\(?(?:.*[/\\])?([\w.-]+:\d+):\d+\)?/.exec(cause.stack ?? '');
  return place ? `${cause.name} in ${place[1] ?? 'a step'} (${place[2] ?? ''})` : cause.name;
}
