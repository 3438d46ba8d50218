import { sql } from 'kysely';
import type { TaskKind } from '../../domain/words/task-kinds';
import { nextRungAt } from '../../domain/escalation/round';
import { HOUR, type Instant } from '../../domain/words/time';
import { classes, may, type Team, whoMay } from '../../domain/words/authority';
import type { Tx } from '../tx/connection';
import { type Actor, fromTheFirstRung, type LockedEscalation, lockForActor, refuseStale } from './lock';
import { readClinic } from '../clinic/settings';
import { appendStep } from './step';
import type { EventData } from '../../domain/words/event';
import { DomainError } from '../../domain/words/error';
import type { Outcome } from '../../domain/escalation/outcome';
import { clinicNow } from '../tx/fragments';
import { withholdForEscalation } from '../message/messages';
import { refuseUndecided } from './of-gate';

const task: TaskKind = 'reach-by-other-way';
const team: Team = 'clinicians';

/** Nobody reached the patient: the next person tries another way, and the ladder starts again meanwhile. */
export async function openNoContact(tx: Tx, found: LockedEscalation, staffId: string, now: Instant): Promise<void> {
  const { settings } = await readClinic(tx, found.clinicId);
  await tx
    .updateTable('escalation')
    .set((eb) => ({
      ...fromTheFirstRung(nextRungAt(found.policy, settings, now)),
      round: found.round + 1,
      // The outcomes are news to anybody who had the form open.
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', found.id)
    .execute();
  await tx
    .insertInto('task')
    .values({
      clinic_id: found.clinicId,
      patient_id: found.patientId,
      key: `escalation/${found.id}/round/${found.round}/no-contact`,
      kind: task,
      team,
      due_at: new Date(now + HOUR),
      opened_at: new Date(now),
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'key']).doNothing())
    .execute();
  await appendStep(tx, {
    escalationId: found.id,
    round: found.round + 1,
    rung: 0,
    what: 'could-not-reach',
    at: now,
    staffId,
  });
}

export type SignalOutcome = { id: string; outcome: Outcome; contactAt?: Instant | null; spokeWith?: string | null };

export type Resolution = {
  id: string;
  staff: Actor;
  revision: number;
  signals: SignalOutcome[];
  /** What becomes of the messages that were held meanwhile. */
  messages: EventData['escalation.resolved']['messages'];
  note: string | null;
};

export type Resolved = {
  /** False after `could-not-reach`: the escalation stays open and climbs again. */
  resolved: boolean;
  patientId: string;
  /** To be recorded in the same transaction, in every enrolment of the patient that has not ended. */
  facts: { enrolmentId: string; type: 'escalation.resolved'; data: EventData['escalation.resolved'] }[];
};

/** The only end of an escalation: a named clinician says what became of every signal. */
export async function resolve(tx: Tx, resolution: Resolution): Promise<Resolved> {
  const { id, staff, signals } = resolution;
  const found = await lockForActor(tx, staff, id);
  const right = classes[found.class];
  if (staff.staffId === null || !may(right, staff)) {
    throw new DomainError('not-allowed', `You may not resolve this escalation. It is for: ${whoMay(right)}.`);
  }
  if (found.status === 'resolved') throw new DomainError('not-possible-now', 'This escalation is already resolved.');
  await refuseUndecided(tx, id);
  await refuseStale(tx, found, resolution.revision);
  await refuseIncomplete(tx, id, signals);

  const now = await clinicNow(tx, found.clinicId);
  await writeOutcomes(tx, id, signals);
  await withholdForEscalation(tx, id, 'resolved');
  if (signals.some(({ outcome }) => outcome === 'could-not-reach')) {
    await openNoContact(tx, found, staff.staffId, now);
    return { resolved: false, patientId: found.patientId, facts: [] };
  }
  await close(tx, found, resolution, staff.staffId, now);
  const enrolments = await tx
    .selectFrom('enrolment')
    .select('id')
    .where('patient_id', '=', found.patientId)
    .where('status', '<>', 'ended')
    .orderBy('id')
    .execute();
  const data = { escalation: id, messages: resolution.messages };
  const facts = enrolments.map((row) => ({ enrolmentId: row.id, type: 'escalation.resolved' as const, data }));
  return { resolved: true, patientId: found.patientId, facts };
}

async function refuseIncomplete(tx: Tx, id: string, signals: SignalOutcome[]): Promise<void> {
  const rows = await tx.selectFrom('escalation_signal').select('id').where('escalation_id', '=', id).execute();
  const own = new Set(rows.map((row) => row.id));
  const foreign = signals.filter((signal) => !own.has(signal.id)).map((signal) => signal.id);
  if (foreign.length > 0) {
    throw new DomainError('invalid', 'signals names a signal that is not part of this escalation.', {
      signals: foreign,
    });
  }
  const answered = new Set(signals.map((signal) => signal.id));
  const missing = [...own].filter((signal) => !answered.has(signal));
  if (missing.length > 0 || signals.length !== answered.size) {
    throw new DomainError('invalid', 'signals must hold exactly one outcome for each signal of the escalation.', {
      missing,
    });
  }
}

async function writeOutcomes(tx: Tx, id: string, signals: SignalOutcome[]): Promise<void> {
  const told = signals.map(({ id: signal, outcome, contactAt, spokeWith }) => ({
    signal,
    outcome,
    contact_at: contactAt == null ? null : new Date(contactAt),
    spoke_with: spokeWith ?? null,
  }));
  await sql`
    update escalation_signal s set outcome = told.outcome, contact_at = told.contact_at, spoke_with = told.spoke_with
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      as told(signal uuid, outcome text, contact_at timestamptz, spoke_with text)
    where s.id = told.signal and s.escalation_id = ${id}`.execute(tx);
}

async function close(tx: Tx, found: LockedEscalation, by: Resolution, staffId: string, now: Instant): Promise<void> {
  await tx
    .updateTable('escalation')
    .set((eb) => ({
      status: 'resolved',
      revision: eb('revision', '+', 1),
      next_due_at: null,
      resolved_by: by.staff.role === 'canary' ? 'canary' : staffId,
      resolved_at: new Date(now),
      note: by.note,
    }))
    .where('id', '=', found.id)
    .execute();
  await appendStep(tx, {
    escalationId: found.id,
    round: found.round,
    rung: found.rung,
    what: 'resolved',
    at: now,
    staffId,
  });
}
