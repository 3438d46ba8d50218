import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { sql } from 'kysely';
import { createSendDueMessages, type SendDeps } from '../../activities/send-due-messages';
import { repositoryRoot } from '../../src/config/settings';
import type { Lane } from '../../src/domain/words/message';
import type { Engine } from '../../src/engine/engine';
import { createLog } from '../../src/log';
import { createPace } from '../../src/mail/channel';
import { createRender } from '../../src/mail/render';
import { createMailChannel, type MailChannel } from '../../src/mail/send-mail';
import { createStore } from '../../src/storage/store';
import { linkCodeHash } from '../../src/storage/check-in/links';
import { ago, createLedgerFixture, type LedgerFixture } from '../support/ledger-fixture';
import { startSmtpSink, type SinkAnswer, type SmtpSink } from '../support/servers/smtp-sink';
import { englishTexts, shippedInstruments } from '../support/care/shipped';

const MINUTE = 60_000;
const words = { subject: 'Questions about your care', lead: 'A few.', action: 'Answer' };

let f: LedgerFixture;
let sink: SmtpSink;
let mail: MailChannel;
let answer: (to: string, tries: number) => SinkAnswer;
let nudged: string[];
let deps: SendDeps;

beforeAll(async () => {
  f = await createLedgerFixture();
  sink = await startSmtpSink((to, tries) => answer(to, tries));
  const render = createRender({
    templateFolder: join(repositoryRoot(), 'src', 'mail', 'templates'),
    publicUrl: 'https://care.example.test',
    instruments: shippedInstruments(),
    messageTexts: () => ({
      texts: { invite: words, 'reminder-1': words, 'reminder-2': words },
      frame: englishTexts(),
    }),
  });
  mail = createMailChannel({ smtpUrl: sink.url, fromAddress: 'no-reply@riverside.test', replyTo: null, render });
  deps = {
    store: createStore(f.db),
    rules: () => {
      throw new Error('no rules are needed where no enrolment is open');
    },
    engine: {
      nudgeEnrolment: (id) => nudged.push(id),
      nudgeEscalation: (id) => nudged.push(id),
    } as Partial<Engine> as Engine,
    log: createLog('test', 'silent'),
    channels: { mail, webhook: { deliver: () => Promise.resolve({ outcome: 'accepted', code: 204 }) } },
    pace: { bulk: createPace(0), urgent: createPace(0) },
    attemptSeconds: 180,
  };
});
beforeEach(async () => {
  answer = () => 'accept';
  nudged = [];
  sink.mails.length = 0;
  await f.db.deleteFrom('link').execute();
  await f.db.deleteFrom('message_attempt').execute();
  await f.db.deleteFrom('message').execute();
});
afterAll(async () => {
  mail.close();
  await sink.close();
  await f.close();
});

type Round = { sent: number; dueInMs: number | null };
type Send = (input: { lane: Lane }) => Promise<Round>;
const send = (lane: Lane = 'bulk', changed: Partial<SendDeps> = {}): Promise<Round> =>
  new MockActivityEnvironment().run<[{ lane: Lane }], Round, Send>(createSendDueMessages({ ...deps, ...changed }), {
    lane,
  });

async function planMails(count: number, values: Record<string, unknown> = {}) {
  const owner = await f.enrol();
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await f.planMail(owner, values));
  return { ...owner, ids };
}

test('a due message becomes a mail whose link leads to its check-in', async () => {
  const { ids, email, checkIn } = await planMails(1);

  expect(await send()).toEqual({ sent: 1, dueInMs: null });

  expect(sink.mails).toMatchObject([{ to: email, messageId: `<${ids[0] ?? ''}@riverside.test>` }]);
  expect((await f.row(ids[0] ?? '')).state).toBe('accepted');
  const raw = sink.mails[0]?.raw.replace(/=\r\n/g, '') ?? '';
  const code = /go\/([0-9A-Z-]+)/.exec(raw)?.[1] ?? '';
  const link = await f.db.selectFrom('link').selectAll().where('code_hash', '=', linkCodeHash(code)).executeTakeFirst();
  expect(link?.check_in_id).toBe(checkIn);
});

test('three at once send each of 250 rows once', async () => {
  const { ids } = await planMails(250);

  const rounds = await Promise.all([send(), send(), send()]);

  expect(rounds.reduce((sum, { sent }) => sum + sent, 0)).toBe(250);
  expect(new Set(sink.mails.map(({ messageId }) => messageId)).size).toBe(250);
  expect(sink.mails).toHaveLength(250);
  expect(await f.db.selectFrom('message_attempt').selectAll().execute()).toHaveLength(ids.length);
});

test('a message answered before its turn is withheld and never attempted', async () => {
  const { ids, checkIn } = await planMails(1);
  await f.set('check_in', checkIn, { status: 'answered' });

  expect(await send()).toEqual({ sent: 0, dueInMs: null });

  expect(await f.row(ids[0] ?? '')).toMatchObject({ state: 'withheld', reason: 'answered', attempts: 0 });
  expect(sink.mails).toEqual([]);
});

test('answers that arrive during a round: each message is either withheld untried or sent once', async () => {
  const owners = await Promise.all(Array.from({ length: 120 }, () => planMails(1)));

  const answered = owners.map(async ({ patient, checkIn }, n) => {
    await new Promise((resolve) => setTimeout(resolve, n * 2)); // spread over the round, not a wait for something
    await deps.store.transact(f.db, async (tx) => {
      await deps.store.facts.lockPatient(tx, patient);
      await tx.updateTable('check_in').set({ status: 'answered' }).where('id', '=', checkIn).execute();
      await deps.store.messages.withholdForCheckIn(tx, checkIn, 'answered');
    });
  });
  await Promise.all([send(), send(), ...answered]);
  await send(); // what was locked in passing

  const rows = await f.db.selectFrom('message').select(['id', 'state', 'attempts']).execute();
  const sent = rows.filter(({ state }) => state === 'accepted').map(({ id }) => `<${id}@riverside.test>`);
  expect(sink.mails.map(({ messageId }) => messageId).sort()).toEqual(sent.sort());
  const untried = rows.filter(({ state, attempts }) => state === 'withheld' && attempts === 0);
  expect(untried.length + sent.length).toBe(120);
});

test('says when the next row is due', async () => {
  await planMails(1, { due_at: ago(-10 * MINUTE) });

  const { dueInMs } = await send();

  expect(Math.abs((dueInMs ?? 0) - 10 * MINUTE)).toBeLessThan(5000);
});

test('a busy server gets the mail again after a minute', async () => {
  const { ids } = await planMails(1);
  answer = () => ({ code: 451, at: 'rcpt' });

  const { sent, dueInMs } = await send();

  expect(sent).toBe(0);
  expect(Math.abs((dueInMs ?? 0) - MINUTE)).toBeLessThan(5000);
  expect(await f.row(ids[0] ?? '')).toMatchObject({ state: 'planned', attempts: 1 });

  answer = () => 'accept';
  await f.set('message', ids[0] ?? '', { due_at: ago(1) });
  expect((await send()).sent).toBe(1);
  expect(await f.attemptsOf(ids[0] ?? '')).toMatchObject([{ outcome: 'deferred', code: 451 }, { outcome: 'accepted' }]);
});

test('a mail that was kept by a server that hung up is ambiguous and stays unrepeated', async () => {
  const { ids } = await planMails(1);
  answer = () => 'accept-then-drop';

  await send();
  await send();

  expect(await f.row(ids[0] ?? '')).toMatchObject({ state: 'ambiguous', attempts: 1 });
  expect(sink.mails).toHaveLength(1);
});

test('an ambiguous reminder is repeated with a second attempt and the same Message-ID', async () => {
  const { ids } = await planMails(1, { role: 'reminder-1' });
  answer = (_to, tries) => (tries === 0 ? 'accept-then-drop' : 'accept');
  await send();

  await f.set('message', ids[0] ?? '', { lease_until: ago(1) });
  expect((await send()).sent).toBe(1);

  expect(await f.attemptsOf(ids[0] ?? '')).toMatchObject([{ outcome: 'ambiguous' }, { outcome: 'accepted' }]);
  expect(new Set(sink.mails.map(({ messageId }) => messageId)).size).toBe(1);
  expect(sink.mails).toHaveLength(2);
});

test('one bad recipient does not hold up the others', async () => {
  const bad = await planMails(1);
  const { ids } = await planMails(30);
  await f.set('enrolment', bad.enrolment, { status: 'ended' });
  await f.set('message', bad.ids[0] ?? '', { enrolment_id: null, check_in_id: null });
  await f.set('patient', bad.patient, { time_zone: 'Mars/Olympus' });

  expect((await send()).sent).toBe(30);
  for (const id of ids) expect((await f.row(id)).state).toBe('accepted');
});

test('a staff mail to a mailbox that is gone makes the rung due now and wakes the ladder', async () => {
  const { patient } = await f.enrol();
  const escalationId = await f.escalate(patient);
  const place = { clinicId: f.clinicId, escalationId, staffId: f.staffId, channel: 'mail' as const };
  await deps.store.messages.planStaffAlert(f.db, {
    ...place,
    round: 1,
    rung: 1,
    repeat: 0,
    answerBy: Date.now(),
    next: null,
  });
  answer = () => ({ code: 550, at: 'rcpt', says: '5.1.1 No such user' });

  await send('urgent');

  expect(nudged).toEqual([escalationId]);
  const row = await f.db.selectFrom('escalation').selectAll().where('id', '=', escalationId).executeTakeFirstOrThrow();
  expect(row.next_due_at).toBeLessThanOrEqual(Date.now());
});

test('a bounce that cannot be recorded as a fact still marks the address', async () => {
  const { ids, patient } = await planMails(1);
  answer = () => ({ code: 550, at: 'rcpt', says: '5.1.1 No such user' });

  await send(); // the rules throw, see deps

  expect((await f.row(ids[0] ?? '')).state).toBe('refused');
  const row = await f.db.selectFrom('patient').selectAll().where('id', '=', patient).executeTakeFirstOrThrow();
  expect(row.email_bounced_at).not.toBeNull();
});

test('urgent mail leaves at once while bulk is paced', async () => {
  const pace = { bulk: createPace(20), urgent: createPace(0) };
  await planMails(60);
  const { patient } = await f.enrol();
  const escalationId = await f.escalate(patient);
  const place = { clinicId: f.clinicId, escalationId, staffId: f.otherStaffId, channel: 'mail' as const };
  await deps.store.messages.planStaffAlert(f.db, {
    ...place,
    round: 1,
    rung: 1,
    repeat: 0,
    answerBy: Date.now(),
    next: null,
  });

  const from = performance.now();
  const bulk = send('bulk', { pace });
  await send('urgent', { pace });
  const urgentMs = performance.now() - from;
  await bulk;
  const bulkMs = performance.now() - from;

  expect(urgentMs).toBeLessThan(bulkMs);
  expect(bulkMs).toBeGreaterThan(1900); // 20 at once, 40 more at 20 a second
  expect(sink.mails).toHaveLength(61);
});

test('cancelled, it takes nothing new, settles what it began and gives the rest back', async () => {
  await planMails(100);
  const environment = new MockActivityEnvironment();
  const slow = createSendDueMessages({
    ...deps,
    pace: { bulk: createPace(20), urgent: createPace(0) },
    channels: {
      ...deps.channels,
      mail: {
        deliver: (handover, textBegins) => {
          environment.cancel();
          return mail.deliver(handover, textBegins);
        },
      },
    },
  });

  await expect(environment.run(slow, { lane: 'bulk' as const })).rejects.toThrow();

  const rows = await f.db.selectFrom('message').select(['state', 'id']).execute();
  const states = new Set(rows.map(({ state }) => state));
  expect(states).toEqual(new Set(['accepted', 'planned']));
  expect(rows.filter(({ state }) => state === 'accepted')).toHaveLength(sink.mails.length);
});

test('ten mails of a dispatcher that died in their text become ambiguous and no second copy leaves', async () => {
  const { ids } = await planMails(10);
  const claimed = await deps.store.messages.claimDue(f.db, { lane: 'bulk', limit: 10, leaseSeconds: 60 });
  const begun = await deps.store.messages.beginAttempts(f.db, claimed, -1);
  const attempts = begun.map(({ attemptId }) => attemptId);
  await deps.store.messages.beginData(f.db, attempts); // and then: kill -9

  expect((await send()).sent).toBe(0);

  for (const id of ids) expect((await f.row(id)).state).toBe('ambiguous');
  expect(sink.mails).toEqual([]);
});

test('ten invitations of a dispatcher that died before their text are sent, once', async () => {
  const { ids } = await planMails(10);
  const claimed = await deps.store.messages.claimDue(f.db, { lane: 'bulk', limit: 10, leaseSeconds: 60 });
  await deps.store.messages.beginAttempts(f.db, claimed, -1); // and then: kill -9

  expect((await send()).sent).toBe(10);

  expect(sink.mails.map(({ messageId }) => messageId).sort()).toEqual(ids.map((id) => `<${id}@riverside.test>`).sort());
  for (const id of ids)
    expect(await f.attemptsOf(id)).toMatchObject([{ outcome: 'deferred', data_begun: false }, { outcome: 'accepted' }]);
});

test('a dispatcher that was given up while it slept sends nothing any more', async () => {
  const { ids } = await planMails(1);
  const asleep = {
    ...mail,
    deliver: async (...[handover, textBegins]: Parameters<MailChannel['deliver']>) => {
      await f.set('message', handover.messageId, { lease_until: ago(1) });
      await deps.store.messages.recoverLeases(f.db);
      return mail.deliver(handover, textBegins);
    },
  };

  await send('bulk', { channels: { ...deps.channels, mail: asleep } });

  expect(sink.mails).toEqual([]);
  expect(await f.row(ids[0] ?? '')).toMatchObject({ state: 'planned' });
});

test('a settled hand-over is written at once, however long the slowest of its batch takes', async () => {
  const { ids } = await planMails(5);
  const [slow = '', ...others] = ids;
  const answered = new EventEmitter();
  const patient: SendDeps['channels']['mail'] = {
    deliver: async (handover, textBegins) => {
      if (handover.messageId === slow) await once(answered, 'now');
      return mail.deliver(handover, textBegins);
    },
  };

  const round = send('bulk', { channels: { ...deps.channels, mail: patient } });
  const states = async () => Promise.all(others.map(async (id) => (await f.row(id)).state));
  while ((await states()).some((state) => state !== 'accepted')) await new Promise((resolve) => setImmediate(resolve));

  expect((await f.row(slow)).state).toBe('attempting');
  answered.emit('now');
  expect((await round).sent).toBe(5);
});

test('a policy that refuses forty patients marks no address, and each mail leaves once it is lifted', async () => {
  const owners = await Promise.all(Array.from({ length: 40 }, () => planMails(1)));
  answer = () => ({ code: 550, at: 'rcpt', says: '5.7.1 Message rejected by policy' });

  await send();

  const marked = await f.db.selectFrom('patient').select('id').where('email_bounced_at', 'is not', null).execute();
  expect(marked.filter(({ id }) => owners.some(({ patient }) => patient === id))).toEqual([]);
  const attempts = await f.db.selectFrom('message_attempt').select(['outcome', 'code', 'status']).execute();
  expect(attempts).toEqual(Array(40).fill({ outcome: 'deferred', code: 550, status: '5.7.1' }));

  answer = () => 'accept';
  await sql`update message set due_at = ${ago(1)}`.execute(f.db);
  expect((await send()).sent).toBe(40);
});
