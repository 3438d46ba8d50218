import { localDateAt } from '../../src/domain/calendar/calendar';
import { dayText } from '../../src/domain/telling/english';
import { DomainError } from '../../src/domain/words/error';
import { refuseMerged } from '../commands/recording';
import { iso, isoOrNull } from '../contracts/fields';
import { readSought } from '../contracts/search';
import type { ApiDeps } from '../deps';
import { showPerson } from './person';
import { namedPathway, namedStage } from './worklist';

/** Everything of one patient that whoever rings or writes must know. */
export async function showPatient({ store, catalogue }: ApiDeps, clinicId: string, id: string): Promise<object> {
  const [found, { settings }] = await Promise.all([
    store.patientDetails.readPatient(store.db, clinicId, id),
    store.clinics.readClinic(store.db, clinicId),
  ]);
  if (!found) throw new DomainError('not-found', 'There is no such patient in this clinic.');
  refuseMerged(found.mergedInto);
  const { person, otherPhones, email, emailBouncedAt, access, consents, enrolments } = found;
  const { phone, speech } = person;
  const bounced = (at: number): string =>
    `Mail came back on ${dayText(localDateAt(settings.timeZone, at))}: the address does not work.`;
  return {
    ...showPerson(person),
    contacts: [...(phone ? [phone] : []), ...otherPhones].map((each, nr) => ({ id: String(nr + 1), ...each })),
    email:
      email === null
        ? null
        : {
            address: email,
            bouncedAt: isoOrNull(emailBouncedAt),
            bounceWords: emailBouncedAt === null ? null : bounced(emailBouncedAt),
          },
    address: found.address,
    emergencyContact: found.emergencyContact,
    gp: found.gp && { name: found.gp.name, practice: found.gp.practice ?? null, email: found.gp.email ?? null },
    language: speech.language,
    spoken: speech.spoken,
    timeZone: found.timeZone,
    preferredTime: found.preferredTime,
    access: {
      interpreter: access?.interpreter ?? null,
      helper: access?.helper ?? null,
      largePrint: access?.largePrint ?? null,
    },
    consents: consents.map(({ channel, given, on, by }) => ({ channel, given, on, recordedBy: by })),
    careTeam: found.careTeam,
    enrolments: enrolments.map(({ pathway, startedAt, endedAt, ...enrolment }) => ({
      ...enrolment,
      pathway: namedPathway(catalogue, pathway),
      startedAt: iso(startedAt),
      endedAt: isoOrNull(endedAt),
    })),
  };
}

/** Whom a search finds, and the ids of those who are shown. */
export async function showFound({ store, catalogue }: ApiDeps, clinicId: string, typed: string) {
  const { rows, more } = await store.search.searchPatients(store.db, clinicId, readSought(typed));
  const items = rows.map(({ person, enrolment, openItems }) => ({
    person: showPerson(person),
    enrolmentId: enrolment?.id ?? null,
    status: enrolment?.status ?? null,
    pathway: enrolment && namedPathway(catalogue, enrolment.pathway),
    stage: enrolment && (namedStage(catalogue, enrolment)?.title ?? null),
    openItems,
  }));
  return { body: { items, more }, shown: items.map(({ person }) => person.id) };
}
