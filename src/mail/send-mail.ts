import type { Readable } from 'node:stream';
import { createTransport, type NodemailerError, type SMTPPoolOptions } from 'nodemailer';
import type { Handover } from '../domain/message';
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

export type MailChannel = Channel & { close(): void };

/** RFC 5321 would wait ten minutes after the last dot; an alert cannot, and counts as ambiguous instead. */
const MAIL_TIMEOUT_MS = 120_000;
const CONNECT_TIMEOUT_MS = 20_000;

/** Pooled SMTP. Whether a failed mail may have left is decided by whether its text had begun to be read. */
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
  const streams = new Map<string, Readable>();
  transport.use('stream', ({ message }, done) => {
    const create = message.createReadStream.bind(message);
    message.createReadStream = (streamOptions) => {
      const stream = create(streamOptions);
      streams.set(message.messageId(), stream);
      return stream;
    };
    done();
  });

  return {
    async deliver(handover) {
      const { mailbox } = parseMailbox(handover.to);
      if (mailbox === null) return { outcome: 'refused', code: null, hardBounce: true };
      const { stopLink, ...rendered } = options.render(handover); // a template that fails is our fault, not an outcome
      const messageId = messageIdOf(handover, options.fromAddress);
      try {
        const { response } = await transport.sendMail({
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
        return outcomeOfError(error as NodemailerError, streams.get(messageId)?.readableDidRead === true);
      } finally {
        streams.delete(messageId);
      }
    },
    close() {
      transport.close();
    },
  };
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
