import { sql } from 'kysely';
import { readState, type StoredState } from '../../domain/step/up-cast';
import type { CareTeam } from '../../domain/words/care-team';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { following, type Page, urgencyOf } from '../tx/fragments';
import type { WithheldReason } from '../../domain/words/message';
import { withholdForEnrolment } from '../message/withholding';

export type NewEnrolment = {
  clinicId: string;
  patientId: string;
  pathway: { id: string; version: number };
  careTeam: CareTeam;
  at: Instant;
};

export type EnrolmentRow = {
  id: string;
  clinicId: string;
  patientId: string;
  previousId: string | null;
  pathway: { id: string; version: number };
  status: string;
  state: StoredState;
  eventSeq: number;
  digestedSeq: number;
  createdAt: Instant;
  endedAt: Instant | null;
  /** The patient's. */
  timeZone: string;
};

/** Writes the row of a new enrolment, linked to the last one that ended on the same pathway. Call it under the patient's lock. */
export async function openEnrolment(tx: Tx, wanted: NewEnrolment): Promise<string> {
  const previous = await tx
    .selectFrom('enrolment')
    .select('id')
    .where('patient_id', '=', wanted.patientId)
    .where('pathway_id', '=', wanted.pathway.id)
    .where('status', '=', 'ended')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const { rows } = await sql<{ id: string }>`
    insert into enrolment (clinic_id, patient_id, pathway_id, pathway_version, previous_id, care_team, created_at)
    values (${wanted.clinicId}, ${wanted.patientId}, ${wanted.pathway.id}, ${wanted.pathway.version}, ${previous?.id ?? null},
      ${JSON.stringify(wanted.careTeam)}, ${new Date(wanted.at)}) returning id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error('the new enrolment has no id');
  return row.id;
}

/** The open enrolment of a patient on a pathway: there is at most one. */
export async function findOpenEnrolment(tx: Tx, patientId: string, pathwayId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('enrolment')
    .select('id')
    .where('patient_id', '=', patientId)
    .where('pathway_id', '=', pathwayId)
    .where('status', '<>', 'ended')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** One enrolment of this clinic; null for one of another clinic, as for one that never was. */
export async function findEnrolment(tx: Tx, clinicId: string, id: string): Promise<EnrolmentRow | null> {
  const row = await tx
    .selectFrom('enrolment')
    .innerJoin('patient', 'patient.id', 'enrolment.patient_id')
    .selectAll('enrolment')
    .select('patient.time_zone')
    .where('enrolment.id', '=', id)
    .where('enrolment.clinic_id', '=', clinicId)
    .where('patient.hidden', '=', false)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    clinicId: row.clinic_id,
    patientId: row.patient_id,
    previousId: row.previous_id,
    pathway: { id: row.pathway_id, version: row.pathway_version },
    status: row.status,
    state: readState(row.snapshot),
    eventSeq: row.event_seq,
    digestedSeq: row.digested_seq,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    timeZone: row.time_zone,
  };
}

/** How far the step has come: an event is carried out once its `seq` is reached. */
export async function digestedSeq(tx: Tx, enrolmentId: string): Promise<number> {
  const row = await tx.selectFrom('enrolment').select('digested_seq').where('id', '=', enrolmentId).executeTakeFirst();
  return row?.digested_seq ?? 0;
}

export type ScoreRow = { instrument: string; value: number; at: Instant };

/** The newest of each score, newest last. */
export async function newestScores(tx: Tx, enrolmentId: string): Promise<ScoreRow[]> {
  const { rows } = await sql<ScoreRow>`select instrument, value, at from (
      select distinct on (score) score as instrument, value, at, id from score
      where enrolment_id = ${enrolmentId} order by score, at desc, id desc) newest
    order by at, id`.execute(tx);
  return rows;
}

/** Newest last, all instruments together. */
export async function scoresOf(
  tx: Tx,
  enrolmentId: string,
  page: Page,
): Promise<(ScoreRow & { id: string; checkInId: string })[]> {
  const { rows } = await sql<ScoreRow & { id: string; checkInId: string }>`
    select id, score as instrument, value, at, check_in_id as "checkInId" from score
    where enrolment_id = ${enrolmentId} ${following(page, { at: sql`at`, id: sql`id` })}
    order by at, id limit ${page.limit}`.execute(tx);
  return rows;
}

/** The most urgent escalation of the patient that nobody has resolved. */
export async function unresolvedEscalation(
  tx: Tx,
  patientId: string,
): Promise<{ id: string; tier: string; status: string; revision: number } | null> {
  const { rows } = await sql<{ id: string; tier: string; status: string; revision: number }>`
    select id, tier, status, revision from escalation
    where patient_id = ${patientId} and status <> 'resolved' and class <> 'canary'
    order by ${urgencyOf(sql`tier`)}, raised_at limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** No message begins after this transaction: what was planned or claimed is withheld, what was asked is cancelled. */
export async function endEnrolment(tx: Tx, enrolmentId: string, reason: WithheldReason, at: Instant): Promise<void> {
  await withholdForEnrolment(tx, enrolmentId, reason);
  await sql`update check_in set status = 'cancelled', closed_at = ${new Date(at)}
    where enrolment_id = ${enrolmentId} and status = 'planned'`.execute(tx);
}

/**
 * After a correction: what was cancelled and whose time has not passed may be planned again; the plan decides what is. What
 * was due before stays withheld.
 */
export async function freeCancelled(tx: Tx, enrolmentId: string, now: Instant): Promise<void> {
  await sql`update check_in set status = 'superseded', closed_at = null
    where enrolment_id = ${enrolmentId} and status = 'cancelled' and sent_at is null and closes_at > ${new Date(now)}`.execute(
    tx,
  );
  await sql`update message m set state = 'superseded', reason = null, changed_at = clock_timestamp()
    where m.enrolment_id = ${enrolmentId} and m.state = 'withheld' and m.attempts = 0 and m.due_at > ${new Date(now)}
      and (m.appointment_id is not null
        or exists (select from check_in c where c.id = m.check_in_id and c.status = 'superseded'))`.execute(tx);
}

/** Only a correction opens what had ended. */
export function endedAt(before: string, status: string, at: Instant): { ended_at?: Date | null } {
  if (status === before) return {};
  if (status === 'ended') return { ended_at: new Date(at) };
  return before === 'ended' ? { ended_at: null } : {};
}

/** Makes an enrolment due at once (recover, sweeper tests); whoever sweeps next wakes it. */
export async function makeDue(tx: Tx, enrolmentId: string): Promise<void> {
  await sql`update enrolment set wake_at = clinic_now(clinic_id), nudges = 0, nudged_at = null where id = ${enrolmentId}`.execute(
    tx,
  );
}

/** Stable number of an enrolment, for spreading routine wakes. */
export const seedOf = (id: string): number => Number.parseInt(id.slice(-8), 16);
