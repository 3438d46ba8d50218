import { Eta } from 'eta';
import type { MessageTexts } from '../domain/pathway/languages';
import type {
  AppointmentMail,
  CheckInMail,
  Handover,
  PagingTestMail,
  ReportMail,
  StaffAlertMail,
} from '../domain/words/message';
import { type Asking, askingNow } from '../domain/instrument/pages';
import type { Instrument } from '../domain/instrument/types';
import { hoursFor, placeOf } from '../domain/patient-texts/opening-hours';
import { countIn, fill, type PatientTexts } from '../domain/patient-texts/texts';
import { alertSentences, alertSubject, testSubject } from './alert-words';
import type { Instant } from '../domain/words/time';

/** `stopLink`: where a patient pauses or stops such mails; null for staff. */
export type RenderedMail = {
  subject: string;
  text: string;
  html: string;
  stopLink: string | null;
};

/** The words of a pathway and of the frame around them, in the language the patient is spoken to in. */
export type TextsSource = (
  pathway: { id: string; version: number },
  language: string,
) => { texts: MessageTexts; frame: PatientTexts };

export type RenderOptions = {
  /** Absolute folder of the `.eta` files. */
  templateFolder: string;
  /** How people outside reach us; no slash at the end. */
  publicUrl: string;
  messageTexts: TextsSource;
  /** The forms, for how much a check-in asks. */
  instruments: Record<string, Instrument>;
};

export type Render = (handover: Handover) => RenderedMail;

/** Nothing about the condition, a score or the specialty gets in here, so nothing of it can leave. */
type Content = { language: string; subject: string; link: string; stopLink?: string; asking?: string };

/** Text and HTML of a mail from the same content. Templates are compiled once. */
export function createRender({ templateFolder, publicUrl, messageTexts, instruments }: RenderOptions): Render {
  const html = new Eta({ views: templateFolder, cache: true });
  // A line break after a value is part of the letter: only what a template marks with `-%>` is taken away.
  const text = new Eta({ views: templateFolder, cache: true, autoEscape: false, autoTrim: false });

  const checkIn = (handover: Handover, { givenName, pathwayId, pathwayVersion, ...mail }: CheckInMail): Content => {
    const { language } = handover;
    const { texts, frame } = messageTexts({ id: pathwayId, version: pathwayVersion }, language);
    const { subject, lead, action } = texts[roleOf(handover)];
    const answerBy = dayOf(mail.closesAt, mail.timeZone, language);
    const link = `${publicUrl}/go/${mail.linkCode}`;
    const filled = filledFrame(handover, { ...mail, givenName }, frame, { subject, action, date: answerBy });
    const words = mail.today ? { ...filled, ...forToday(filled) } : filled;
    return {
      language,
      subject: words.subject ?? subject,
      link,
      stopLink: `${link}/stop`,
      ...{ lead, action, words, safetyNet: mail.safetyNet },
      asking: askingText(askingNow(mail.opened, instruments), frame, language),
    };
  };
  const appointment = (handover: Handover, mail: AppointmentMail): Content => {
    const { language, clinic } = handover;
    const { frame } = messageTexts({ id: mail.pathwayId, version: mail.pathwayVersion }, language);
    const when = whenText(mail, clinic.timeZone, language, frame);
    const words = filledFrame(handover, mail, frame, { when });
    const link = `${publicUrl}/go/${mail.linkCode}`;
    const { subject, lead } = {
      booked: { subject: words.visitSubject, lead: words.visitLead },
      moved: { subject: words.visitMovedSubject, lead: words.visitMovedLead },
      off: { subject: words.visitOffSubject, lead: words.visitOffLead },
    }[mail.calledOff ? 'off' : handover.role === 'moved' ? 'moved' : 'booked'];
    const { safetyNet } = mail;
    const file = mail.calledOff ? words.visitOffFile : words.visitFile;
    return {
      ...{ language, subject: subject ?? '', link, stopLink: `${link}/stop` },
      ...{ lead, words, safetyNet, file, action: mail.calledOff ? null : words.visitAction },
    };
  };
  const report = (handover: Handover, mail: ReportMail): Content => {
    const { language } = handover;
    const { frame } = messageTexts({ id: mail.pathwayId, version: mail.pathwayVersion }, language);
    const date = mail.readBy === null ? '' : dayOf(mail.readBy, mail.timeZone, language);
    const words = filledFrame(handover, mail, frame, { date });
    const link = `${publicUrl}/go/${mail.linkCode}`;
    const { reportSubject: subject = '', reportAction: action } = words;
    const read = mail.readBy === null ? words.reportNow : words.reportReadBy;
    return { language, subject, link, stopLink: `${link}/stop`, ...{ words, read, action, safetyNet: mail.safetyNet } };
  };
  const alert = ({ clinic }: Handover, mail: StaffAlertMail): Content => ({
    language: 'en',
    subject: alertSubject(mail, clinic.timeZone),
    link: `${publicUrl}/escalations/${mail.escalationId}`,
    ...alertSentences(mail, clinic),
  });

  const test = ({ clinic }: Handover, mail: PagingTestMail): Content => ({
    language: 'en',
    subject: testSubject(mail, clinic.timeZone),
    link: `${publicUrl}/paging-tests/${mail.testId}`,
  });

  return (handover) => {
    const content = handover.checkIn
      ? checkIn(handover, handover.checkIn)
      : handover.appointment
        ? appointment(handover, handover.appointment)
        : handover.report
          ? report(handover, handover.report)
          : handover.alert
            ? alert(handover, handover.alert)
            : handover.test
              ? test(handover, handover.test)
              : null;
    if (content === null)
      throw new Error(`Message ${handover.messageId} belongs to no check-in, appointment, report, escalation or test.`);
    const data = { ...content, clinic: handover.clinic };
    return {
      subject: content.subject,
      text: text.render(`${handover.template}.text.eta`, data),
      html: html.render(`${handover.template}.html.eta`, data),
      stopLink: content.stopLink ?? null,
    };
  };
}

type ToPatient = Pick<CheckInMail, 'givenName' | 'clinicHours' | 'timeZone'>;

/** The frame of a mail to a patient, with its gaps filled. */
function filledFrame(
  { clinic }: Handover,
  { givenName, clinicHours, timeZone }: ToPatient,
  { mail, hours: words }: PatientTexts,
  own: Record<string, string>,
): Record<string, string> {
  const hours = hoursFor({ staffedHours: clinicHours, timeZone: clinic.timeZone }, timeZone, words);
  const known = { ...own, name: givenName, clinic: clinic.publicName, phone: clinic.phone };
  const talk = hours === null ? mail.talk : `${mail.talk} ${fill(mail.talkHours, { hours })}`;
  return Object.fromEntries(Object.entries({ ...mail, talk }).map(([name, text]) => [name, fill(text, known)]));
}

/** By when, where somebody rings on this very day. */
const forToday = ({ subjectToday, actionToday, answerToday }: Record<string, string>) => ({
  subject: subjectToday,
  actionBy: actionToday,
  answerBy: answerToday,
});

/** `Tuesday 14 July 2026, 2:30pm`, on the clinic's wall, which is named to whoever lives by another one. */
function whenText(
  { at, on, timeZone }: AppointmentMail,
  clinicZone: string,
  language: string,
  { hours }: PatientTexts,
) {
  const date = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const isEnglish = language.split('-')[0] === 'en';
  const plain = (text: string): string => (isEnglish ? text.replace(',', '') : text);
  if (on !== null)
    return plain(formatter(language, { ...date, timeZone: 'UTC' }).format(Date.parse(`${on}T12:00:00Z`)));
  const clock = { hour: isEnglish ? 'numeric' : '2-digit', minute: '2-digit', hour12: isEnglish } as const;
  const day = plain(formatter(language, { ...date, timeZone: clinicZone }).format(at));
  const hour = formatter(language, { ...clock, timeZone: clinicZone }).format(at);
  const time = `${day}, ${isEnglish ? hour.replace(':00', '').replace(/\s/u, '').toLowerCase() : hour}`;
  if (timeZone === clinicZone) return time;
  return fill(hours.inZone, { hours: time, place: placeOf(clinicZone) });
}

/** How much is asked, in the figures of the start page; every part of it one sentence. */
function askingText({ pages, minutes, longest, mayFollow }: Asking, { mail, counts }: PatientTexts, language: string) {
  if (pages === 0) return undefined;
  const plural = new Intl.PluralRules(language);
  const count = (name: keyof PatientTexts['counts'], n: number): string => countIn(counts[name], plural.select(n), n);
  return [
    fill(mail.asking, { pages: count('pages', pages), minutes: count('minutes', minutes) }),
    ...(longest > 0 ? [count(pages === 1 ? 'onlyList' : 'longest', longest)] : []),
    ...(mayFollow ? [mail.mayFollow] : []),
  ].join(' ');
}

function roleOf({ role, messageId }: Handover): keyof MessageTexts {
  if (role === 'invite' || role === 'reminder-1' || role === 'reminder-2') return role;
  if (role === 'sent-again') return 'invite';
  throw new Error(`Message ${messageId} has a role no text is written for.`);
}

/** `12 May` on the reader's calendar. */
function dayOf(at: Instant, timeZone: string, language: string): string {
  return formatter(language, { day: 'numeric', month: 'long', timeZone }).format(at);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using it does. */
function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options);
  formatters.set(key, made);
  return made;
}
