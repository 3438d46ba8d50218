import { sql } from 'kysely';
import * as late from '../../src/storage/late';
import { createLedgerFixture, type LedgerFixture } from '../support/ledger-fixture';

let f: LedgerFixture;
beforeAll(async () => {
  f = await createLedgerFixture();
});
afterAll(() => f.close());

test('a late wake is claimed once, and again only after a minute of the wall clock', async () => {
  const { enrolment } = await f.enrol();
  await sql`update enrolment set wake_at = clinic_now(clinic_id) - interval '40 seconds' where id = ${enrolment}`.execute(
    f.db,
  );

  const first = await late.claimLateEnrolments(f.db, 30, 500);
  const second = await late.claimLateEnrolments(f.db, 30, 500);
  await sql`update enrolment set nudged_at = nudged_at - interval '61 seconds' where id = ${enrolment}`.execute(f.db);

  expect([first, second, await late.claimLateEnrolments(f.db, 30, 500)]).toEqual([[enrolment], [], [enrolment]]);
});

test('a wake that is not late yet is left alone', async () => {
  const { enrolment } = await f.enrol();
  await sql`update enrolment set wake_at = clinic_now(clinic_id) - interval '5 seconds' where id = ${enrolment}`.execute(
    f.db,
  );

  expect(await late.claimLateEnrolments(f.db, 30, 500)).toEqual([]);
});

test('a ladder past its deadline is claimed, a resolved one is not', async () => {
  const { patient } = await f.enrol();
  const open = await f.escalate(patient);
  await sql`update escalation set next_due_at = clinic_now(clinic_id) - interval '40 seconds' where id = ${open}`.execute(
    f.db,
  );

  expect(await late.claimLateEscalations(f.db, 30, 500)).toEqual([open]);
  await sql`update escalation set status = 'resolved', nudged_at = null where id = ${open}`.execute(f.db);
  expect(await late.claimLateEscalations(f.db, 30, 500)).toEqual([]);
});
