import { DomainError } from '../../src/domain/words/error';
import type { ClinicSettings } from '../../src/domain/words/clinic';
import { localDateAt } from '../../src/domain/calendar/calendar';
import type { CareTeam } from '../../src/domain/words/care-team';
import { ofAgeFrom } from '../../src/domain/words/of-age';
import { type LocalDate, MINUTE } from '../../src/domain/words/time';
import { numbersHoldIn } from '../../src/domain/patient-texts/place';
import { emergencyTextsSpeak, sameReach } from '../../src/domain/check-ins/reach';
import { isSpoken, languagesOf } from '../../src/domain/pathway/languages';
import type { Pathway } from '../../src/domain/pathway/types';
import { otherLanguage } from '../views/person';
import { stateIn } from '../../src/domain/step/up-cast';
import type { Tx } from '../../src/storage/tx/connection';
import type { NewEnrolment } from '../contracts/enrolment';
import { iso } from '../contracts/fields';
import { pathwayToEnrolOn } from './clinic-facts';
import type { ApiDeps } from '../deps';
import { nameInRecords } from '../middleware/principal';
import { untilDigested } from './settling';
import type { Call, Reply } from '../routes/route';
import { defined } from '../../src/domain/words/defined';

/** Finds or makes the patient, writes consent and enrolment, and the first fact: all in one transaction, or nothing. */
export async function enrol({ body, principal, deps, commit }: Call<unknown, unknown, NewEnrolment>): Promise<Reply> {
  const { store, engine } = deps;
  const pathway = pathwayToEnrolOn(deps, body);
  const recordedBy = nameInRecords(principal);
  const { settings } = await store.clinics.readClinic(store.db, principal.clinicId);
  return commit(async (tx) => {
    const { patientId, newAddress } = await thePatient(tx, deps, principal.clinicId, body);
    const at = await store.clock.clinicNow(tx, principal.clinicId);
    const said = { by: recordedBy, at, notSameAs: body.notSameAs };
    await store.likeness.recordNotSame(tx, { clinicId: principal.clinicId, patientId }, said);
    if (newAddress) await store.links.disownMail(tx, { patientId }, { at });
    await store.patients.recordConsent(tx, patientId, {
      given: body.consent.email,
      givenOn: body.consent.givenOn,
      at,
      by: recordedBy,
    });
    const careTeam = defined(body.careTeam ?? {});
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
      newAddress,
      recordedBy,
      bornOn: body.patient.bornOn,
    });
    return {
      status: 201,
      body: {
        id,
        patientId,
        notes: notesOn(pathway, settings, body.patient),
        undoUntil: iso(at + settings.undoMinutes * MINUTE),
      },
      location: `/api/v1/enrolments/${id}`,
      subject: id,
      afterCommit: async () => {
        engine.nudgeEnrolment(id, 'enrolment.started');
        await untilDigested(deps, id, seq);
      },
    };
  });
}

/** What no text of ours does for this patient: said at once to whoever enrols, and asked for by a task. */
export function notesOn(
  pathway: Pathway,
  settings: ClinicSettings,
  { language, timeZone }: Pick<NewEnrolment['patient'], 'language' | 'timeZone'>,
): string[] {
  const notes: string[] = [];
  if (!isSpoken(pathway, language)) notes.push(otherLanguage(language, languagesOf(pathway)[0] ?? 'en'));
  if (!numbersHoldIn(settings, timeZone)) {
    notes.push(
      'Lives where the emergency numbers in our texts are not known to be right: tell the patient whom to ring.',
    );
  }
  if (!emergencyTextsSpeak(settings, language)) {
    notes.push('Our emergency texts are not written in this language: tell the patient whom to ring.');
  }
  return notes;
}

/** Found or made, and locked. Whether the mail address is another than before. */
async function thePatient(
  tx: Tx,
  { store }: ApiDeps,
  clinicId: string,
  { patient, pathway, notSameAs }: NewEnrolment,
): Promise<{ patientId: string; newAddress: boolean }> {
  const found = await store.patientRecords.findOrCreatePatient(tx, clinicId, patient, notSameAs);
  const patientId = found.id;
  if (found.isNew) return { patientId, newAddress: false };
  if (found.diedOn !== null) throw new DomainError('not-possible-now', 'This patient is recorded as having died.');
  const openId = await store.enrolments.findOpenEnrolment(tx, patientId, pathway);
  if (openId !== null) {
    throw new DomainError(
      'duplicate',
      'This patient is already on this pathway: go on with that enrolment, or end it first.',
      {
        enrolmentId: openId,
      },
    );
  }
  return { patientId, ...(await store.patientRecords.updateDetails(tx, { clinicId, patientId }, patient, notSameAs)) };
}

type First = {
  patientId: string;
  enrolmentId: string;
  careTeam: CareTeam;
  consent: boolean;
  newAddress: boolean;
  recordedBy: string;
  bornOn: LocalDate;
};

/**
 * The start, what is known of the patient already (an address that does not work, an open escalation), and what the new
 * details mean for the other enrolments. Returns the last number written.
 */
async function writeFirstFacts(tx: Tx, { store, rules }: ApiDeps, first: First): Promise<number> {
  const reach = await store.patients.reachOf(tx, first.patientId);
  let seq = 0;
  for (const locked of await store.facts.lockPatientEnrolments(tx, rules, first.patientId)) {
    const { recordedBy } = first;
    if (locked.enrolmentId === first.enrolmentId) {
      const ofAge = ofAgeFrom(first.bornOn, localDateAt(reach.timeZone, locked.now));
      const data = { reach, consent: { email: first.consent }, careTeam: first.careTeam, ofAge };
      await store.facts.recordFact(tx, locked, { type: 'enrolment.started', data, recordedBy });
      await store.reopening.catchUp(tx, locked);
      seq = locked.eventSeq;
    } else if (locked.status !== 'ended') {
      await store.facts.recordFact(tx, locked, { type: 'consent.changed', data: { email: first.consent }, recordedBy });
      if (first.newAddress || !sameReach(stateIn(locked.state)?.reach, reach)) {
        const data = { reach, ...(first.newAddress ? { newAddress: true as const } : { sameAddress: true as const }) };
        await store.facts.recordFact(tx, locked, { type: 'contact.changed', data, recordedBy });
      }
    }
  }
  return seq;
}
