import { Readable } from 'node:stream';
import { createTransport, type NodemailerError, type SMTPPoolOptions } from 'nodemailer';
import type { Handover, Outcome } from '../domain/words/message';
import { calendarFile } from './calendar-file';
import { type Channel, parseMailbox } from './channel';
import type { Render } from './render';

/** What is read of a transport's error. The server's words are looked at here and go no further: they may repeat an address. */
export type SmtpError = {
  responseCode?: number | undefined;
  command?: string | undefined;
  response?: string | undefined;
};

/** No such mailbox, no such domain, a domain that takes no mail (RFC 3463, RFC 7505). */
const noSuchMailbox = new Set(['5.1.1', '5.1.2', '5.1.10']);

/**
 * A failed hand-over as an outcome. Only the answer to the recipient can say that there is no such mailbox; any other "no"
 * (a policy, a reputation, a full mailbox, whatever is said of the text) may be a "yes" tomorrow and is deferred. Without
 * an answer, a mail whose text had begun to leave may have arrived, and any other has certainly not.
 */
export function outcomeOfError(error: SmtpError, textHadBegun: boolean, mailbox = ''): Outcome {
  const { responseCode: code, command = '', response = '' } = error;
  if (code === undefined)
    return textHadBegun ? { outcome: 'ambiguous', code: null } : { outcome: 'deferred', code: null };
  const status = statusIn(response);
  const said = { code, status: status ?? undefined };
  const isGone = status === null ? code === 550 && namesMailbox(response, mailbox) : noSuchMailbox.has(status);
  if (command === 'RCPT TO' && code >= 500 && isGone) return { outcome: 'refused', ...said, hardBounce: true };
  return { outcome: 'deferred', ...said };
}

/** `550 5.1.1 …` or the first line of several. */
function statusIn(response: string): string | null {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? null;
}

const mailboxWords = /\b(mailbox|user|recipient|account|address)\b/i;
/** It is about who sends, what, how much or from where, and not about whether the mailbox exists. */
const otherWords =
  /\b(sender|message|content|spam|virus|polic\w*|block\w*|black-?list\w*|den(y|ied)|reputation|relay\w*|gr[ae]y-?list\w*|rate|limits?|quota|full|spf|dkim|dmarc|host|ip|client|connection|listed|later|temporar\w*|authentic\w*|tls)\b/i;

/** Old servers give no status: then their words must be about the mailbox, and about nothing else. */
function namesMailbox(response: string, mailbox: string): boolean {
  const named = mailbox !== '' && response.toLowerCase().includes(mailbox.toLowerCase());
  const words = named ? response.toLowerCase().replaceAll(mailbox.toLowerCase(), ' ') : response;
  return (named || mailboxWords.test(words)) && !otherWords.test(words);
}

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
      const mail = mailOf(options, handover, mailbox); // a template that fails is our fault, not an outcome
      const underWay: UnderWay = { textBegins, text: null };
      try {
        const { response } = await transport.sendMail({
          ...{ underWay },
          ...mail,
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

type Written = Pick<MailOptions, 'fromAddress' | 'replyTo' | 'render'>;

/** The whole of a mail to one mailbox, before anything carries it. */
export function mailOf({ fromAddress, replyTo, render }: Written, handover: Handover, mailbox: string) {
  const { stopLink, ...rendered } = render(handover);
  return {
    ...rendered,
    ...fileFor(handover, fromAddress),
    messageId: messageIdOf(handover, fromAddress),
    from: { name: handover.clinic.publicName, address: fromAddress },
    to: { name: '', address: mailbox },
    envelope: { from: fromAddress, to: [mailbox] },
    headers: { 'Auto-Submitted': 'auto-generated', ...stopHeaders(stopLink) },
    replyTo: replyTo ?? undefined,
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

/** What comes with a mail about an appointment: also a program that reads no invitations can open it. */
function fileFor({ appointment, clinic }: Handover, address: string) {
  if (appointment === null) return {};
  const content = calendarFile({ ...appointment, clinic, address });
  return { icalEvent: { method: 'PUBLISH', filename: 'appointment.ics', content } };
}

/** The same for every attempt: a receiver that drops second copies can. */
function messageIdOf({ messageId }: Handover, fromAddress: string): string {
  return `<${messageId}@${fromAddress.slice(fromAddress.indexOf('@') + 1)}>`;
}

function poolOf(url: string): SMTPPoolOptions & { pool: true } {
  return { url, pool: true };
}
