import { sql } from 'kysely';
import { tidy } from '../../../src/storage/house/tidying';
import { ago, createLedgerFixture, type LedgerFixture } from '../../support/ledger-fixture';

const DAY = 1440 * 60_000;

let f: LedgerFixture;

beforeEach(async () => {
  f = await createLedgerFixture();
});
afterEach(() => f.close());

const countOf = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(f.db);
  return rows[0]?.n ?? -1;
};

const keys = (count: number, age: Date) =>
  sql`insert into idempotency_key (principal, method, route, key, body_hash, created_at)
    select 'p', 'POST', '/x', ${age.toISOString()}::text || n, '', ${age} from generate_series(1, ${count}) n`.execute(
    f.db,
  );

const nextDay = () => sql`update tidied set at = at - interval '1 day'`.execute(f.db);

test('what nobody needs any more goes, and what somebody may need stays', async () => {
  const { checkIn } = await f.enrol();
  const old = await f.enrol();
  await f.set('check_in', old.checkIn, { opens_at: ago(410 * DAY), closes_at: ago(401 * DAY) });
  await keys(1, ago(31 * DAY));
  await keys(1, ago(29 * DAY));
  for (const [id, hash] of [
    [checkIn, 'a'],
    [old.checkIn, 'b'],
  ] as const) {
    await sql`insert into link (code_hash, check_in_id, message_id) values (${Buffer.from(hash)}, ${id}, uuidv7())`.execute(
      f.db,
    );
    await sql`insert into patient_session (token_hash, check_in_id, started_at, expires_at)
      values (${Buffer.from(hash)}, ${id}, ${ago(3 * DAY)}, ${id === checkIn ? ago(-DAY) : ago(2 * DAY)})`.execute(
      f.db,
    );
  }
  for (const days of [31, 1])
    await sql`insert into caught_mail (id, to_address, from_address, subject, text, html, message_id, headers, raw, received_at)
      values (uuidv7(${-days} * interval '1 day'), '', '', '', '', '', '', '[]', '', now())`.execute(f.db);
  for (const days of [8, 1])
    await sql`insert into watch_round (at, findings) values (${ago(days * DAY)}, '[]')`.execute(f.db);

  expect(await tidy(f.db)).toBe(5);

  for (const table of ['idempotency_key', 'link', 'patient_session', 'caught_mail', 'watch_round'])
    expect([table, await countOf(table)]).toEqual([table, 1]);
});

test('facts, answers, journal, audit and ledger stay, however old', async () => {
  const owner = await f.enrol();
  const message = await f.planMail(owner, { state: 'accepted', due_at: ago(3000 * DAY), created_at: ago(3000 * DAY) });
  await sql`insert into message_attempt (id, message_id, started_at, outcome) values (uuidv7(interval '-3000 days'), ${message}, ${ago(3000 * DAY)}, 'accepted')`.execute(
    f.db,
  );
  await sql`insert into event (enrolment_id, seq, type, data, occurred_at, recorded_at, recorded_by, settings_version)
    values (${owner.enrolment}, 1, 'x', '{}', ${ago(3000 * DAY)}, ${ago(3000 * DAY)}, 'test', 1)`.execute(f.db);
  await sql`insert into audit_log (at, principal, action) values (${ago(3000 * DAY)}, 'test', 'x')`.execute(f.db);

  await tidy(f.db);

  for (const table of ['message', 'message_attempt', 'event', 'audit_log', 'patient', 'enrolment', 'check_in'])
    expect([table, await countOf(table)]).toEqual([table, 1]);
});

test('a large heap goes in bounded portions, call by call, and then once a day', async () => {
  await keys(25, ago(31 * DAY));
  const some = () => tidy(f.db, { atOnce: 4, mostDeletes: 3 });

  expect(await some()).toBe(12);
  expect(await some()).toBe(12);
  expect(await tidy(f.db)).toBe(1);

  await keys(1, ago(32 * DAY));
  expect(await tidy(f.db)).toBe(0);
  await nextDay();
  expect(await tidy(f.db)).toBe(1);
});

test('two workers tidy once', async () => {
  await keys(5, ago(31 * DAY));

  const removed = await Promise.all([tidy(f.db), tidy(f.db), tidy(f.db)]);

  expect(removed.sort()).toEqual([0, 0, 5]);
});
