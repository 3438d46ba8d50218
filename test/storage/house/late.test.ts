import { sql } from 'kysely';
import { alone, findLate, stampNudged } from '../../../src/storage/house/late';
import { createLedgerFixture, type LedgerFixture } from '../../support/ledger-fixture';

let f: LedgerFixture;
beforeEach(async () => {
  f = await createLedgerFixture();
});
afterEach(() => f.close());

const lateEnrolments = (most = 500) => findLate(f.db, 'enrolment', 30, most);
const ago = (seconds: number) => sql`clinic_now(clinic_id) - ${seconds} * interval '1 second'`;

async function enrolmentLate(seconds: number): Promise<string> {
  const { enrolment } = await f.enrol();
  await sql`update enrolment set wake_at = ${ago(seconds)} where id = ${enrolment}`.execute(f.db);
  return enrolment;
}

test('a late wake is found until it was nudged, and again after a minute of the wall clock', async () => {
  const late = await enrolmentLate(40);

  expect([await lateEnrolments(), await lateEnrolments()]).toEqual([[late], [late]]);
  await stampNudged(f.db, 'enrolment', [late]);
  expect(await lateEnrolments()).toEqual([]);
  await sql`update enrolment set nudged_at = nudged_at - interval '61 seconds'`.execute(f.db);
  expect(await lateEnrolments()).toEqual([late]);
});

test('a wake that is not late yet is left alone', async () => {
  await enrolmentLate(5);

  expect(await lateEnrolments()).toEqual([]);
});

test('only so many are under way at once', async () => {
  const late = [await enrolmentLate(60), await enrolmentLate(50), await enrolmentLate(40)];

  expect(await lateEnrolments(2)).toEqual(late.slice(0, 2));
  await stampNudged(f.db, 'enrolment', late.slice(0, 2));
  expect(await lateEnrolments(2)).toEqual([]);
  await sql`update enrolment set wake_at = null, nudged_at = null where id = ${late[0]}`.execute(f.db);
  expect(await lateEnrolments(2)).toEqual([late[2]]);
});

test('what is nudged in vain again and again stands behind what was never nudged', async () => {
  const stuck = await enrolmentLate(4000);
  await sql`update enrolment set nudges = 3, nudged_at = clock_timestamp() - interval '1 hour'`.execute(f.db);
  const fresh = await enrolmentLate(40);

  expect(await lateEnrolments()).toEqual([fresh, stuck]);
});

test('a ladder past its deadline is found, a resolved one is not', async () => {
  const { patient } = await f.enrol();
  const open = await f.escalate(patient);
  await sql`update escalation set next_due_at = ${ago(40)} where id = ${open}`.execute(f.db);

  expect(await findLate(f.db, 'escalation', 30, 500)).toEqual([open]);
  await sql`update escalation set status = 'resolved' where id = ${open}`.execute(f.db);
  expect(await findLate(f.db, 'escalation', 30, 500)).toEqual([]);
});

test('one sweeps at a time, and the next may as soon as it has ended, well or not', async () => {
  let inner: unknown = 'not tried';
  const outer = await alone(f.db, async () => {
    inner = await alone(f.db, () => Promise.resolve('second'));
    return 'first';
  });
  const failing = alone(f.db, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');

  expect({ outer, inner, after: await alone(f.db, () => Promise.resolve('third')) }).toEqual({
    outer: 'first',
    inner: null,
    after: 'third',
  });
});
