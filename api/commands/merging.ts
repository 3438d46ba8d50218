import { randomUUID } from 'node:crypto';
import { DomainError } from '../../src/domain/words/error';
import type { Tx } from '../../src/storage/tx/connection';
import type { Locked } from '../../src/storage/enrolment/facts';
import type { Pair } from '../../src/storage/patient/merges';
import type { PatientEvent } from '../contracts/event';
import { iso } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import { namedPerson, type Principal } from '../middleware/principal';
import { refuseMerged } from './recording';
import type { Call, Reply } from '../routes/route';
import { untilDigested } from './settling';

type ById = { id: string };

/** The first person says that two records are one person. Nothing changes before a second one has looked. */
export function proposeMerge({
  params,
  body,
  principal,
  deps,
  commit,
}: Call<ById, unknown, Extract<PatientEvent, { type: 'patient.merged' }>>): Promise<Reply> {
  const by = namedPerson(principal);
  const { store } = deps;
  return commit(async (tx) => {
    const pair = { intoId: params.id, fromId: body.data.from };
    await lockPair(tx, deps, principal, pair);
    await refuseLoss(tx, deps, pair);
    const { settings, now: at } = await store.clinics.readClinic(tx, principal.clinicId);
    const { reason } = body.data;
    const wish = { ...pair, clinicId: principal.clinicId, reason, by, at, settings };
    const taskId = await store.patientMerges.proposeMerge(tx, wish);
    return { status: 202, body: { events: [], recordedAt: iso(at), undoUntil: null, taskId } };
  });
}

/**
 * The second person agrees: every enrolment stands under the record that is kept, and each that is open learns what is so
 * for the one person: address, consent, and escalations of either record.
 */
export function confirmMerge({ params, principal, deps, commit }: Call<ById, unknown, unknown>): Promise<Reply> {
  const { store, engine } = deps;
  const by = namedPerson(principal);
  return commit(async (tx) => {
    const proposed = await store.patientMerges.openMerge(tx, principal.clinicId, params.id);
    if (proposed === null) throw nothingProposed();
    const pair = { intoId: params.id, fromId: proposed.fromId };
    const all = await lockPair(tx, deps, principal, pair);
    const merge = await store.patientMerges.openMerge(tx, principal.clinicId, params.id);
    if (merge === null) throw nothingProposed();
    if (merge.fromId !== pair.fromId) throw new DomainError('busy', 'The proposal was just changed: look at it again.');
    if (merge.proposedBy === by) {
      throw new DomainError('not-possible-now', 'Somebody else must confirm this: it takes two named people.');
    }
    await refuseLoss(tx, deps, pair);
    const at = all[0]?.now ?? (await store.clock.clinicNow(tx, principal.clinicId));
    const events = await makeOne(tx, deps, { pair, all, at, by, reason: merge.reason, proposedBy: merge.proposedBy });
    const woken = all.filter(({ status }) => status !== 'ended');
    return {
      status: 202,
      body: { events, recordedAt: iso(at) },
      afterCommit: async () => {
        for (const { enrolmentId } of woken) engine.nudgeEnrolment(enrolmentId, 'patient.merged');
        await Promise.all(woken.map(({ enrolmentId, eventSeq }) => untilDigested(deps, enrolmentId, eventSeq)));
      },
    };
  });
}

const nothingProposed = (): DomainError =>
  new DomainError('not-found', 'Nobody has proposed to merge a record into this one: record patient.merged first.');

/** Both patients by id, then their enrolments: whoever merges the other way at the same time waits. */
async function lockPair(
  tx: Tx,
  { store, rules }: ApiDeps,
  { clinicId }: Principal,
  { intoId, fromId }: Pair,
): Promise<Locked[]> {
  const invalid = (message: string): DomainError =>
    new DomainError('invalid', 'Nothing was changed. Please correct: data.from.', {
      errors: [{ field: 'data.from', message }],
    });
  if (intoId === fromId) throw invalid('This is the very same record.');
  const ids = [intoId, fromId].sort();
  if ((await store.patients.findPatient(tx, clinicId, intoId)) === null) {
    throw new DomainError('not-found', 'There is no such patient in this clinic.');
  }
  if ((await store.patients.findPatient(tx, clinicId, fromId)) === null) {
    throw invalid('There is no such patient in this clinic.');
  }
  for (const id of ids) await store.facts.lockPatient(tx, id);
  for (const id of ids) refuseMerged((await store.patients.findPatient(tx, clinicId, id))?.mergedInto ?? null);
  const all: Locked[] = [];
  for (const id of ids) all.push(...(await store.facts.lockPatientEnrolments(tx, rules, id)));
  return all;
}

/** Nothing that somebody was promised may fall under the table: which it is, and how to mend it. */
async function refuseLoss(tx: Tx, { store }: ApiDeps, pair: Pair): Promise<void> {
  const { died, samePathway, escalationIds } = await store.patientMerges.obstacles(tx, pair);
  const refuse = (reason: string, message: string, details: object = {}): never => {
    throw new DomainError('not-possible-now', message, { reason, ...details });
  };
  if ((died.into === null) !== (died.from === null)) {
    refuse(
      'died-in-one',
      'One of the two records says that the patient has died: record it in the other one too, or retract it, first.',
    );
  }
  const [twice] = samePathway;
  if (twice) {
    refuse(
      'two-open-enrolments',
      `Both records have an open enrolment on the pathway "${twice.pathway}", and a person can have one: end one of the two first (enrolment.withdrawn).`,
      twice,
    );
  }
  if (escalationIds.length > 0) {
    refuse(
      'two-escalations',
      'Both records have an open escalation that needs somebody now: resolve one of the two first.',
      { escalationIds },
    );
  }
}

type Merge = { pair: Pair; all: Locked[]; at: number; by: string; reason: string; proposedBy: string };
type Written = { enrolmentId: string; eventId: string };

async function makeOne(tx: Tx, { store }: ApiDeps, merge: Merge): Promise<Written[]> {
  const { pair, all, at, by, reason, proposedBy } = merge;
  const moved = new Set(all.filter(({ patientId }) => patientId === pair.fromId).map(({ enrolmentId }) => enrolmentId));
  const { movedToNewAddress, gotAddress } = await store.patientMerges.mergeRecords(tx, pair, { by, at });
  // By their links somebody at the other address could go on answering for this person.
  if (movedToNewAddress) await store.links.disownMail(tx, { enrolmentIds: [...moved] }, { at });
  const reach = await store.patients.reachOf(tx, pair.intoId);
  const sharedFact = randomUUID();
  const events: Written[] = [];
  for (const locked of all) {
    locked.patientId = pair.intoId;
    const data = { from: pair.fromId, reason, proposedBy };
    const fact = { type: 'patient.merged', data, recordedBy: by } as const;
    const { eventId } = await store.facts.recordFact(tx, locked, fact, { sharedFact });
    events.push({ enrolmentId: locked.enrolmentId, eventId });
    if (locked.status === 'ended') continue;
    if (moved.has(locked.enrolmentId) ? movedToNewAddress : gotAddress) {
      const changed = { type: 'contact.changed', data: { reach, newAddress: true }, recordedBy: by } as const;
      await store.facts.recordFact(tx, locked, changed);
    }
    await store.reopening.catchUp(tx, locked);
  }
  return events;
}
