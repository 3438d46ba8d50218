import { join } from 'node:path';
import express, { type Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { calendarFile } from '../../../src/mail/calendar-file';
import { addressOf } from '../../../api/patient/reader';
import { createPatientRouter } from '../../../api/patient/router';
import type { PatientDeps } from '../../../api/patient/serving';
import { loadClinic } from '../../../src/catalogue/clinic/load-clinic';
import type { ClinicSettings } from '../../../src/domain/words/clinic';
import { DAY, HOUR } from '../../../src/domain/words/time';
import { connect, type Db } from '../../../src/storage/tx/connection';
import { createLinkCode } from '../../../src/storage/check-in/links';
import { createStore, type Store } from '../../../src/storage/store';
import { createTestDatabase } from '../../support/servers/database';
import { root, shippedCatalogue } from '../../support/care/shipped';
import { setClinicClock, TEST_DAY } from '../../support/care/test-day';

export type PatientAtHome = {
  app: Express;
  deps: PatientDeps;
  db: Db;
  store: Store;
  /** What was nudged, in order: `escalation`, `dispatch urgent`, `enrolment <because>`. */
  nudges: string[];
  code: string;
  clinicId: string;
  patientId: string;
  enrolmentId: string;
  checkIn: { id: string; key: string; opensAt: number; closesAt: number };
  /** Where the pages of the check-in stand. */
  at: string;
  passTo(instant: number): Promise<void>;
  close(): Promise<void>;
};

const catalogue = shippedCatalogue();

/** A clinic on TEST_DAY, with one patient whose first weekly check-in opened an hour ago: warning signs, PEG, RMDQ-24. */
export async function patientAtHome(
  settings: Partial<ClinicSettings> = {},
  change: (deps: PatientDeps) => PatientDeps = (deps) => deps,
): Promise<PatientAtHome> {
  const database = await createTestDatabase();
  const db = connect(database.url, { max: 6 });
  const store = createStore(db);
  const clinic = { ...loadClinic(join(root, 'clinic', 'demo.yaml'), catalogue.instruments), ...settings };
  const { clinicId, patientId } = await admit(db, clinic);
  await setClinicClock(db, TEST_DAY - DAY);
  const enrolmentId = await enrol(store, clinicId, patientId);
  const weekly = await firstCheckIn(db, enrolmentId, '/weekly@');
  await store.demoClock.moveClock(db, clinicId, weekly.opensAt + HOUR);
  const code = await linkTo(store, weekly.id);

  const nudges: string[] = [];
  const deps = change({
    store,
    rules: catalogue.rules,
    catalogue,
    engine: {
      nudgeEnrolment: (_id, because) => nudges.push(`enrolment ${because ?? ''}`),
      nudgeEscalation: () => nudges.push('escalation'),
      nudgeDispatch: (lane) => nudges.push(`dispatch ${lane}`),
      wake: () => Promise.resolve(true),
      isReachable: () => Promise.resolve(true),
      close: () => Promise.resolve(),
    },
    log: pino({ level: 'silent' }),
    appointmentFile: (appointment) => calendarFile({ ...appointment, address: 'no-reply@clinic.test' }),
    config: { publicUrl: 'http://clinic.test' },
  });
  const app = express().use(createPatientRouter(deps));
  return {
    ...{ app, deps, db, store, nudges, code, clinicId, patientId, enrolmentId, checkIn: weekly },
    at: addressOf(weekly),
    passTo: async (instant) => {
      await store.demoClock.moveClock(db, clinicId, instant);
    },
    close: async () => {
      await db.destroy();
      await database.drop();
    },
  };
}

async function admit(db: Db, settings: ClinicSettings): Promise<{ clinicId: string; patientId: string }> {
  const { id: clinicId } = await db
    .insertInto('clinic')
    .values({ name: 'Test clinic', settings: JSON.stringify(settings) })
    .returning('id')
    .executeTakeFirstOrThrow();
  const pathway = catalogue.pathway('post-laminectomy-syndrome', 1);
  await db
    .insertInto('pathway_version')
    .values({
      pathway_id: pathway.id,
      version: pathway.version,
      state: 'draft',
      content_hash: '-',
      content: JSON.stringify(pathway),
    })
    .onConflict((oc) => oc.doNothing())
    .execute();
  const { id: patientId } = await db
    .insertInto('patient')
    .values({
      clinic_id: clinicId,
      reference: 'A-1001',
      family_name: 'Okafor',
      given_name: 'Ada',
      born_on: '1970-05-14',
      time_zone: 'Europe/London',
      language: 'en',
      preferred_time: '09:00',
      email: 'ada@example.test',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { clinicId, patientId };
}

/** As the house does it: the first fact, then the step that plans the check-ins. Usable again for a second enrolment. */
export async function enrol(store: Store, clinicId: string, patientId: string): Promise<string> {
  return store.transact(store.db, async (tx) => {
    await store.facts.lockPatient(tx, patientId);
    const at = await store.clock.clinicNow(tx, clinicId);
    const pathway = catalogue.pathway('post-laminectomy-syndrome', 1);
    const id = await store.enrolments.openEnrolment(tx, { clinicId, patientId, pathway, careTeam: {}, at });
    const reach = { timeZone: 'Europe/London', preferredTime: '09:00', language: 'en', hasEmail: true, hasPhone: true };
    await store.facts.recordFact(tx, await store.facts.lockEnrolment(tx, catalogue.rules, id), {
      type: 'enrolment.started',
      data: { reach, consent: { email: true } },
      recordedBy: 'system',
    });
    await store.advance.advanceLocked(tx, await store.facts.lockEnrolment(tx, catalogue.rules, id));
    return id;
  });
}

async function firstCheckIn(db: Db, enrolmentId: string, name: string): Promise<PatientAtHome['checkIn']> {
  return db
    .selectFrom('check_in')
    .select(['id', 'key', 'opens_at as opensAt', 'closes_at as closesAt'])
    .where('enrolment_id', '=', enrolmentId)
    .where('key', 'like', `%${name}%`)
    .orderBy('opens_at')
    .executeTakeFirstOrThrow();
}

export async function linkTo(store: Store, checkInId: string): Promise<string> {
  const code = createLinkCode();
  const { id: messageId } = await store.db
    .selectFrom('message')
    .select('id')
    .where('check_in_id', '=', checkInId)
    .orderBy('due_at')
    .executeTakeFirstOrThrow();
  await store.db
    .insertInto('link')
    .values({ code_hash: store.links.linkCodeHash(code), check_in_id: checkInId, message_id: messageId })
    .execute();
  return code;
}

/** The same check-in asked anew: other forms, nothing answered. The next step would ask by the pathway again. */
export async function askInstead({ db, checkIn }: PatientAtHome, ...forms: string[]): Promise<void> {
  await db.deleteFrom('score').where('check_in_id', '=', checkIn.id).execute();
  await db.deleteFrom('answer').where('check_in_id', '=', checkIn.id).execute();
  await db
    .updateTable('check_in')
    .set({ ask: JSON.stringify(forms) })
    .where('id', '=', checkIn.id)
    .execute();
}

/** What the worker would do: the step, under the locks. */
export async function step({ store, deps, enrolmentId }: PatientAtHome): Promise<void> {
  await store.transact(store.db, async (tx) => {
    await store.advance.advanceLocked(tx, await store.facts.lockEnrolment(tx, deps.rules, enrolmentId));
  });
}

/** Day and night, so that a test does not depend on the day it runs. */
export const always = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '23:59' }));

/** A cookie jar, and where the pages are that it was started for. */
export type Browser = ReturnType<typeof request.agent> & { at: string };

/** A browser that has pressed Start: a cookie jar of its own. */
export async function started(home: PatientAtHome): Promise<Browser> {
  const browser = request.agent(home.app);
  const answer = await browser.post(`/go/${home.code}`).type('form').send({}).expect(303);
  return Object.assign(browser, { at: String(answer.headers.location) });
}

/** The hidden field that says which question a page asks. */
const questions = ['red-flags@2', 'peg@1/1', 'peg@1/2', 'peg@1/3', 'rmdq-24@1'] as const;

/** Posts a page as a browser would. */
export function fill(browser: Browser, n: number, fields: Record<string, string | string[]>) {
  return browser
    .post(`${browser.at}/q/${n}`)
    .type('form')
    .send({ question: questions[n - 1], ...fields });
}

/** All five pages, one value for the three scales, nothing ticked. */
export async function fillAll(browser: Browser, value: string): Promise<void> {
  await fill(browser, 1, { none: '1' }).expect(303);
  for (const n of [2, 3, 4]) await fill(browser, n, { answer: value }).expect(303);
  await fill(browser, 5, { none: '1' }).expect(303);
}

/** Every row of every table, as one text: equal before and after means that nothing changed. */
export async function everything(db: Db): Promise<string> {
  const tables = await db.introspection.getTables();
  const names = tables.map(({ name }) => name).sort();
  const parts = await Promise.all(
    names.map(async (name) => {
      const rows = await db
        .selectFrom(name as 'answer')
        .selectAll()
        .execute();
      return `${name}\n${rows
        .map((row) => JSON.stringify(row))
        .sort()
        .join('\n')}`;
    }),
  );
  return parts.join('\n');
}

export async function answersIn(home: PatientAtHome) {
  return home.db
    .selectFrom('answer')
    .select(['instrument', 'item', 'revision', 'value', 'late'])
    .where('check_in_id', '=', home.checkIn.id)
    .orderBy('instrument')
    .orderBy('item')
    .orderBy('revision')
    .execute();
}
