import { sql } from 'kysely';
import { type PagingTest, stepsOf, testedWords } from '../../../src/domain/escalation/paging-test';
import { HOUR, MINUTE } from '../../../src/domain/words/time';
import type { Handover, Outcome } from '../../../src/domain/words/message';
import { dueBy } from '../../../src/storage/house/demo-clock';
import { outbox } from '../../../src/storage/house/operations';
import { pulseOf } from '../../../src/storage/house/pulse';
import { toldOf } from '../../../src/storage/escalation/around';
import { climb } from '../../../src/storage/escalation/climb';
import * as ledger from '../../../src/storage/message/messages';
import { askPagingTest, newestPagingTests, ownPagingTest, reachedBy } from '../../../src/storage/rota/paging-tests';
import { findLate } from '../../../src/watch/checks';
import { createLadderFixture, type LadderFixture } from '../../support/ladder-fixture';
import { accepted, ambiguous, deferred, noSuchMailbox } from '../../support/ledger-moves';

type Own = { clinicId: string; staffId: string };

let f: LadderFixture;
let clinic: Awaited<ReturnType<LadderFixture['aClinic']>>;
beforeAll(async () => {
  f = await createLadderFixture();
});
beforeEach(async () => {
  await f.db.deleteFrom('message_attempt').execute();
  await f.db.deleteFrom('message').execute();
  clinic = await f.aClinic();
});
afterAll(() => f.close());

const ask = (own: Own) => f.within((tx) => askPagingTest(tx, own));
const newest = async (own: Own): Promise<PagingTest> => {
  const test = (await newestPagingTests(f.db, own.clinicId, own.staffId)).get(own.staffId);
  if (!test) throw new Error('there is no test');
  return test;
};
const handOver = async (): Promise<Handover[]> =>
  ledger.beginAttempts(f.db, await ledger.claimDue(f.db, { lane: 'urgent', limit: 50, leaseSeconds: 60 }), 180);
/** Hands over everything that is due, each with this answer. */
const answered = async (outcome: Outcome): Promise<Handover[]> => {
  const begun = await handOver();
  await ledger.settle(
    f.db,
    begun.map(({ attemptId, to }) => ({ attemptId, to, outcome })),
  );
  return begun;
};
/** Presses, and does as if it had been so long ago by the wall clock; the id of the test. */
async function asked(own: Own, minutesAgo: number): Promise<string> {
  await ask(own);
  const { rows } = await sql<{ id: string }>`
    with moved as (
      insert into paging_test (id, clinic_id, staff_id, asked_at, addresses_hash)
      select uuidv7(${-minutesAgo} * interval '1 minute'), clinic_id, staff_id, asked_at, addresses_hash from paging_test
      where staff_id = ${own.staffId} order by id desc limit 1 returning id
    ) select id from moved`.execute(f.db);
  const id = rows[0]?.id ?? '';
  const former = sql`(select id from paging_test where staff_id = ${own.staffId} and id <> ${id} order by id desc limit 1)`;
  await sql`update message set paging_test_id = ${id} where paging_test_id = ${former}`.execute(f.db);
  await sql`delete from paging_test where id = ${former}`.execute(f.db);
  return id;
}

const lines = async (own: Own) =>
  stepsOf(await newest(own), await clinic.now()).map(({ words, advice }) => [words, advice?.split(':')[0] ?? null]);

describe('a test of the paging', () => {
  test('leaves on every channel of whoever asks, marked as what it is, and for nobody else', async () => {
    const lee = await clinic.staff('clinician', { pager_url: 'https://pager.test/lee' });
    await clinic.staff('lead');

    await ask(lee);
    const begun = await answered(accepted);

    const { email } = await f.db
      .selectFrom('staff_member')
      .select('email')
      .where('id', '=', lee.staffId)
      .executeTakeFirstOrThrow();
    expect(begun.map(({ channel, to }) => [channel, to]).sort()).toEqual([
      ['mail', email],
      ['webhook', 'https://pager.test/lee'],
    ]);
    expect(begun.every(({ template, test, alert }) => template === 'paging-test' && test !== null && !alert)).toBe(
      true,
    );
    expect(await lines(lee)).toEqual([
      ['Asked', null],
      ['Accepted by the mail server', null],
      ['Accepted by the pager’s service', null],
      ['Not opened yet', null],
      ['Not acknowledged yet', null],
    ]);
  });

  test('is nobody’s work: no item, no count, no task, no line of the outbox, and of no patient', async () => {
    const lee = await clinic.staff('clinician', { email: 'gone@example.test' });
    const before = await pulseOf(f.db, clinic.clinicId);
    await ask(lee);
    await answered(noSuchMailbox);

    const after = await pulseOf(f.db, clinic.clinicId);
    expect(after.open).toEqual(before.open);
    // The mark that makes the screens read again moves.
    expect(after.version).not.toBe(before.version);
    expect(await outbox(f.db, clinic.clinicId, (await clinic.now()) - HOUR)).toEqual([]);
    const empty = await Promise.all(
      (['escalation', 'task', 'escalation_step', 'event', 'link'] as const).map((table) =>
        f.db.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(empty.flat()).toEqual([]);
    expect(await dueBy(f.db, clinic, await clinic.now(), 10)).toEqual([]);
  });

  test('a bounce of one marks no patient of the same address', async () => {
    const lee = await clinic.staff('clinician', { email: 'patient-same@example.test' });
    const patientId = await clinic.patient();
    await f.db.updateTable('patient').set({ email: 'patient-same@example.test' }).where('id', '=', patientId).execute();

    await ask(lee);
    const [begun] = await handOver();
    const bounced = await f.within(async (tx) => {
      expect(await ledger.lockPatientOf(tx, begun?.attemptId ?? '')).toBeNull();
      return ledger.settle(tx, [{ attemptId: begun?.attemptId ?? '', to: begun?.to ?? '', outcome: noSuchMailbox }]);
    });

    expect(bounced).toEqual([]);
    const patient = await f.db.selectFrom('patient').selectAll().where('id', '=', patientId).executeTakeFirstOrThrow();
    expect(patient.email_bounced_at).toBeNull();
    expect((await lines(lee))[1]).toEqual([
      'Not accepted by the mail server',
      expect.stringMatching(/^There is no such mailbox\. Ask whoever runs Throughline/),
    ]);
  });

  test('an alert that gave way to another is told by no test that was accepted at that time', async () => {
    const lee = await clinic.staff();
    const now = await clinic.now();
    for (const rota of ['first', 'second', 'manager']) await clinic.shift(rota, lee.staffId, now - HOUR, now + HOUR);
    const { escalationId } = await f.raise(clinic.signal(await clinic.patient()));
    await f.within((tx) => climb(tx, escalationId));
    await f.db
      .updateTable('message')
      .set({ state: 'withheld', reason: 'merged' })
      .where('escalation_id', '=', escalationId)
      .execute();
    await ask(lee);
    await answered(accepted);

    expect((await toldOf(f.db, [escalationId])).get(escalationId) ?? []).toEqual([]);
    await clinic.pass(3 * MINUTE);
    expect(
      (await findLate(f.db)).filter(({ check, id }) => check === 'rung-untold' && id === escalationId),
    ).toHaveLength(1);
  });

  test('without an address it is refused with who mends that, and nothing is written', async () => {
    const lee = await clinic.staff('clinician', { email: null });

    await expect(ask(lee)).rejects.toThrow(
      'Nothing can reach you: no mail address and no pager stands here for you. Ask whoever runs Throughline to enter one',
    );
    expect(await f.db.selectFrom('message').selectAll().execute()).toEqual([]);
  });

  test('two presses at once are one test; the next one may be asked after a minute', async () => {
    const lee = await clinic.staff();

    const both = await Promise.allSettled([ask(lee), ask(lee)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(ask(lee)).rejects.toThrow(/^You paged yourself a moment ago\. Give it a minute: in \d+ seconds/);
  });

  test('a newer one takes the place of one that has not left and of one that was not opened', async () => {
    const lee = await clinic.staff();
    const first = await asked(lee, 2);
    const second = await asked(lee, 0);

    const begun = await answered(accepted);

    expect(begun.map(({ test }) => test?.testId)).toEqual([second]);
    expect((await ownPagingTest(f.db, lee, first)).isNewest).toBe(false);
    await expect(f.within((tx) => reachedBy(tx, lee, first, 'opened'))).rejects.toThrow(
      'You paged yourself again since: open the newer one',
    );
  });

  test.each([
    [deferred, 'Not accepted by the mail server', 'The mail server did not take it (451). It is tried again'],
    [
      { outcome: 'deferred', code: 554, status: '5.7.1' },
      'Not accepted by the mail server',
      'The mail server refuses it (554 5.7.1)',
    ],
    [{ outcome: 'deferred', code: null }, 'Not accepted by the mail server', 'The mail server could not be reached.'],
    [ambiguous, 'No answer from the mail server', 'The line went dead while it was handed over'],
  ] as const)('what the mail server answers is told with its cause: %j', async (outcome, words, cause) => {
    const lee = await clinic.staff();
    await ask(lee);
    await answered(outcome);

    const step = stepsOf(await newest(lee), await clinic.now())[1];
    expect([step?.words, step?.advice]).toEqual([words, expect.stringContaining(cause)]);
  });

  test('is tried again as an alert is, and given up after an hour: nobody is woken by it at three', async () => {
    const lee = await clinic.staff();
    await ask(lee);
    await answered(deferred);
    const { due_at } = await f.db.selectFrom('message').select('due_at').executeTakeFirstOrThrow();
    expect(Math.abs(due_at - (await clinic.now()) - MINUTE / 4)).toBeLessThan(5000);

    await clinic.pass(HOUR);
    expect(await handOver()).toEqual([]);

    expect((await lines(lee))[1]).toEqual([
      'Not accepted by the mail server',
      'Nothing took it within an hour, so it was given up',
    ]);
    const now = await clinic.now();
    expect(testedWords(await newest(lee), 'Europe/London', now)).toMatchObject({ state: 'not-accepted' });
  });

  test('what nothing takes up says so: an alert would wait, too', async () => {
    const lee = await clinic.staff();
    await ask(lee);
    expect((await lines(lee))[1]).toEqual(['Still waiting for the mail server, since', null]);

    await clinic.pass(MINUTE);
    expect((await lines(lee))[1]?.[1]).toMatch(
      /^Whatever sends alerts has not taken it up, so an alert would wait, too/,
    );
  });

  test('whoever acknowledges has opened it; the first time counts; nobody else can', async () => {
    const [lee, sam] = [await clinic.staff(), await clinic.staff()];
    const id = await asked(lee, 0);
    await answered(accepted);
    await expect(f.within((tx) => reachedBy(tx, sam, id, 'opened'))).rejects.toThrow('Somebody else paged themselves');
    const other = await (await f.aClinic()).staff();
    await expect(f.within((tx) => reachedBy(tx, other, id, 'opened'))).rejects.toThrow('There is no such test');
    expect((await newest(lee)).openedAt).toBeNull();

    await clinic.pass(MINUTE);
    const first = await f.within((tx) => reachedBy(tx, lee, id, 'acknowledged'));
    await clinic.pass(HOUR);
    await f.within((tx) => reachedBy(tx, lee, id, 'acknowledged'));

    expect(first.openedAt).toBe(first.acknowledgedAt);
    expect((await newest(lee)).acknowledgedAt).toBe(first.acknowledgedAt);
  });

  test('is kept beside the person, and is worth nothing once the address is another', async () => {
    const lee = await clinic.staff('clinician', { pager_url: 'https://pager.test/lee' });
    const said = async () =>
      testedWords(
        (await newestPagingTests(f.db, clinic.clinicId)).get(lee.staffId) ?? null,
        'Etc/UTC',
        await clinic.now(),
      );
    expect(await said()).toEqual({ state: 'never', words: 'never tested' });

    const id = await asked(lee, 0);
    expect((await said()).words).toBe('being tested now');
    const [mail] = await handOver().then((all) => all.filter(({ channel }) => channel === 'mail'));
    await ledger.settle(f.db, [{ attemptId: mail?.attemptId ?? '', to: mail?.to ?? '', outcome: accepted }]);
    await clinic.pass(2 * HOUR);
    expect((await said()).words).toMatch(/^test of \w{3} \d+ \w{3} was never acknowledged; not taken: pager$/);
    await f.within((tx) => reachedBy(tx, lee, id, 'acknowledged'));
    expect((await said()).words).toMatch(/^tested \w{3} \d+ \w{3}, acknowledged after 2 h; not taken: pager$/);

    await f.db.updateTable('staff_member').set({ email: 'new@example.test' }).where('id', '=', lee.staffId).execute();
    expect((await said()).words).toMatch(/^not tested since the address changed \(test of /);
  });
});
