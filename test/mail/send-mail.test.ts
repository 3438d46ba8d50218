import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';
import type { AppointmentMail } from '../../src/domain/words/message';
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

describe('a mail about an appointment', () => {
  const appointment = (values: Partial<AppointmentMail> = {}): AppointmentMail => ({
    ...{ id: '0199a000-0000-7000-8000-0000000000aa', at: Date.UTC(2026, 6, 14, 13, 30), on: null },
    ...{ sequence: 0, calledOff: false, writtenAt: Date.UTC(2026, 6, 7, 8) },
    ...aCheckInMail(),
    ...values,
  });
  const about = (mail: AppointmentMail, role = '7-days-before') =>
    aHandover({ template: 'appointment', role, checkIn: null, appointment: mail });

  const subjectOf = (raw: string): string => /^Subject: ((?:.|\r\n )*)\r\n/m.exec(raw)?.[1]?.replace(/\r\n/g, '') ?? '';
  /** The file a mail brings, its lines unfolded. */
  const fileOf = (raw: string): string[] => {
    const [, encoded = ''] = /Content-Type: application\/ics[^]*?\r\n\r\n([^]*?)\r\n--/.exec(raw) ?? [];
    return Buffer.from(encoded, 'base64').toString('utf8').replace(/\r\n /g, '').split('\r\n');
  };

  test('says when, brings a file for the calendar, and nothing of what it is for', async () => {
    await open();
    await channel.deliver(about(appointment()), noting);
    const [mail] = sink.mails;
    const file = fileOf(mail?.raw ?? '');

    expect(subjectOf(mail?.raw ?? '')).toBe('Your appointment: Tuesday 14 July 2026, 2:30pm');
    expect(file).toEqual(
      expect.arrayContaining([
        'METHOD:PUBLISH',
        'UID:0199a000-0000-7000-8000-0000000000aa@riverside.test',
        'SEQUENCE:0',
        'DTSTART:20260714T133000Z',
        'SUMMARY:Appointment',
        'STATUS:CONFIRMED',
      ]),
    );
    expect(file.join('\n')).not.toMatch(/pain|spine|therapy|injection|visit|ATTENDEE|RRULE/i);
  });

  test('that was moved keeps its UID and raises its SEQUENCE; called off, the file says so', async () => {
    await open();
    await channel.deliver(about(appointment({ sequence: 1, at: Date.UTC(2026, 6, 15, 8) }), 'moved'), noting);
    await channel.deliver(about(appointment({ sequence: 2, calledOff: true }), 'called-off'), noting);
    const [moved = [], off = []] = sink.mails.map(({ raw }) => fileOf(raw));

    expect(sink.mails.map(({ raw }) => subjectOf(raw))).toEqual([
      'Your appointment was moved: Wednesday 15 July 2026, 9am',
      'Called off: your appointment, Tuesday 14 July 2026, 2:30pm',
    ]);
    expect(moved).toEqual(expect.arrayContaining(['SEQUENCE:1', 'DTSTART:20260715T080000Z', 'STATUS:CONFIRMED']));
    expect(off).toEqual(expect.arrayContaining(['METHOD:PUBLISH', 'SEQUENCE:2', 'STATUS:CANCELLED']));
    expect(moved.find((line) => line.startsWith('UID'))).toBe(off.find((line) => line.startsWith('UID')));
  });

  test('of a day without an hour is a day in the calendar, and names the clinic’s place to whoever lives elsewhere', async () => {
    await open();
    await channel.deliver(about(appointment({ on: '2026-07-14' })), noting);
    await channel.deliver(about(appointment({ timeZone: 'America/New_York' })), noting);

    expect(sink.mails.map(({ raw }) => subjectOf(raw))).toEqual([
      'Your appointment: Tuesday 14 July 2026',
      'Your appointment: Tuesday 14 July 2026, 2:30pm (London time)',
    ]);
    expect(fileOf(sink.mails[0]?.raw ?? '')).toContain('DTSTART;VALUE=DATE:20260714');
  });
});

describe('the answer to what a patient reported', () => {
  const answer = (readBy: number | null) =>
    aHandover({
      ...{ template: 'problem-report', role: 'received', checkIn: null },
      report: { ...aCheckInMail(), readBy },
    });

  test('says by when somebody reads it, what to do in an emergency before that, and nothing of what was said', async () => {
    await open();
    await channel.deliver(answer(Date.UTC(2026, 6, 14, 16)), noting);
    const raw = (sink.mails[0]?.raw ?? '').replaceAll('=\r\n', '');

    expect(raw).toMatch(/^Subject: We have your message\r\n/m);
    expect(raw).toContain('Somebody of your team reads it by 14 July.');
    expect(raw.indexOf('In an emergency ring 999.')).toBeLessThan(raw.indexOf('Your message has reached us.'));
    expect(raw).not.toMatch(/pain|medicine|wound|mood|severe/i);
    expect(raw).toMatch(/^List-Unsubscribe:/m);
  });

  test('says that staff are told, where somebody was woken', async () => {
    await open();
    await channel.deliver(answer(null), noting);

    expect(sink.mails[0]?.raw).toContain('We are telling our staff. Do not wait for us to ring.');
  });
});
