import { randomUUID } from 'node:crypto';
import { rightToRecord } from '../../src/domain/facts/rights';
import { localDateAt } from '../../src/domain/calendar/calendar';
import { ofAgeFrom } from '../../src/domain/words/of-age';
import { whyKept } from '../../src/domain/corrections/corrections';
import { DomainError } from '../../src/domain/words/error';
import type { EventType } from '../../src/domain/words/event';
import { MINUTE } from '../../src/domain/words/time';
import type { NewFact, Locked } from '../../src/storage/enrolment/facts';
import type { Tx } from '../../src/storage/tx/connection';
import type { PatientEvent, StaffEvent } from '../contracts/event';
import { iso } from '../contracts/fields';
import { holdMessages, toldEnd } from './resolving';
import type { ApiDeps } from '../deps';
import { migrationFact } from './migrating';
import { nameInRecords, type Principal, requireRight } from '../middleware/principal';
import { taskOf } from './task-work';
import type { Call, Reply } from '../routes/route';
import { untilDigested } from './settling';

type ById = { id: string };

/** The one door for staff facts about an enrolment. */
export function recordStaffEvent({
  params,
  body,
  principal,
  deps,
  commit,
}: Call<ById, unknown, Exclude<StaffEvent, { type: 'event.retracted' }>>): Promise<Reply> {
  const { store, rules, engine } = deps;
  const recordedBy = nameInRecords(principal);
  return commit(async (tx) => {
    const found = await store.enrolments.findEnrolment(tx, principal.clinicId, params.id);
    if (!found) throw new DomainError('not-found', 'There is no such enrolment in this clinic.');
    const locked = await store.facts.lockEnrolment(tx, rules, params.id);
    const { eventId, seq, quiet, apart, raised } = await store.facts.recordFact(tx, locked, {
      ...(await factOf(tx, deps, locked, { body, principal })),
      ...happened(body, locked),
      recordedBy,
    });
    const decided = body.type === 'decision.made' ? { ...body.data, staffId: recordedBy, at: locked.now } : null;
    const ended = decided ? await store.gates.decideGate(tx, { enrolmentId: params.id, ...decided }) : [];
    const held = await holdMessages(tx, deps, { patientId: locked.patientId, escalations: raised, recordedBy });
    return {
      status: 202,
      body: {
        eventId,
        undoUntil: undoUntil(body.type, locked),
        ...(apart ? { note: 'Recorded; this stage does not wait for it.' } : {}),
      },
      afterCommit: async () => {
        for (const id of [...raised, ...ended]) engine.nudgeEscalation(id);
        if (raised.length > 0) engine.nudgeDispatch('urgent');
        for (const id of held) engine.nudgeEnrolment(id, 'escalation.raised');
        // A quiet fact changes nothing before the next wake, so there is nothing to wait for.
        if (quiet) return;
        engine.nudgeEnrolment(params.id, body.type);
        await untilDigested(deps, params.id, seq);
      },
    };
  });
}

/** So long its author may take a fact back; null of what nobody takes back. */
const undoUntil = (type: EventType, { now, settings }: Pick<Locked, 'now' | 'settings'>): string | null =>
  whyKept(type) === null ? iso(now + settings.undoMinutes * MINUTE) : null;

type Said = Exclude<StaffEvent, { type: 'event.retracted' }>;

type WithoutName<F> = F extends unknown ? Omit<F, 'recordedBy' | 'occurredAt'> : never;
type Bare = WithoutName<NewFact>;

/** What the core is told: a version that was looked at, and a task by the name that it has there. */
async function factOf(
  tx: Tx,
  deps: ApiDeps,
  locked: Locked,
  { body, principal }: { body: Said; principal: Principal },
): Promise<Bare> {
  if (body.type === 'pathway.migrated')
    return { type: body.type, data: await migrationFact(tx, deps, locked, body.data) };
  if (body.type !== 'call.made' || body.data.task === undefined) return body;
  const { task: id, outcome } = body.data;
  const task = await taskOf(tx, deps, principal, { id, enrolmentId: locked.enrolmentId });
  const tried = { at: locked.now, by: nameInRecords(principal), outcome };
  await deps.store.tasks.addTry(tx, principal.clinicId, id, tried);
  return { type: body.type, data: { ...body.data, task } };
}

/** A sender's clock may run a little fast: nothing is written as having happened after it was recorded. */
const happened = (body: { occurredAt?: number | undefined }, locked: Locked): { occurredAt?: number } =>
  body.occurredAt === undefined ? {} : { occurredAt: Math.min(body.occurredAt, locked.now) };

/** A merge is proposed first: see merging.ts. */
type RecordedOfPerson = Exclude<PatientEvent, { type: 'patient.merged' }>;

/** Facts of the person: one transaction reaches every enrolment that has not ended. */
export function recordPatientEvent({
  params,
  body,
  principal,
  deps,
  commit,
}: Call<ById, unknown, RecordedOfPerson>): Promise<Reply> {
  const { store, rules, engine } = deps;
  const recordedBy = nameInRecords(principal);
  requireRight(principal, rightToRecord(body.type, body.data), `record ${body.type}`);
  return commit(async (tx) => {
    const patient = await store.patients.findPatient(tx, principal.clinicId, params.id);
    if (!patient) throw new DomainError('not-found', 'There is no such patient in this clinic.');
    refuseMerged(patient.mergedInto);
    if (body.type === 'patient.died' && patient.diedOn !== null) {
      throw new DomainError('not-possible-now', 'This patient is already recorded as having died.');
    }
    const all = await store.facts.lockPatientEnrolments(tx, rules, params.id);
    const open = all.filter((locked) => locked.status !== 'ended');
    if (body.type === 'care-team.changed' && open.length === 0) {
      throw new DomainError(
        'not-possible-now',
        'This patient is on no pathway now: a care team belongs to an enrolment.',
      );
    }
    const now = all[0]?.now ?? (await store.clock.clinicNow(tx, principal.clinicId));
    const sharedFact = randomUUID();
    const data = await writePatient(tx, deps, params.id, body, {
      now,
      recordedBy,
      sharedFact,
      timeZone: all[0]?.settings.timeZone ?? 'UTC',
    });
    const events: { enrolmentId: string; eventId: string; seq: number; quiet: boolean }[] = [];
    for (const locked of open) {
      const fact = { type: body.type, data, ...happened(body, locked), recordedBy } as NewFact;
      events.push({
        enrolmentId: locked.enrolmentId,
        ...(await store.facts.recordFact(tx, locked, fact, { sharedFact })),
      });
    }
    return {
      status: 202,
      body: {
        events: events.map(({ enrolmentId, eventId }) => ({ enrolmentId, eventId })),
        recordedAt: iso(now),
        undoUntil: all[0] === undefined ? null : undoUntil(body.type, all[0]),
        ...(body.type === 'patient.admitted' ? toldEnd('admission', body.data.reviewAt, now) : {}),
      },
      afterCommit: async () => {
        const loud = events.filter(({ quiet }) => !quiet);
        for (const { enrolmentId } of loud) engine.nudgeEnrolment(enrolmentId, body.type);
        await Promise.all(loud.map(({ enrolmentId, seq }) => untilDigested(deps, enrolmentId, seq)));
      },
    };
  });
}

/** Whoever still has the id of a record that was merged is told which one was kept. */
export function refuseMerged(mergedInto: string | null): void {
  if (mergedInto === null) return;
  const message = 'This record was merged into another one of the same person: use that one (details.patientId).';
  throw new DomainError('not-possible-now', message, { reason: 'merged', patientId: mergedInto });
}

/** Writes the patient's own rows, and returns what the enrolments may know of it. */
async function writePatient(
  tx: Tx,
  { store }: ApiDeps,
  patientId: string,
  event: RecordedOfPerson,
  by: { now: number; recordedBy: string; sharedFact: string; timeZone: string },
): Promise<NewFact['data']> {
  const today = localDateAt(by.timeZone, by.now);
  switch (event.type) {
    case 'patient.died': {
      const diedOn = event.data.diedOn ?? today;
      await store.patients.recordDeath(tx, patientId, diedOn);
      return { diedOn };
    }
    case 'consent.changed': {
      const { email, givenOn } = event.data;
      await store.patients.recordConsent(tx, patientId, {
        given: email,
        givenOn: givenOn ?? today,
        at: by.now,
        by: by.recordedBy,
        sharedFact: by.sharedFact,
      });
      return { email };
    }
    case 'patient.corrected': {
      const { reason, notSameAs, ...change } = event.data;
      const said = { reason, by: by.recordedBy, at: by.now, notSameAs };
      const fields = await store.patientRecords.correctPerson(tx, patientId, change, said);
      const { bornOn } = change;
      return { fields, reason, ...(bornOn !== undefined && { ofAge: ofAgeFrom(bornOn, today) }) };
    }
    case 'patient.admitted':
    case 'patient.discharged':
    case 'care-team.changed':
      return event.data;
    case 'contact.changed': {
      const { notSameAs, ...change } = event.data;
      const said = { by: by.recordedBy, at: by.now, notSameAs };
      const { newAddress } = await store.patients.changeContact(tx, patientId, change, said);
      if (newAddress) await store.links.disownMail(tx, { patientId }, { at: by.now });
      return {
        reach: await store.patients.reachOf(tx, patientId),
        ...(newAddress ? { newAddress } : { sameAddress: true }),
      };
    }
  }
}
