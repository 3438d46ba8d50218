import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';
import { createMailChannel, type MailChannel } from '../../src/mail/send-mail';
import { createRender } from '../../src/mail/render';
import { aCheckInMail, aHandover, anAlert } from '../support/ledger-fixture';
import { startSmtpSink, type SinkAnswer, type SmtpSink } from '../support/servers/smtp-sink';
import { englishTexts, shippedInstruments } from '../support/care/shipped';

const noting = () => Promise.resolve();
const words = { subject: 'Questions', lead: 'A few.', action: 'Answer' };
const render = createRender({
  templateFolder: join(repositoryRoot(), 'src', 'mail', 'templates'),
  publicUrl: 'https://care.example.test',
  instruments: shippedInstruments(),
  messageTexts: () => ({
    texts: { invite: words, 'reminder-1': words, 'reminder-2': words },
    frame: englishTexts(),
  }),
});

let sink: SmtpSink;
let channel: MailChannel;

async function open(script?: (to: string, tries: number) => SinkAnswer, timeoutMs?: number): Promise<void> {
  sink = await startSmtpSink(script);
  channel = createMailChannel({
    smtpUrl: sink.url,
    fromAddress: 'no-reply@riverside.test',
    replyTo: 'desk@riverside.test',
    render,
    timeoutMs,
  });
}
afterEach(async () => {
  channel.close();
  await sink.close();
});

describe('a mail that is taken', () => {
  test('goes to its one recipient with a Message-ID that every attempt shares', async () => {
    await open();
    const handover = aHandover();

    expect(await channel.deliver(handover, noting)).toEqual({ outcome: 'accepted', code: 250 });
    await channel.deliver({ ...handover, attemptId: '0199a000-0000-7000-8000-00000000000b', attempt: 2 }, noting);

    expect(sink.mails.map(({ to, from, messageId }) => ({ to, from, messageId }))).toEqual(
      Array(2).fill({
        to: 'ada@example.test',
        from: 'no-reply@riverside.test',
        messageId: '<0199a000-0000-7000-8000-000000000001@riverside.test>',
      }),
    );
  });

  test('carries the neutral sender, a staffed Reply-To and its automatic origin', async () => {
    await open();

    await channel.deliver(aHandover(), noting);

    const raw = sink.mails[0]?.raw ?? '';
    expect(raw).toMatch(/^From: Riverside Outpatients <no-reply@riverside\.test>$/m);
    expect(raw).toMatch(/^Reply-To: desk@riverside\.test$/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(raw).toMatch(/^To: ada@example\.test$/m);
    expect(raw).toMatch(/multipart\/alternative/);
  });

  test('has the button of mail programs to stop, for a patient and over https only (RFC 8058)', async () => {
    await open();
    await channel.deliver(aHandover(), noting);
    await channel.deliver(anAlert(), noting);

    const [mail, alert] = sink.mails.map(({ raw }) => raw.replace(/\r?\n[ \t]+/g, ' '));
    const stop = 'https://care.example.test/go/7KQ4-XM2P-9TRD-H3VN-7KQ4-XM2P-9TRD/stop';
    expect(mail).toMatch(new RegExp(`^List-Unsubscribe: <${stop}>\\r?$`, 'm'));
    expect(mail).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r?$/m);
    expect(alert).not.toContain('List-Unsubscribe');
  });
});

describe('what the server answers', () => {
  test.each([
    [
      'a mailbox that does not exist',
      { code: 550, at: 'rcpt', says: '5.1.1 User unknown' },
      { outcome: 'refused', code: 550, status: '5.1.1', hardBounce: true },
    ],
    ['a refusal of the text', { code: 554, at: 'data' }, { outcome: 'deferred', code: 554 }],
    ['"not now" at the recipient', { code: 451, at: 'rcpt' }, { outcome: 'deferred', code: 451 }],
    ['"not now" after the text', { code: 451, at: 'data' }, { outcome: 'deferred', code: 451 }],
    ['a server that closes', { code: 421, at: 'rcpt' }, { outcome: 'deferred', code: 421 }],
    ['a mail that was kept, and a dead line', 'accept-then-drop', { outcome: 'ambiguous', code: null }],
  ] as const)('%s', async (_case, answer, outcome) => {
    await open(() => answer);

    expect(await channel.deliver(aHandover(), noting)).toEqual(outcome);
  });

  test('a line that dies before the text is deferred and nothing has arrived', async () => {
    await open(() => 'drop-before-data');

    expect(await channel.deliver(aHandover(), noting)).toEqual({ outcome: 'deferred', code: null });

    expect(sink.mails).toEqual([]);
  });

  test('a mail whose beginning cannot be written down does not begin', async () => {
    await open();

    const outcome = await channel.deliver(aHandover(), () => Promise.reject(new Error('the database is away')));

    expect(outcome).toEqual({ outcome: 'deferred', code: null });
    expect(sink.mails).toEqual([]);
  });

  test('its beginning is written down before a byte of it leaves, and not at all when the recipient is refused', async () => {
    const noted: number[] = [];
    const note = () => Promise.resolve(void noted.push(sink.mails.length));
    await open((_to, tries) => (tries === 0 ? 'accept' : { code: 451, at: 'rcpt' }));

    await channel.deliver(aHandover(), note);
    await channel.deliver(aHandover(), note);

    expect(noted).toEqual([0]);
    expect(sink.mails).toHaveLength(1);
  });

  test('no answer at all is ambiguous once the time is over', async () => {
    await open(() => 'hang', 300);

    expect(await channel.deliver(aHandover(), noting)).toEqual({ outcome: 'ambiguous', code: null });
    expect(sink.mails).toHaveLength(1);
  });

  test('a mail server that is not there is deferred', async () => {
    await open();
    await sink.close();

    expect(await channel.deliver(aHandover(), noting)).toEqual({ outcome: 'deferred', code: null });
  });

  test('an ambiguous mail is never repeated by the pool itself', async () => {
    await open((_to, tries) => (tries === 0 ? 'accept' : 'accept-then-drop'));
    await channel.deliver(aHandover(), noting);

    expect((await channel.deliver(aHandover(), noting)).outcome).toBe('ambiguous');
    expect(sink.mails).toHaveLength(2);
  });
});

test('an address that is not one plain mailbox never reaches the server', async () => {
  await open();

  const outcome = await channel.deliver(aHandover({ to: 'b@example.test\r\nRCPT TO:<evil@example.test>' }), noting);

  expect(outcome).toEqual({ outcome: 'refused', code: null, hardBounce: true });
  expect(sink.mails).toEqual([]);
});

test('no words of a patient can open a file or an address', async () => {
  await open();
  const checkIn = aCheckInMail({ givenName: '\r\nBcc: evil@example.test\r\n' });

  await channel.deliver(aHandover({ checkIn }), noting);

  expect(sink.mails.map(({ to }) => to)).toEqual(['ada@example.test']);
  expect((sink.mails[0]?.raw ?? '').split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
});
