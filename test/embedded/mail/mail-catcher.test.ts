import { createTransport, type Transporter } from 'nodemailer';
import { type CatcherAnswer, type CaughtMail, MailCatcher } from '../../../src/embedded/mail/mail-catcher';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function catcher(respond?: () => CatcherAnswer, store?: () => Promise<void>) {
  const caught: CaughtMail[] = [];
  const server = new MailCatcher({
    store: store ?? ((mails) => Promise.resolve(void caught.push(...mails))),
    respond,
  });
  const port = await server.listen(0);
  const mailer: Transporter = createTransport({ host: '127.0.0.1', port, secure: false });
  open.push(mailer, server);
  return { caught, mailer };
}

const mail = {
  from: 'Riverside Outpatients <no-reply@riverside.test>',
  to: ['ada@example.test', 'ben@example.test'],
  subject: 'A question for you – über',
  text: 'Hello',
  html: '<p>Hello</p>',
  messageId: '<m1@riverside.test>',
  headers: { 'X-Attempt': 'a-1' },
};

test('each recipient of the envelope has a mail of their own', async () => {
  const { caught, mailer } = await catcher();

  const { response } = (await mailer.sendMail(mail)) as { response: string };

  expect(response).toMatch(/^250/);
  expect(caught.map(({ to }) => to)).toEqual(mail.to);
  expect(caught[0]).toMatchObject({
    from: 'no-reply@riverside.test',
    subject: mail.subject,
    messageId: mail.messageId,
    headers: { 'x-attempt': 'a-1' },
  });
  expect(caught[0]?.text.trim()).toBe('Hello');
  expect(caught[0]?.html).toContain('<p>Hello</p>');
  expect(caught[0]?.raw.toString()).toContain('Message-ID: <m1@riverside.test>');
});

test('a mail that cannot be stored is answered 451', async () => {
  const { mailer } = await catcher(undefined, () => Promise.reject(new Error('no database')));

  await expect(mailer.sendMail(mail)).rejects.toMatchObject({ responseCode: 451 });
});

test('the mail is acknowledged only after it is stored', async () => {
  let stored = false;
  const { mailer } = await catcher(undefined, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    stored = true;
  });

  await mailer.sendMail(mail);

  expect(stored).toBe(true);
});

test.each([
  [550, 'No such mailbox'],
  [421, 'Too busy'],
])('a scripted %i is answered and nothing is kept', async (code, text) => {
  const { caught, mailer } = await catcher(() => ({ code, text }));

  const refused = (await mailer.sendMail(mail).catch((error: unknown) => error)) as {
    responseCode: number;
    response: string;
  };

  expect(refused.responseCode).toBe(code);
  expect(refused.response).toContain(text);
  expect(caught).toEqual([]);
});

test('a line that goes dead after DATA leaves the sender unsure and the mail kept', async () => {
  const { caught, mailer } = await catcher(() => 'drop-after-data');

  const failed = (await mailer.sendMail(mail).catch((error: unknown) => error)) as { responseCode?: number };

  expect(failed).toBeInstanceOf(Error);
  expect(failed.responseCode).toBeUndefined();
  expect(caught).toHaveLength(2);
});
