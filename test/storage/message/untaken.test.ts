import { sql } from 'kysely';
import type { Outcome } from '../../../src/domain/words/message';
import { openUntakenTasks } from '../../../src/storage/message/messages';
import { ago, createLedgerFixture, type LedgerFixture } from '../../support/ledger-fixture';
import { accepted, createLedgerMoves } from '../../support/ledger-moves';

const DAY = 1440 * 60_000;
const mailboxFull: Outcome = { outcome: 'deferred', code: 552, status: '5.2.2' };

let f: LedgerFixture;
let moves: ReturnType<typeof createLedgerMoves>;

beforeAll(async () => {
  f = await createLedgerFixture();
  moves = createLedgerMoves(f);
  await sql`update clinic set settings = settings || '{"staffedHours": [], "holidays": []}'`.execute(f.db);
});
beforeEach(async () => {
  await moves.emptyLedger();
  await f.db.deleteFrom('task').execute();
});
afterAll(() => f.close());

/** A prompt that was put off for the third time, a day and an hour after it was first due. */
async function putOff() {
  const owner = await f.enrol();
  const id = await f.planMail(owner, { attempts: 2, first_due_at: ago(DAY + 3_600_000) });
  await f.set('check_in', owner.checkIn, { closes_at: ago(-60_000) });
  const { attemptId } = await moves.attemptOne();
  await f.set('check_in', owner.checkIn, { closes_at: ago(-6 * DAY) });
  await moves.settle(attemptId, mailboxFull, owner.email);
  return { ...owner, id };
}
async function anotherIsTaken() {
  const other = await f.enrol();
  await f.planMail(other);
  const { attemptId } = await moves.attemptOne();
  await moves.settle(attemptId, accepted, other.email);
}
const look = () => f.db.transaction().execute((tx) => openUntakenTasks(tx, f.clinicId));
const tasks = () => f.db.selectFrom('task').select(['kind', 'status', 'team', 'patient_id']).execute();

test('a mailbox that was full for a day is a task for the coordinators, once', async () => {
  const { patient } = await putOff();
  await anotherIsTaken();

  expect([await look(), await look()]).toEqual([1, 0]);

  expect(await tasks()).toEqual([
    { kind: 'mail-not-taken', status: 'open', team: 'coordinators', patient_id: patient },
  ]);
});

test('while nobody’s mail is taken it is an alarm of the operators, and no task', async () => {
  await putOff();

  expect(await look()).toBe(0);
});

test('the task closes by itself when the mail is taken', async () => {
  const { id } = await putOff();
  await anotherIsTaken();
  await look();
  await f.set('message', id, { state: 'accepted' });

  await look();

  expect(await tasks()).toMatchObject([{ status: 'closed' }]);
});
