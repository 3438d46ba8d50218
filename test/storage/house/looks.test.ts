import { sql } from 'kysely';
import { lastHere } from '../../../src/storage/house/looks';
import { createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { looked } from '../../support/care/looked';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const action = 'GET /worklist';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(() => f.close());

let people = 0;
/** Somebody new, and how long before now, in whole minutes, they were last here. */
function somebody() {
  people += 1;
  const principal = `somebody ${String(people)}`;
  return {
    looks: (ago: string, lasting?: string) =>
      looked(f.db, f.clinicId, { principal, action, ago, ...(lasting === undefined ? {} : { lasting }) }),
    async lastMinutesAgo() {
      const at = await lastHere(f.db, { clinicId: f.clinicId, principal, action });
      return at === null ? null : Math.round(((await f.now()) - at) / MINUTE);
    },
  };
}

test('C1-8 whoever comes for the first time was never here, and stays so for the whole first visit', async () => {
  const { looks, lastMinutesAgo } = somebody();
  const before = await lastMinutesAgo();
  await looks('20 minutes', '14 minutes');
  await looks('5 minutes');

  expect([before, await lastMinutesAgo()]).toEqual([null, null]);
});

test('C1-8 yesterday’s visit ends when it was last read, and what this visit reads by itself does not move that', async () => {
  const { looks, lastMinutesAgo } = somebody();
  await looks('25 hours', '15 minutes');
  await looks('1485 minutes', '14 minutes');
  const before = await lastMinutesAgo();
  await looks('40 minutes', '14 minutes');
  await looks('25 minutes', '14 minutes');
  await looks('10 minutes', '10 minutes');

  expect([before, await lastMinutesAgo()]).toEqual([1471, 1471]);
});

test('C1-8 three weeks away are three weeks, and of several visits the last before this one counts', async () => {
  const { looks, lastMinutesAgo } = somebody();
  await looks('60 days');
  await looks('21 days');

  expect(await lastMinutesAgo()).toBe((21 * DAY) / MINUTE);
});

test('C1-8 of a clinic whose clock was moved since, facts say what time it was there when somebody was last here', async () => {
  const { looks, lastMinutesAgo } = somebody();
  const { id } = await f.enrolled();
  await looks('2 hours');
  // Written three hours ago, when it was a day earlier at the clinic than now, and again since.
  const written = (ago: string, recorded: Date, seq: number) =>
    sql`insert into event (id, enrolment_id, seq, type, data, occurred_at, recorded_at, recorded_by, settings_version)
      values (uuidv7(${ago}::interval), ${id}, ${seq}, 'note.made', '{}', ${recorded}, ${recorded}, 'x', 1)`.execute(
      f.db,
    );
  const now = await f.now();
  await written('-3 hours', new Date(now - DAY), 901);
  await written('-1 hour', new Date(now - MINUTE), 902);

  expect(await lastMinutesAgo()).toBe((DAY - 60 * MINUTE) / MINUTE);
});
