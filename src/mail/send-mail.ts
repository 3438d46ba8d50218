import { Readable } from 'node:stream';
import { createTransport, type NodemailerError, type SMTPPoolOptions } from 'nodemailer';
import type { Handover } from '../domain/words/message';
import { parseMailbox } from './address';
import type { Channel } from './channel';
import type { Render } from './render';
import { outcomeOfError } from './smtp-outcome';

export type MailOptions = {
  smtpUrl: string;
  /** The sender's name is the clinic's public name. */
  fromAddress: string;
  /** A staffed address; null = the sender's own. */
  replyTo: string | null;
  render: Render;
  maxConnections?: number;
  /** A hand-over is over after so long, whatever the server does; the ledger's lease on an attempt must outlive it. */
  timeoutMs?: number;
};

/** A mail on its way through the transport. */
type UnderWay = { textBegins: () => Promise<void>; text: Readable | null };

export type MailChannel = Channel & { close(): void };

/** RFC 5321 would wait ten minutes after the last dot; an alert cannot, and counts as ambiguous instead. */
const MAIL_TIMEOUT_MS = 120_000;
const CONNECT_TIMEOUT_MS = 20_000;

/** Pooled SMTP. Whether a failed mail may have left is decided by whether any of its text had begun to leave. */
export function createMailChannel(options: MailOptions): MailChannel {
  const timeoutMs = options.timeoutMs ?? MAIL_TIMEOUT_MS;
  const transport = createTransport({
    ...poolOf(options.smtpUrl),
    maxConnections: options.maxConnections ?? 5,
    maxMessages: 1000,
    connectionTimeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
    greetingTimeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs),
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  transport.use('stream', ({ message, data }, done) => {
    const { underWay } = data as unknown as { underWay: UnderWay };
    const create = message.createReadStream.bind(message);
    message.createReadStream = (streamOptions) => {
      // Read once the server has said 354; made anew when the pool goes on over another line because this one was dead.
      underWay.text = Readable.from(heldBack(create(streamOptions), underWay.textBegins), { objectMode: false });
      return underWay.text;
    };
    done();
  });

  return {
    async deliver(handover, textBegins) {
      const { mailbox } = parseMailbox(handover.to);
      if (mailbox === null) return { outcome: 'refused', code: null, hardBounce: true };
      const { stopLink, ...rendered } = options.render(handover); // a template that fails is our fault, not an outcome
      const messageId = messageIdOf(handover, options.fromAddress);
      const underWay: UnderWay = { textBegins, text: null };
      try {
        const { response } = await transport.sendMail({
          ...{ underWay },
          ...rendered,
          messageId,
          from: { name: handover.clinic.publicName, address: options.fromAddress },
          to: { name: '', address: mailbox },
          envelope: { from: options.fromAddress, to: [mailbox] },
          headers: { 'Auto-Submitted': 'auto-generated', ...stopHeaders(stopLink) },
          ...(options.replyTo === null ? {} : { replyTo: options.replyTo }),
          signal: AbortSignal.timeout(timeoutMs),
        });
        return { outcome: 'accepted', code: Number.parseInt(response, 10) || null };
      } catch (error) {
        return outcomeOfError(error as NodemailerError, underWay.text?.readableDidRead === true, mailbox);
      }
    },
    close() {
      transport.close();
    },
  };
}

/** Nothing of a text before it was written down that it begins to leave. When that fails, the line is closed without it. */
async function* heldBack(text: Readable, textBegins: () => Promise<void>): AsyncGenerator<Uint8Array> {
  await textBegins();
  yield* text as AsyncIterable<Uint8Array>;
}

/**
 * The mail program's own button to stop (RFC 8058): it posts to that address without opening it, and only to https. The
 * sending server must sign both headers (DKIM), or no program shows the button.
 */
function stopHeaders(stopLink: string | null): Record<string, string> {
  if (stopLink?.startsWith('https:') !== true) return {};
  return { 'List-Unsubscribe': `<${stopLink}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** The same for every attempt: a receiver that drops second copies can. */
function messageIdOf({ messageId }: Handover, fromAddress: string): string {
  return `<${messageId}@${fromAddress.slice(fromAddress.indexOf('@') + 1)}>`;
}

function poolOf(url: string): SMTPPoolOptions & { pool: true } {
  return { url, pool: true };
}
