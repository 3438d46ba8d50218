import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Pool } from 'pg';

/** One caught mail for one recipient of its envelope. */
export type CaughtMail = {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: Buffer;
};

export type Envelope = { readonly from: string; readonly to: readonly string[] };

/** What a test makes the catcher do instead of taking the mail. `drop-after-data`: stored, but the line goes dead before the 250. */
export type CatcherAnswer = 'accept' | 'drop-after-data' | { readonly code: number; readonly text: string };

export type MailCatcherOptions = {
  /** Must have made the mails durable when it resolves: only then is the mail acknowledged. */
  readonly store: (mails: readonly CaughtMail[]) => Promise<void>;
  readonly respond?: (envelope: Envelope) => CatcherAnswer;
};

/** A real SMTP server that keeps every mail and sends none on. */
export class MailCatcher {
  private readonly server: SMTPServer;

  constructor(private readonly options: MailCatcherOptions) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onData: (stream, session, answer) => {
        this.take(stream, session).then(
          () => {
            answer();
          },
          (error: unknown) => {
            answer(error instanceof Error ? error : new Error(String(error)));
          },
        );
      },
    });
    this.server.on('error', () => undefined); // a client that hangs up is no reason to end
  }

  /** Resolves with the port; 0 asks for any free one. */
  listen(port: number, host = '127.0.0.1'): Promise<number> {
    return new Promise((resolve, reject) => {
      const listener = this.server.listen(port, host, () => {
        resolve((listener.address() as AddressInfo).port);
      });
      listener.once('error', reject);
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
      for (const connection of this.server.connections) connection.close();
    });
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const raw = await buffer(stream);
    const { mailFrom, rcptTo } = session.envelope;
    const envelope = { from: mailFrom === false ? '' : mailFrom.address, to: rcptTo.map(({ address }) => address) };
    const answer = this.options.respond?.(envelope) ?? 'accept';
    if (typeof answer === 'object') throw smtpError(answer.code, answer.text);
    try {
      await this.options.store(await toMails(raw, envelope));
    } catch {
      throw smtpError(451, 'The mailbox cannot be written now: try again later');
    }
    if (answer === 'drop-after-data') {
      for (const connection of this.server.connections) if (connection.id === session.id) connection.close();
    }
  }
}

/** What a mailbox shows of a mail as it came in, for each of its recipients. */
export async function toMails(raw: Buffer, envelope: Envelope): Promise<CaughtMail[]> {
  const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true });
  const headers = Object.fromEntries(
    mail.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]),
  );
  return envelope.to.map((to) => ({
    to,
    from: envelope.from,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html === false ? '' : (mail.html ?? ''),
    messageId: mail.messageId ?? '',
    headers,
    raw,
  }));
}

function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

/** Received at the clinic's time, which a demonstration may have moved: wall clock plus the clinic's offset. */
const INSERT = `
  insert into caught_mail (to_address, from_address, subject, text, html, message_id, headers, raw, received_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8,
    clock_timestamp() + coalesce((select clock_offset_ms from clinic limit 1), 0) * interval '1 millisecond')`;

/** How a caught mail is written down. */
export const keeping = (mail: CaughtMail): { text: string; values: unknown[] } => ({
  text: INSERT,
  values: [
    ...[mail.to, mail.from, mail.subject, mail.text, mail.html, mail.messageId],
    ...[JSON.stringify(mail.headers), mail.raw],
  ],
});

/** All recipients of one mail or none, committed when it resolves. */
export async function storeCaughtMail(pool: Pool, mails: readonly CaughtMail[]): Promise<void> {
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await client.query('begin');
    for (const mail of mails) await client.query(keeping(mail));
    await client.query('commit');
  } catch (error) {
    failed = error instanceof Error ? error : new Error(String(error));
    throw failed;
  } finally {
    client.release(failed); // a connection that failed inside a transaction is thrown away
  }
}
