import { localDateAt } from '../../src/domain/calendar/calendar';
import { isInItem9Window } from '../../src/domain/check-ins/deferred';
import { type Asking, askingNow } from '../../src/domain/instrument/pages';
import { netLines } from '../../src/domain/patient-texts/emergency';
import { textIn } from '../../src/domain/patient-texts/texts';
import { type FirstDay, firstDays } from '../../src/domain/simulate/first-days';
import { checkInWords } from '../../src/domain/telling/check-in-words';
import { counted } from '../../src/domain/telling/english';
import { taskTitle } from '../../src/domain/telling/journal-text';
import { languageSpoken } from '../../src/domain/pathway/languages';
import type { Rules } from '../../src/domain/step/rules';
import { NO_LINK_CODE } from '../../src/domain/words/message';
import { ofAgeFrom } from '../../src/domain/words/of-age';
import { DAY, type Instant } from '../../src/domain/words/time';
import type { RenderedMail } from '../../src/mail/render';
import { notesOn } from '../commands/enrolling';
import { pathwayToEnrolOn } from '../commands/clinic-facts';
import { iso, isoOrNull } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import type { Call, Reply } from '../routes/route';
import type { FirstDaysWish } from './contract';

const DAYS = 30;
const MADE_UP = 'Ada';

/** What a patient who is enrolled now would be sent, and what staff would be asked for: from the core, with the real texts. */
export async function showFirstDays({ body, principal, deps }: Call<unknown, unknown, FirstDaysWish>): Promise<Reply> {
  const { store } = deps;
  const { settings, now } = await store.clinics.readClinic(store.db, principal.clinicId);
  const { id, version } = pathwayToEnrolOn(deps, body);
  const rules = deps.rules({ id, version }, settings);
  const patient = { ...body, timeZone: body.timeZone ?? settings.timeZone };
  const reach = {
    timeZone: patient.timeZone,
    preferredTime: body.preferredTime ?? '09:00',
    language: body.language,
    hasEmail: body.email,
    hasPhone: body.phone,
  };
  const ofAge = body.bornOn === undefined ? true : ofAgeFrom(body.bornOn, localDateAt(patient.timeZone, now));
  const until = now + DAYS * DAY;
  const days = firstDays(rules, { at: now, data: { reach, consent: { email: body.email }, ofAge } }, until);
  const items = days.map((day) => ({
    at: iso(day.at),
    unanswered: day.unanswered,
    ...(day.what === 'mail' ? ofMail(deps, rules, patient, day) : ofWork(day)),
  }));
  const notes = notesOn(rules.pathway, settings, patient);
  return { status: 200, body: { now: iso(now), until: iso(until), notes, items } };
}

type Patient = Pick<FirstDaysWish, 'givenName' | 'language'> & { timeZone: string };
type Mail = Extract<FirstDay, { what: 'mail' }>;

function ofMail({ catalogue, renderMail }: ApiDeps, { pathway, clinic }: Rules, patient: Patient, day: Mail) {
  const { at, role, of } = day;
  const opened = { ask: of.ask, deferred: [], answers: [], isWatched: isInItem9Window(clinic, at) };
  const language = languageSpoken(pathway, patient.language);
  const { subject, text }: RenderedMail = renderMail({
    ...{ messageId: '', attemptId: '', attempt: 1, channel: 'mail', template: 'check-in', role, to: '', language },
    clinic,
    checkIn: {
      givenName: patient.givenName ?? MADE_UP,
      pathwayId: pathway.id,
      pathwayVersion: pathway.version,
      closesAt: of.closesAt,
      today: of.callAt !== undefined,
      timeZone: patient.timeZone,
      linkCode: NO_LINK_CODE,
      safetyNet: netLines(clinic, textIn(clinic.texts, language).text, patient.timeZone),
      opened,
      clinicHours: clinic.staffedHours,
    },
    ...{ appointment: null, report: null, alert: null, test: null },
  });
  return {
    kind: 'mail',
    words: mailWords[role](checkInWords(of.key)),
    about: askingWords(askingNow(opened, catalogue.instruments)),
    team: null,
    dueAt: iso(of.closesAt),
    subject,
    text,
  };
}

const mailWords: Record<Mail['role'], (checkIn: string) => string> = {
  invite: (checkIn) => checkIn,
  'reminder-1': (checkIn) => `${checkIn}: reminder`,
  'reminder-2': (checkIn) => `${checkIn}: second reminder`,
};

const askingWords = ({ pages, minutes, mayFollow }: Asking): string =>
  `${counted(pages, 'page')}, about ${counted(minutes, 'minute')}${mayFollow ? '; some answers lead to a few more' : ''}`;

function ofWork(day: Exclude<FirstDay, { what: 'mail' }>) {
  const dueAt: Instant | null = day.dueAt;
  const none = { about: null, subject: null, text: null, dueAt: isoOrNull(dueAt) };
  return day.what === 'task'
    ? { kind: 'task', words: taskTitle(day.task), team: day.team, ...none }
    : { kind: 'question', words: day.question, team: 'clinicians', ...none };
}
