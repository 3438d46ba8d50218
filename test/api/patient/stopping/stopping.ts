import { sql } from 'kysely';
import request from 'supertest';
import { localDateAt, plusDays, startOfDay } from '../../../../src/domain/calendar/calendar';
import type { PatientAtHome } from '../patient-at-home';

/** What a patient does with the way to stop, and what the rows then say. */
export function stoppingAt(home: PatientAtHome) {
  const { db, store } = home;
  const now = () => store.clock.clinicNow(db, home.clinicId);
  return {
    address: () => `/go/${home.code}/stop`,
    press: (choice: string) =>
      request(home.app).post(`/go/${home.code}/stop`).type('form').send({ choice }).redirects(1),
    /** What the worker does after the nudge. */
    step: (enrolmentId = home.enrolmentId): Promise<unknown> =>
      store.transact(db, async (tx) =>
        store.advance.advanceLocked(tx, await store.facts.lockEnrolment(tx, home.deps.rules, enrolmentId)),
      ),
    facts: (type: string) =>
      db.selectFrom('event').select(['type', 'data', 'recorded_by']).where('type', '=', type).orderBy('seq').execute(),
    tasks: () =>
      db.selectFrom('task').select(['kind', 'team', 'due_at']).where('status', '=', 'open').orderBy('kind').execute(),
    messages: () =>
      db.selectFrom('message').select(['key', 'state', 'reason', 'due_at']).orderBy('due_at').orderBy('key').execute(),
    shown: () =>
      db
        .selectFrom('text_shown')
        .select(['text', 'version', 'language', 'settings_version', 'check_in_id', 'patient_id'])
        .orderBy('id')
        .execute(),
    askBirthday: () => sql`update clinic set settings = settings || '{"askBirthday": true}'`.execute(db),
    now,
    inWeeks: async (weeks: number): Promise<number> =>
      startOfDay('Europe/London', plusDays(localDateAt('Europe/London', await now()), 7 * weeks)),
  };
}
