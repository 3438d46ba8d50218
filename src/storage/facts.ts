import { sql } from 'kysely';
import type { ClinicSettings } from '../domain/clinic';
import { isCorrection } from '../domain/corrections';
import { digestStored, type Stored } from '../domain/digest-stored';
import { DomainError } from '../domain/error';
import type { DomainEvent, EventData, EventType, Observation } from '../domain/event';
import { isQuiet } from '../domain/is-quiet';
import { refusal } from '../domain/refusal';
import type { Rules, RulesSource } from '../domain/rules';
import type { EnrolmentState } from '../domain/state';
import { statusOf } from '../domain/status';
import type { Instant } from '../domain/time';
import { upCast } from '../domain/up-cast';
import { clinicNow } from './clock';
import type { Tx } from './connection';
import { endEnrolment } from './endings';
import { raiseAtOnce } from './escalations';
import { observe } from './observations';
import { settingsByDay, settingsChangedSince } from './settings';

/** An enrolment whose patient and row are locked: the only thing a fact may be written to. */
export type Locked = {
  enrolmentId: string;
  patientId: string;
  clinicId: string;
  settings: ClinicSettings;
  rules: Rules;
  /** Snapshot as of `digestedSeq`; null before the first digest. */
  state: EnrolmentState | null;
  status: string;
  eventSeq: number;
  digestedSeq: number;
  journalN: number;
  wakeAt: Instant | null;
  quarantined: boolean;
  now: Instant;
};

export type NewFact = {
  [T in EventType]: { type: T; data: EventData[T]; occurredAt?: Instant; recordedBy: string };
}[EventType];

export type FactOptions = {
  /** With a correction goes what was seen since the fact it corrects. */
  since?: Instant;
  /** One id for the same fact of the person in all enrolments. */
  sharedFact?: string;
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
  if (!locked) throw new DomainError('not-found', 'There is no such enrolment in this clinic.');
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
    const state = row.snapshot === null ? null : upCast(row.snapshot);
    return {
      enrolmentId: row.id,
      patientId: row.patient_id,
      clinicId: row.clinic_id,
      settings: row.settings,
      rules: { ...rulesSource({ id: row.pathway_id, version: row.pathway_version }, row.settings), settings },
      state,
      status: row.status,
      eventSeq: row.event_seq,
      digestedSeq: row.digested_seq,
      journalN: row.journal_n,
      wakeAt: row.wake_at,
      quarantined: row.quarantined,
      now: Math.max(clock, state?.now ?? 0),
    };
  });
}

/** Facts written but not yet digested, oldest first; quarantined ones are passed over. */
export async function undigested(tx: Tx, locked: Pick<Locked, 'enrolmentId' | 'digestedSeq'>): Promise<DomainEvent[]> {
  const rows = await tx
    .selectFrom('event')
    .selectAll()
    .where('enrolment_id', '=', locked.enrolmentId)
    .where('seq', '>', locked.digestedSeq)
    .where('quarantined_at', 'is', null)
    .orderBy('seq')
    .execute();
  return rows.map(toEvent);
}

export function toEvent(row: {
  id: string;
  seq: number;
  type: string;
  data: object;
  occurred_at: Instant;
  recorded_at: Instant;
  observed: DomainEvent['observed'];
}): DomainEvent {
  return {
    id: row.id,
    seq: row.seq,
    type: row.type,
    data: row.data,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    observed: row.observed,
  } as DomainEvent;
}

/** All facts of an enrolment that count for something, up to one of them. */
export async function factsBefore(tx: Tx, enrolmentId: string, seq: number): Promise<DomainEvent[]> {
  const rows = await tx
    .selectFrom('event')
    .selectAll()
    .where('enrolment_id', '=', enrolmentId)
    .where('seq', '<', seq)
    .where('quarantined_at', 'is', null)
    .orderBy('seq')
    .execute();
  return rows.map(toEvent);
}

/**
 * What facts are digested onto. A correction among them takes the walk from the beginning: all facts before are read, and
 * the settings of every day. `leaveOut`: what could not be taken in and is not yet marked as such.
 */
export async function storedFor(
  tx: Tx,
  { enrolmentId, clinicId, state, rules }: Pick<Locked, 'enrolmentId' | 'clinicId' | 'state' | 'rules'>,
  events: readonly DomainEvent[],
  leaveOut: readonly string[] = [],
): Promise<{ stored: Stored; rules: Rules }> {
  const [first] = events;
  if (!first || !events.some(isCorrection)) return { stored: { state, history: [] }, rules };
  const history = await factsBefore(tx, enrolmentId, first.seq);
  const settings = await settingsByDay(tx, clinicId);
  return {
    stored: { state, history: history.filter(({ id }) => !leaveOut.includes(id)) },
    rules: { ...rules, settings },
  };
}

/** Where an enrolment stands when a fact is recorded now: after all that was recorded before, and the time up to it. */
export type UpToNow = {
  /** Null before the first fact. */
  state: EnrolmentState | null;
  /** In force now: a migration may wait among what is not digested. */
  rules: Rules;
  recordedAt: Instant;
  observed: Observation[];
};

/** Writes nothing. `since`: everything that was seen since then, as a correction of something then must know. */
export async function upToNow(tx: Tx, locked: Locked, since?: Instant): Promise<UpToNow> {
  const { now, state } = locked;
  const pending = await undigested(tx, locked);
  const { stored, rules } = await storedFor(tx, locked, pending);
  const lastKnown = Math.max(state?.now ?? 0, pending.at(-1)?.recordedAt ?? 0);
  // Strictly later than whatever was decided: a rebuild must find facts and time in the same order.
  const recordedAt = Math.max(now, lastKnown + 1);
  const observed = state === null ? [] : await observe(tx, locked, since ?? lastKnown, recordedAt, since !== undefined);
  if (state === null && pending.length === 0) return { state, rules, recordedAt, observed };
  // Exclusive of this instant: at an equal instant an event goes before the time.
  const before = digestStored(rules, stored, pending, { now: recordedAt - 1, observed });
  return { state: before.state, rules: before.rules, recordedAt, observed };
}

/** `raised`: tier-now escalations that the fact itself opened or added to. They hold messages and are to be nudged. */
export type Recorded = { eventId: string; seq: number; quiet: boolean; raised: string[] };

/**
 * Writes one fact with the next gapless number and what must be true at once with it: the status, at an ending
 * the withheld messages, and the escalations that it calls for. A fact that is not possible now is refused with the core's reason and nothing is written.
 * Unless it is quiet (no effect, no earlier wake) the enrolment is due now: nudge it after commit.
 */
export async function recordFact(
  tx: Tx,
  locked: Locked,
  fact: NewFact,
  { since, sharedFact }: FactOptions = {},
): Promise<Recorded> {
  const { state: before, rules, recordedAt, observed } = await upToNow(tx, locked, since);
  const draft = {
    id: '',
    seq: locked.eventSeq + 1,
    type: fact.type,
    data: fact.data,
    occurredAt: fact.occurredAt ?? recordedAt,
    recordedAt,
    observed,
  } as DomainEvent;
  const refused = before === null ? null : refusal(rules, before, draft);
  if (refused) throw new DomainError('not-possible-now', refused.message, { reason: refused.code });
  const onto = await storedFor(tx, { ...locked, state: before, rules }, [draft]);
  const step = digestStored(onto.rules, onto.stored, [draft], { now: recordedAt, observed });
  const quiet =
    before !== null &&
    !isCorrection(draft) &&
    step.rules.pathway === rules.pathway &&
    isQuiet(rules, { state: before, wakeAt: locked.wakeAt }, step, seedOf(locked.enrolmentId));
  const status = statusOf(step.state);

  const event = await tx
    .insertInto('event')
    .values({
      enrolment_id: locked.enrolmentId,
      seq: draft.seq,
      type: draft.type,
      data: JSON.stringify(draft.data),
      occurred_at: new Date(draft.occurredAt),
      recorded_at: new Date(recordedAt),
      recorded_by: fact.recordedBy,
      observed: JSON.stringify(observed),
      settings_version: locked.settings.version,
      ...(sharedFact === undefined ? {} : { shared_fact: sharedFact }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('enrolment')
    .set({
      event_seq: draft.seq,
      status,
      ...(quiet ? {} : { wake_at: new Date(recordedAt), nudges: 0 }),
      ...endedAt(locked.status, status, recordedAt),
    })
    .where('id', '=', locked.enrolmentId)
    .execute();
  if (status === 'ended' && locked.status !== 'ended') {
    await endEnrolment(tx, locked.enrolmentId, step.state.ended?.reason ?? 'ended', recordedAt);
  }
  locked.eventSeq = draft.seq;
  locked.status = status;
  if (!quiet) locked.wakeAt = recordedAt;
  const raised = await raiseAtOnce(tx, locked, step.effects, recordedAt);
  return { eventId: event.id, seq: draft.seq, quiet, raised };
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
