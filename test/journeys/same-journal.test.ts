import { instantAt, plusDays } from '../../src/domain/calendar/calendar';
import type { JournalEntry } from '../../src/domain/words/effect';
import { MINUTE } from '../../src/domain/words/time';
import { clockTo, playThrough } from '../support/care/clinic-week';
import { firstOn, london } from '../support/care/facts';
import { openHouse, type House } from '../support/servers/house';
import { ada } from '../support/care/made-up-patients';
import { endDay, play, scripts } from '../support/care/scripted-patient';

const until = instantAt(london, plusDays(firstOn, endDay + 10), '12:00');

/** A person types for some seconds and the core does not: what an event did is compared by the minute. */
const comparable = (entries: JournalEntry[]) =>
  entries.map(({ at, inputs, ...entry }) => ({
    ...entry,
    at: Math.floor(at / MINUTE) * MINUTE,
    inputs: inputs.map(({ name, value }) => ({ name, value })),
  }));

describe('the same patient through the pure core and through the real engine', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ at: instantAt(london, '2026-11-20', '10:00') });
  });
  afterAll(() => house.close());

  it('gives the same journal', async () => {
    const email = 'same@example.test';
    const { body } = await house.people.coordinator.post<{ id: string }>('/enrolments', ada({ email }));
    await playThrough(house, [{ enrolmentId: body.id, email, script: scripts.succeeds }]);
    await clockTo(house, until);
    const { settings } = await house.store.db.selectFrom('clinic').select('settings').executeTakeFirstOrThrow();

    const written = await house.store.db
      .selectFrom('journal')
      .select('entry')
      .where('enrolment_id', '=', body.id)
      .orderBy('n')
      .execute();
    const rules = house.rules({ id: 'post-laminectomy-syndrome', version: 1 }, settings);

    expect(comparable(written.map((row) => row.entry))).toEqual(
      comparable(play(rules, scripts.succeeds, { until }).entries),
    );
  });
});
