import { instantAt, localDateAt, plusDays, weekdayOf } from '../../../src/domain/calendar/calendar';
import { rebuild } from '../../../src/domain/step/rebuild';
import { HOUR } from '../../../src/domain/words/time';
import { askInstead, type Browser, type PatientAtHome, patientAtHome } from './patient-at-home';

const london = 'Europe/London';

export const post = (browser: Browser, n: number, question: string, fields: object) =>
  browser
    .post(`${browser.at}/q/${n}`)
    .type('form')
    .send({ question, ...fields });
export const noFlags = (browser: Browser) => post(browser, 1, 'red-flags@2', { none: '1' });
export const send = (browser: Browser) => browser.post(`${browser.at}/check`).type('form').send({});

/**
 * A patient who is asked these forms in a clinic that is open Monday to Friday from nine to five, the window to four, with
 * no holiday on whatever day this runs.
 */
export async function visitsOf(forms: string[], change?: Parameters<typeof patientAtHome>[1]) {
  const home: PatientAtHome = await patientAtHome({ holidays: [] }, change);
  const { db, store, deps, enrolmentId } = home;
  await askInstead(home, ...forms);
  let tuesday = localDateAt(london, home.checkIn.opensAt + 2 * HOUR);
  while (weekdayOf(tuesday) !== 2 || instantAt(london, tuesday, '09:00') < home.checkIn.opensAt + 2 * HOUR) {
    tuesday = plusDays(tuesday, 1);
  }
  const at = (time: string, daysLater: number) => instantAt(london, plusDays(tuesday, daysLater), time);

  async function snapshot() {
    const row = await db.selectFrom('enrolment').select('snapshot').executeTakeFirstOrThrow();
    if (row.snapshot === null) throw new Error('the enrolment has not been looked at yet');
    return row.snapshot;
  }

  return {
    home,
    at,
    /** The patient sits down on the Tuesday of the check-in's week, or some days after it. */
    async comeAt(time: string, daysLater = 0): Promise<number> {
      const instant = at(time, daysLater);
      await home.passTo(instant);
      return instant;
    },
    facts: (type: string) => db.selectFrom('event').select('data').where('type', '=', type).execute(),
    tasks: (kind: string) => db.selectFrom('task').select(['status', 'due_at']).where('kind', '=', kind).execute(),
    putOff: () =>
      db
        .selectFrom('check_in')
        .select(['id', 'key', 'ask', 'opens_at', 'closes_at', 'status'])
        .where('key', 'like', '%.deferred@%')
        .execute(),
    snapshot,
    /** The state from nothing but the facts. */
    async rebuilt() {
      const { now } = await snapshot();
      return store.transact(db, async (tx) => {
        const { rules } = await store.facts.lockEnrolment(tx, deps.rules, enrolmentId);
        const events = await store.facts.undigested(tx, { enrolmentId, digestedSeq: 0 });
        return rebuild(rules, events, { now, observed: [] });
      });
    },
  };
}
