import { Pool } from 'pg';
import { type CaughtMail, storeCaughtMail } from '../../../src/embedded/mail/mail-catcher';
import { createTestDatabase, type TestDatabase } from '../../support/servers/database';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.url });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const mail: CaughtMail = {
  to: 'ada@example.test',
  from: 'no-reply@riverside.test',
  subject: 'A question',
  text: 'Hello',
  html: '<p>Hello</p>',
  messageId: '<m1@riverside.test>',
  headers: { 'x-attempt': 'a-1' },
  raw: Buffer.from([0, 255, 10]),
};

test('mails are kept as they came, one row per recipient', async () => {
  await storeCaughtMail(pool, [mail, { ...mail, to: 'ben@example.test' }]);

  const { rows } = await pool.query(
    `select to_address, headers, raw, abs(extract(epoch from received_at - clock_timestamp())) < 60 as now
     from caught_mail order by to_address`,
  );
  expect(rows).toEqual([
    { to_address: 'ada@example.test', headers: mail.headers, raw: mail.raw, now: true },
    { to_address: 'ben@example.test', headers: mail.headers, raw: mail.raw, now: true },
  ]);
});

test('a mail that cannot be kept for one recipient is kept for none', async () => {
  const bad = { ...mail, to: 'zoe@example.test', subject: 'not \u0000 text' };

  await expect(storeCaughtMail(pool, [{ ...mail, to: 'yan@example.test' }, bad])).rejects.toThrow();

  const { rows } = await pool.query("select 1 from caught_mail where to_address like 'yan%' or to_address like 'zoe%'");
  expect(rows).toEqual([]);
  await expect(storeCaughtMail(pool, [mail])).resolves.toBeUndefined();
});
