import type { ClinicSettings } from '../../domain/words/clinic';
import { DomainError } from '../../domain/words/error';
import type { Rules, RulesSource } from '../../domain/step/rules';
import type { Instant } from '../../domain/words/time';
import { readState, type StoredState, unreadable } from '../../domain/step/up-cast';
import { clinicNow } from '../tx/fragments';
import type { Tx } from '../tx/connection';
import { settingsByDay, settingsChangedSince } from '../clinic/settings';
import { Restart } from '../tx/transact';

/** An enrolment whose patient and row are locked: the only thing a fact may be written to. */
export type Locked = {
  enrolmentId: string;
  patientId: string;
  clinicId: string;
  settings: ClinicSettings;
  /** Throws where this code does not know the version: whoever only writes down what happened does not ask. */
  rules: Rules;
  /** Snapshot as of `digestedSeq`; null before the first digest. */
  state: StoredState;
  status: string;
  eventSeq: number;
  digestedSeq: number;
  journalN: number;
  wakeAt: Instant | null;
  quarantined: boolean;
  /** The state was made anew in this transaction, from the facts. */
  reread: boolean;
  now: Instant;
};

/** Every transaction that writes about a patient begins with this, as a statement of its own. Returns the clinic. */
export async function lockPatient(tx: Tx, patientId: string): Promise<string> {
  const row = await tx
    .selectFrom('patient')
    .select('clinic_id')
    .where('id', '=', patientId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'There is no such patient in this clinic.');
  return row.clinic_id;
}

/** Locks the patient, then the enrolment. Time is taken after the locks and never lies before what was already decided. */
export async function lockEnrolment(tx: Tx, rulesSource: RulesSource, enrolmentId: string): Promise<Locked> {
  const found = await tx.selectFrom('enrolment').select('patient_id').where('id', '=', enrolmentId).executeTakeFirst();
  if (!found) throw new DomainError('not-found', 'There is no such enrolment in this clinic.');
  await lockPatient(tx, found.patient_id);
  const [locked] = await lockRows(tx, rulesSource, { id: enrolmentId });
  // Merged meanwhile, it stands under another patient: whoever asked for that one now would hold the enrolment before it.
  if (locked?.patientId !== found.patient_id) throw new Restart();
  return locked;
}

/** Locks the patient and all of the patient's enrolments, by id: for facts of the person. */
export async function lockPatientEnrolments(tx: Tx, rulesSource: RulesSource, patientId: string): Promise<Locked[]> {
  await lockPatient(tx, patientId);
  return lockRows(tx, rulesSource, { patientId });
}

async function lockRows(
  tx: Tx,
  rulesSource: RulesSource,
  which: { id: string } | { patientId: string },
): Promise<Locked[]> {
  const rows = await tx
    .selectFrom('enrolment')
    .innerJoin('clinic', 'clinic.id', 'enrolment.clinic_id')
    .selectAll('enrolment')
    .select(['clinic.settings', settingsChangedSince])
    .where((eb) =>
      'id' in which ? eb('enrolment.id', '=', which.id) : eb('enrolment.patient_id', '=', which.patientId),
    )
    .orderBy('enrolment.id')
    .forNoKeyUpdate('enrolment')
    .execute();
  const first = rows[0];
  if (!first) return [];
  const clock = await clinicNow(tx, first.clinic_id);
  const settings = rows.some((row) => row.settingsChanged) ? await settingsByDay(tx, first.clinic_id) : undefined;
  return rows.map((row) => {
    const state = readState(row.snapshot);
    const locked = {
      enrolmentId: row.id,
      patientId: row.patient_id,
      clinicId: row.clinic_id,
      settings: row.settings,
      state,
      status: row.status,
      eventSeq: row.event_seq,
      digestedSeq: row.digested_seq,
      journalN: row.journal_n,
      wakeAt: row.wake_at,
      quarantined: row.quarantined,
      reread: false,
      now: Math.max(clock, state === null || state === unreadable ? 0 : state.now),
    };
    const find = (): Rules => {
      const found = rulesSource({ id: row.pathway_id, version: row.pathway_version }, row.settings);
      return { ...found, settings };
    };
    return withRules(locked, find);
  });
}

/** Found when they are first read: one enrolment of an unknown version keeps nobody from writing about the others. */
function withRules(locked: Omit<Locked, 'rules'>, find: () => Rules): Locked {
  let rules: Rules | undefined;
  return Object.defineProperty(locked, 'rules', {
    enumerable: true,
    get: () => (rules ??= find()),
    set: (changed: Rules) => (rules = changed),
  }) as Locked;
}
