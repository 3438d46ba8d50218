import type { Request, RequestHandler, Response } from 'express';
import { localDateAt, plusDays, startOfDay } from '../../src/domain/calendar/calendar';
import { note } from '../../src/domain/facts/fields';
import { placeOf } from '../../src/domain/patient-texts/opening-hours';
import { fill, textIn } from '../../src/domain/patient-texts/texts';
import { DomainError } from '../../src/domain/words/error';
import type { AppointmentView } from '../../src/storage/appointment/appointments';
import { hashOfSecret, newSecret } from '../../src/identity/secrets';
import { cookieOf, SESSION_HOURS, setCookie } from './cookies';
import { birthdayFault } from './link-pages';
import { day, dayAndHour, goOf, linkReader, type Reader } from './reader';
import { sendPage } from './render';
import type { PatientDeps } from './serving';
import { sendClosed } from './session-notices';

// `/go/:code` of an appointment: when and where it is, what is made ready, and what the patient wants to ask. Looking changes
// nothing. A link of another kind goes on to the next handler, so that no answer tells which kind an unknown one would be.

const COOKIE = 'appointment';

type Own = (req: Request, res: Response, view: AppointmentView, reader: Reader) => Promise<void> | void;

type Pages = Record<'show' | 'start' | 'prepare' | 'showDecline' | 'decline' | 'file', RequestHandler>;

export function appointmentPages(deps: PatientDeps): Pages {
  /** With the appointment of the link. `known`: only to whoever has shown the birthday, where the clinic asks for it. */
  const own =
    (show: Own, known = true): RequestHandler =>
    async (req, res, next) => {
      const view = await find(deps, req);
      if (view === null) {
        next();
        return;
      }
      const reader = readerOf(deps, req, view);
      if (view.isOver) sendClosed(res, 404, { ...reader, whose: null });
      else if (known && !mayRead(view)) res.redirect(303, address(req));
      else await show(req, res, view, reader);
    };
  return {
    show: own((req, res, view, reader) => {
      if (mayRead(view)) showAppointment(deps, req, res, view, reader);
      else askBirthday(req, res, reader);
    }, false),
    start: own((req, res, view) => start(deps, req, res, view), false),
    prepare: own((req, res, view) => prepare(deps, req, res, view)),
    showDecline: own((req, res, view, reader) => {
      if (!isToCome(view)) res.redirect(303, address(req));
      else
        sendPage(res, 200, 'appointment/cannot-come', reader, {
          ...pageOf(req, view, reader),
          title: reader.words.noComeTitle,
        });
    }),
    decline: own((req, res, view) => decline(deps, req, res, view)),
    file: own((_req, res, view) => {
      const { id, at, sequence, calledOff, now: writtenAt, settings: clinic } = view;
      const on = view.wholeDay ? localDateAt(view.timeZone, at) : null;
      const file = deps.appointmentFile({ ...{ id, at, on, sequence, calledOff, writtenAt, clinic } });
      res.attachment('appointment.ics').type('text/calendar; charset=utf-8; method=PUBLISH').send(file);
    }),
  };
}

const codeOf = (req: Request): string => String(req.params.code);
const address = (req: Request): string => goOf(codeOf(req));
const mayRead = (view: AppointmentView): boolean => !view.settings.askBirthday || view.isKnown;

/** Up to the end of its day: whoever is late still finds the way. */
const isToCome = ({ at, timeZone, now, calledOff }: AppointmentView): boolean =>
  !calledOff && now < startOfDay(timeZone, plusDays(localDateAt(timeZone, at), 1));

async function find({ store }: PatientDeps, req: Request): Promise<AppointmentView | null> {
  const token = cookieOf(req, COOKIE);
  const sessionHash = token === '' ? null : hashOfSecret(token);
  return store.appointments.readAppointment(store.db, {
    linkHash: store.links.linkCodeHash(codeOf(req)),
    sessionHash,
  });
}

function readerOf(deps: PatientDeps, req: Request, view: AppointmentView): Reader {
  const reader = linkReader(deps, view, address(req));
  const { visitWhose: whose, visitSkip: skipToContent } = reader.words;
  return { ...reader, words: { ...reader.words, whose, skipToContent } };
}

/** On the clinic's wall, which is named to whoever lives by another one. */
function whenText(deps: PatientDeps, view: AppointmentView, at: number, { language }: Reader): string {
  const zone = view.settings.timeZone;
  if (view.wholeDay) return day(at, view.timeZone, language);
  const hours = dayAndHour(at, zone, language);
  if (view.timeZone === zone) return hours;
  return fill(textIn(deps.catalogue.patientTexts, language).text.hours.inZone, { hours, place: placeOf(zone) });
}

function askBirthday(req: Request, res: Response, reader: Reader): void {
  const { fault } = req.query;
  const { words } = reader;
  sendPage(res, 200, 'appointment/birthday', reader, {
    title: words.visitCaption,
    action: address(req),
    fault: fault === 'birthdayEmpty' || fault === 'birthdayWrong' ? words[fault] : null,
    field: 'day',
  });
}

const pageOf = (req: Request, view: AppointmentView, reader: Reader) => ({
  action: address(req),
  back: address(req),
  clinicName: view.settings.publicName,
  declined: view.declinedAt !== null ? reader.words.declined : null,
});

function showAppointment(deps: PatientDeps, req: Request, res: Response, view: AppointmentView, reader: Reader): void {
  const { words, language } = reader;
  const when = whenText(deps, view, view.at, reader);
  const items = deps.catalogue.prepare(view.pathway.id, view.language);
  const visiting = textIn(view.settings.texts, view.language).text.visiting ?? { where: [], gettingIn: [] };
  const toCome = isToCome(view);
  const title = toCome ? when : view.calledOff ? words.visitOff : words.visitOver;
  const isMoved = view.toldAt !== view.at && toCome;
  sendPage(res, 200, 'appointment/page', reader, {
    ...pageOf(req, view, reader),
    ...{ back: null, title, when, toCome, calledOff: view.calledOff, visiting, text: view.text },
    moved: isMoved ? fill(words.visitMoved, { when: whenText(deps, view, view.toldAt, reader) }) : null,
    ready: view.prepare.flatMap((id) =>
      items[id] === undefined ? [] : [{ id, label: items[id], done: view.ready.includes(id) }],
    ),
    questions: view.questions ?? '',
    saved: req.query.saved === '1',
    fault: req.query.fault === 'long' ? words.visitTooLong : null,
    field: 'questions',
    language,
  });
}

async function start(deps: PatientDeps, req: Request, res: Response, view: AppointmentView): Promise<void> {
  const { store } = deps;
  const linkHash = store.links.linkCodeHash(codeOf(req));
  const fault = mayRead(view) ? null : await birthdayFault(deps, linkHash, req.body);
  if (fault === null && !mayRead(view)) {
    const token = newSecret();
    const session = { tokenHash: hashOfSecret(token), linkHash, hours: SESSION_HOURS };
    await store.transact(store.db, (tx) => store.patientSessions.startPatientSession(tx, session));
    const secure = deps.config.publicUrl.startsWith('https:');
    setCookie(res, COOKIE, token, { path: address(req), secure, hours: SESSION_HOURS });
  }
  res.redirect(303, fault === null ? address(req) : `${address(req)}?fault=${fault}`);
}

const questionsOf = note('what you want to ask');

/** Ticks and questions are one form with one button: what was shown is what is kept. */
async function prepare(deps: PatientDeps, req: Request, res: Response, view: AppointmentView): Promise<void> {
  const { ready: ticked, questions: typed } = (req.body ?? {}) as Record<string, unknown>;
  const ready = view.prepare.filter((id) => [ticked].flat().includes(id));
  const text = typeof typed === 'string' ? typed.trim() : '';
  const questions = text === '' ? null : questionsOf.safeParse(text);
  if (questions !== null && !questions.success) {
    res.redirect(303, `${address(req)}?fault=long`);
    return;
  }
  const { store } = deps;
  await store.transact(store.db, async (tx) => {
    await store.facts.lockPatient(tx, view.patientId);
    await store.appointments.keepPrepared(tx, view, { ready, questions: questions?.data ?? null });
  });
  res.redirect(303, `${address(req)}?saved=1`);
}

/** It calls nothing off: the fact opens a task, and the page says what happens next. Pressing again changes nothing. */
async function decline(deps: PatientDeps, req: Request, res: Response, view: AppointmentView): Promise<void> {
  const { store } = deps;
  const quiet = await store
    .transact(store.db, async (tx) => {
      await store.facts.lockPatient(tx, view.patientId);
      const now = await store.appointments.readAppointment(tx, {
        linkHash: store.links.linkCodeHash(codeOf(req)),
        sessionHash: null,
      });
      if (now === null || now.isOver || now.declinedAt !== null || !isToCome(now)) return true;
      const locked = await store.facts.lockEnrolment(tx, deps.rules, view.enrolmentId);
      const fact = { type: 'appointment.declined', data: { appointment: view.key }, recordedBy: 'patient' } as const;
      const recorded = await store.facts.recordFact(tx, locked, fact);
      await store.appointments.markDeclined(tx, view.id, locked.now);
      return recorded.quiet;
    })
    .catch((error: unknown) => {
      // Moved, called off or over in this very moment: the page says how it stands.
      if (error instanceof DomainError && error.code === 'not-possible-now') return true;
      throw error;
    });
  if (!quiet) deps.engine.nudgeEnrolment(view.enrolmentId, 'appointment.declined');
  res.redirect(303, address(req));
}
