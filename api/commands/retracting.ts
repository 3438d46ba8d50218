import { z } from 'zod';
import type { PatientFacts, RecordedType } from '../../src/domain/facts/fact';
import { rightToRecord } from '../../src/domain/facts/rights';
import { localDateAt } from '../../src/domain/calendar/calendar';
import { DomainError } from '../../src/domain/words/error';
import { type EventType, patientEventTypes } from '../../src/domain/words/event';
import { isUndo, mayRetract, whyKept } from '../../src/domain/corrections/corrections';
import type { Tx } from '../../src/storage/tx/connection';
import type { RecordedFact } from '../../src/storage/enrolment/corrections';
import type { Locked } from '../../src/storage/enrolment/facts';
import { clinicFacts } from './clinic-facts';
import { replacementContract, type StaffEvent } from '../contracts/event';
import type { ApiDeps } from '../deps';
import { readContract } from '../middleware/contract';
import { holdMessages } from './resolving';
import { nameInRecords, type Principal, requireRight } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { untilDigested } from './settling';

type Retraction = Call<{ id: string }, unknown, Extract<StaffEvent, { type: 'event.retracted' }>>;
type Recorded = { locked: Locked; eventId: string; seq: number; reopened: boolean; raised: string[] };

const ofThePerson: readonly EventType[] = patientEventTypes;

/**
 * Takes a wrong fact back, or puts the right one in its place. A fact of the person is corrected in every enrolment that it
 * was written in, and in the patient's own rows: all or none.
 */
export async function retractEvent({ params, body, principal, deps, commit }: Retraction): Promise<Reply> {
  const { store, rules, engine } = deps;
  const recordedBy = nameInRecords(principal);
  const moment = await clinicFacts(deps, principal);
  return commit(async (tx) => {
    const found = await store.enrolments.findEnrolment(tx, principal.clinicId, params.id);
    if (!found) throw new DomainError('not-found', 'There is no such enrolment in this clinic.');
    const all = await store.facts.lockPatientEnrolments(tx, rules, found.patientId);
    const own = all.find(({ enrolmentId }) => enrolmentId === params.id);
    const fact = await store.corrections.findFact(tx, params.id, body.data.eventId);
    if (!own || !fact) {
      throw new DomainError(
        'not-found',
        'There is no such fact in this enrolment: its timeline names each by eventId.',
      );
    }
    refuseKept(fact);
    const undone = isUndo(fact, { by: recordedBy, at: own.now }, own.settings.undoMinutes);
    if (!mayRetract(principal.role, undone)) {
      throw new DomainError(
        'not-allowed',
        `Within ${String(own.settings.undoMinutes)} minutes whoever recorded a fact may take it back; after that, or for somebody else's, ask a clinician or lead.`,
      );
    }
    const replacement = readReplacement(fact, body.data.replacement, moment);
    refuseRight(fact, principal, replacement);
    const dataOf = replacement && forEnrolments(fact, replacement, own);

    const recorded: Recorded[] = [];
    for (const { eventId, enrolmentId } of await siblings(tx, deps, fact, params.id)) {
      const locked = all.find((each) => each.enrolmentId === enrolmentId);
      if (!locked) continue;
      const wrong = { event: eventId, reason: body.data.reason, recordedBy, undone };
      const kept = dataOf && { replacement: dataOf };
      recorded.push({ locked, ...(await store.corrections.recordCorrection(tx, locked, { ...wrong, ...kept })) });
    }
    await correctPatient(tx, deps, { patientId: found.patientId, fact, replacement, at: own.now, recordedBy });
    // Only now: what an open enrolment must know is read from the patient's rows.
    for (const { locked, reopened } of recorded) if (reopened) await store.reopening.catchUp(tx, locked);
    const escalations = recorded.flatMap(({ raised }) => raised);
    await holdMessages(tx, deps, { patientId: found.patientId, escalations, recordedBy });
    return {
      status: 202,
      body: { eventId: recorded.find(({ locked }) => locked === own)?.eventId, undoUntil: null },
      afterCommit: async () => {
        for (const id of escalations) engine.nudgeEscalation(id);
        if (escalations.length > 0) engine.nudgeDispatch('urgent');
        for (const { locked } of recorded) engine.nudgeEnrolment(locked.enrolmentId, body.type);
        await Promise.all(recorded.map(({ locked }) => untilDigested(deps, locked.enrolmentId, locked.eventSeq)));
      },
    };
  });
}

function refuseKept(fact: RecordedFact): void {
  const sentence = whyKept(fact.type);
  if (sentence !== null) throw new DomainError('not-possible-now', sentence, { reason: 'not-retractable' });
  const isShared = ofThePerson.includes(fact.type);
  if (fact.recordedBy !== 'patient' && (!isShared || fact.sharedFact !== null)) return;
  throw new DomainError(
    'not-possible-now',
    'This fact came from the patient, or with the enrolment, and is not taken back: record what is so now.',
    { reason: 'not-retractable' },
  );
}

/** Judged by the contract of the wrong fact's own type: it must be whole. */
function readReplacement(
  fact: RecordedFact,
  given: Record<string, unknown> | undefined,
  moment: PatientFacts,
): Record<string, unknown> | undefined {
  if (given === undefined) return undefined;
  const contract = replacementContract(fact.type, moment);
  if (contract === null) {
    const message = `A fact of the type ${fact.type} has no replacement: leave it out, and record the right fact anew.`;
    throw new DomainError('invalid', 'Nothing was changed. Please correct: data.replacement.', {
      errors: [{ field: 'data.replacement', message }],
    });
  }
  const whole = z.object({ data: z.object({ replacement: contract }) });
  return readContract(whole, { data: { replacement: given } }).data.replacement;
}

/** What somebody may not record, they neither take back nor put in the place of another fact. */
function refuseRight({ type }: RecordedFact, principal: Principal, replacement: object = {}): void {
  requireRight(principal, rightToRecord(type as RecordedType, replacement), 'record this');
}

/** What the enrolments may know of it: as when the fact was first recorded. */
function forEnrolments(
  fact: RecordedFact,
  replacement: Record<string, unknown>,
  { settings, now }: Locked,
): Record<string, unknown> {
  if (fact.type === 'patient.died') return { diedOn: localDateAt(settings.timeZone, now), ...replacement };
  return fact.type === 'consent.changed' ? { email: replacement.email } : replacement;
}

async function siblings(
  tx: Tx,
  { store }: ApiDeps,
  fact: RecordedFact,
  enrolmentId: string,
): Promise<{ eventId: string; enrolmentId: string }[]> {
  return fact.sharedFact === null
    ? [{ eventId: fact.id, enrolmentId }]
    : store.corrections.factsShared(tx, fact.sharedFact);
}

type Corrected = {
  patientId: string;
  fact: RecordedFact;
  replacement: Record<string, unknown> | undefined;
  at: number;
  recordedBy: string;
};

/** The patient's own rows say what the enrolments now say. */
async function correctPatient(
  tx: Tx,
  { store }: ApiDeps,
  { patientId, fact, replacement, at, recordedBy }: Corrected,
): Promise<void> {
  const { sharedFact } = fact;
  if (fact.type === 'patient.died') {
    const diedOn = replacement?.diedOn;
    if (replacement === undefined) await store.patients.recordDeath(tx, patientId, null);
    else if (typeof diedOn === 'string') await store.patients.recordDeath(tx, patientId, diedOn);
  }
  if (fact.type !== 'consent.changed' || sharedFact === null) return;
  if (replacement === undefined) {
    await store.patients.restoreConsent(tx, patientId, sharedFact, { at, by: recordedBy });
    return;
  }
  await store.patients.recordConsent(tx, patientId, {
    given: replacement.email === true,
    givenOn: typeof replacement.givenOn === 'string' ? replacement.givenOn : localDateAt('UTC', at),
    at,
    by: recordedBy,
    sharedFact,
  });
}
