import { DomainError } from '../src/domain/error';
import type { Reach } from '../src/domain/event';
import { stateIn } from '../src/domain/up-cast';
import type { Tx } from '../src/storage/connection';
import type { NewEnrolment } from './contracts/enrolment';
import { pathwayToEnrolOn } from './clinic-facts';
import type { ApiDeps } from './deps';
import { nameInRecords } from './principal';
import { untilDigested } from './settling';
import type { Call, Reply } from './route';

type Patient = NewEnrolment['patient'];

/** Finds or makes the patient, writes consent and enrolment, and the first fact: all in one transaction, or nothing. */
export function enrol({ body, principal, deps, commit }: Call<unknown, unknown, NewEnrolment>): Promise<Reply> {
  const { store, engine } = deps;
  const pathway = pathwayToEnrolOn(deps, body);
  const recordedBy = nameInRecords(principal);
  return commit(async (tx) => {
    const patientId = await thePatient(tx, deps, principal.clinicId, body);
    const at = await store.clock.clinicNow(tx, principal.clinicId);
    await store.patients.recordConsent(tx, patientId, {
      given: body.consent.email,
      givenOn: body.consent.givenOn,
      at,
      by: recordedBy,
    });
    const careTeam = definedOnly(body.careTeam ?? {});
    const id = await store.enrolments.openEnrolment(tx, {
      clinicId: principal.clinicId,
      patientId,
      pathway: { id: pathway.id, version: pathway.version },
      careTeam,
      at,
    });
    const seq = await writeFirstFacts(tx, deps, {
      patientId,
      enrolmentId: id,
      careTeam,
      consent: body.consent.email,
      recordedBy,
    });
    return {
      status: 201,
      body: { id, patientId },
      location: `/api/v1/enrolments/${id}`,
      subject: id,
      afterCommit: async () => {
        engine.nudgeEnrolment(id, 'enrolment.started');
        await untilDigested(deps, id, seq);
      },
    };
  });
}

async function thePatient(
  tx: Tx,
  { store }: ApiDeps,
  clinicId: string,
  { patient, pathway }: NewEnrolment,
): Promise<string> {
  const found = await store.patients.findOrCreatePatient(tx, clinicId, patient);
  if (found.isNew) return found.id;
  if (!isSamePerson(found, patient)) {
    throw new DomainError(
      'duplicate',
      'This reference belongs to a patient with another birth date or family name: check the reference, and correct whichever is wrong.',
    );
  }
  if (found.diedOn !== null) throw new DomainError('not-possible-now', 'This patient is recorded as having died.');
  const openId = await store.enrolments.findOpenEnrolment(tx, found.id, pathway);
  if (openId !== null) {
    throw new DomainError(
      'duplicate',
      'This patient is already on this pathway: go on with that enrolment, or end it first.',
      {
        enrolmentId: openId,
      },
    );
  }
  await store.patients.updateDetails(tx, found.id, patient);
  return found.id;
}

const isSamePerson = (found: { familyName: string; bornOn: string }, patient: Patient): boolean =>
  found.bornOn === patient.bornOn && sameName(found.familyName) === sameName(patient.familyName);
const sameName = (name: string): string => name.normalize('NFC').toLowerCase();

type First = {
  patientId: string;
  enrolmentId: string;
  careTeam: { coordinator?: string; clinician?: string };
  consent: boolean;
  recordedBy: string;
};

/** The start, and what the patient's other enrolments and open escalation mean for it. Returns the last number written. */
async function writeFirstFacts(tx: Tx, { store, rules }: ApiDeps, first: First): Promise<number> {
  const reach = await store.patients.reachOf(tx, first.patientId);
  const escalation = await store.enrolments.unresolvedEscalation(tx, first.patientId);
  let seq = 0;
  for (const locked of await store.facts.lockPatientEnrolments(tx, rules, first.patientId)) {
    const { recordedBy } = first;
    if (locked.enrolmentId === first.enrolmentId) {
      const data = { reach, consent: { email: first.consent }, careTeam: first.careTeam };
      ({ seq } = await store.facts.recordFact(tx, locked, { type: 'enrolment.started', data, recordedBy }));
      if (escalation?.tier === 'now') {
        const raised = {
          type: 'escalation.raised',
          data: { escalation: escalation.id },
          recordedBy: 'system',
        } as const;
        ({ seq } = await store.facts.recordFact(tx, locked, raised));
      }
    } else if (locked.status !== 'ended') {
      await store.facts.recordFact(tx, locked, { type: 'consent.changed', data: { email: first.consent }, recordedBy });
      if (!sameReach(stateIn(locked.state)?.reach, reach)) {
        await store.facts.recordFact(tx, locked, { type: 'contact.changed', data: { reach }, recordedBy });
      }
    }
  }
  return seq;
}

const sameReach = (one: Reach | undefined, other: Reach): boolean =>
  one?.timeZone === other.timeZone &&
  one.preferredTime === other.preferredTime &&
  one.language === other.language &&
  one.hasEmail === other.hasEmail &&
  one.hasPhone === other.hasPhone;

function definedOnly(team: { coordinator?: string | undefined; clinician?: string | undefined }): First['careTeam'] {
  return {
    ...(team.coordinator === undefined ? {} : { coordinator: team.coordinator }),
    ...(team.clinician === undefined ? {} : { clinician: team.clinician }),
  };
}
