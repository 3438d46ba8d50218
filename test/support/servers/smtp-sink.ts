import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** What the server does with a mail: a number is refused with that code and these words, at RCPT or after the text. */
export type SinkAnswer =
  'accept' | 'drop-before-data' | 'accept-then-drop' | 'hang' | { code: number; at: 'rcpt' | 'data'; says?: string };

export type SunkMail = { to: string; from: string; messageId: string; raw: string };

export type SmtpSink = { url: string; mails: SunkMail[]; close(): Promise<void> };

/** A real SMTP server with faults by script: `script` is asked with the recipient and how often it was tried before. */
export async function startSmtpSink(
  script: (to: string, tries: number) => SinkAnswer = () => 'accept',
): Promise<SmtpSink> {
  const mails: SunkMail[] = [];
  const tries = new Map<string, number>();
  const answers = new Map<string, SinkAnswer>();
  const drop = (session: SMTPServerSession) => {
    for (const connection of server.connections) if (connection.id === session.id) connection.close();
  };
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onRcptTo: ({ address }, session, done) => {
      const answer = script(address, tries.get(address) ?? 0);
      tries.set(address, (tries.get(address) ?? 0) + 1);
      answers.set(session.id, answer);
      if (answer === 'drop-before-data') drop(session);
      else if (typeof answer === 'object' && answer.at === 'rcpt') done(smtpError(answer));
      else done();
    },
    onData: (stream, session, done) => {
      const answer = answers.get(session.id) ?? 'accept';
      // A line that dies within the text has brought nothing.
      const given = text(stream).catch(() => null);
      void given.then((raw) => {
        if (raw === null) return;
        if (typeof answer === 'object') {
          done(smtpError(answer));
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        const messageId = /^Message-ID: *(\S+)/im.exec(raw)?.[1] ?? '';
        for (const { address } of rcptTo) mails.push({ to: address, from, messageId, raw });
        if (answer === 'accept-then-drop') drop(session);
        else if (answer === 'accept') done();
      });
    },
  });
  server.on('error', () => undefined);
  const url = await new Promise<string>((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () => {
      resolve(`smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`);
    });
  });
  return {
    url,
    mails,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const connection of server.connections) connection.close();
      }),
  };
}

const smtpError = ({ code, says = 'scripted' }: { code: number; says?: string }): Error =>
  Object.assign(new Error(says), { responseCode: code });
