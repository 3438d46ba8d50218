import { sql } from 'kysely';
import { lastHere, openedBy } from '../../../src/storage/house/looks';
import { createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { looked } from '../../support/looked';

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
    lastMinutesAgo: async () => {
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

describe('G-9 who has something open', () => {
  const subject = '0190a0a0-0000-7000-8000-000000000001';
  const read = 'GET /enrolments/:id';
  let staff = 0;
  const person = async (name: string, more: { clinic_id?: string; active?: boolean } = {}): Promise<string> => {
    staff += 1;
    const row = { clinic_id: f.clinicId, name, role: 'clinician', email: `p${String(staff)}@example.test`, ...more };
    const made = f.db.insertInto('staff_member').values(row).returning('id');
    return (await made.executeTakeFirstOrThrow()).id;
  };
  const opens = (principal: string, ago: string, lasting?: string, of: object = {}) =>
    looked(f.db, f.clinicId, {
      ...{ principal, action: read, subject, ago },
      ...(lasting === undefined ? {} : { lasting }),
      ...of,
    });
  const open = async (except: string | null) => {
    const people = await openedBy(f.db, { clinicId: f.clinicId, action: read, subject, except });
    const now = await f.now();
    return people.map(({ name, since }) => [name, Math.round((now - since) / MINUTE)]);
  };

  test('is told by name and since when, longest first, and never to themselves', async () => {
    const [lee, shah] = [await person('Dr Lee'), await person('Priya Shah')];
    await opens(lee, '50 minutes', '1 minute');
    await opens(lee, '24 minutes', '14 minutes');
    await opens(lee, '8 minutes', '7 minutes');
    await opens(shah, '3 minutes');

    expect(await open(null)).toEqual([
      ['Dr Lee', 24],
      ['Priya Shah', 3],
    ]);
    expect(await open(lee)).toEqual([['Priya Shah', 3]]);
  });

  test('nobody who looked long ago, at something else, in vain, has left, or is of another clinic', async () => {
    const { clinicId } = await f.otherClinic('lead');
    const before = await open(null);
    await opens(await person('Long ago'), '31 minutes', '14 minutes');
    await opens(await person('Elsewhere'), '1 minute', undefined, { subject: '0190a0a0-0000-7000-8000-000000000002' });
    await opens(await person('Another read'), '1 minute', undefined, { action: 'GET /enrolments/:id/timeline' });
    await opens(await person('Left', { active: false }), '1 minute');
    await opens(await person('Next door', { clinic_id: clinicId }), '1 minute');

    expect(await open(null)).toEqual(before);
  });
});
