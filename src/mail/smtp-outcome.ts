import type { Outcome } from '../domain/message';

/** What is read of a transport's error; never its text, which may repeat an address. */
export type SmtpError = { responseCode?: number | undefined; command?: string | undefined };

/** Commands whose answer is about this one mail. A 5xx to a greeting or a login is about us, and passes. */
const aboutTheMail = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
/** Bad sequence of commands: the session was in the wrong state, not the mail (a new session may take it). */
const BAD_SEQUENCE = 503;
/** No such mailbox, not here, name not allowed (RFC 5321 4.2.3); 552 and 554 may be about size, space or content. */
const noSuchMailbox = new Set([550, 551, 553]);

/**
 * A failed hand-over as an outcome. An answer decides; without one, a mail whose text had begun to leave may have
 * arrived, and any other has certainly not.
 */
export function outcomeOfError({ responseCode, command = '' }: SmtpError, textHadBegun: boolean): Outcome {
  if (responseCode === undefined)
    return textHadBegun ? { outcome: 'ambiguous', code: null } : { outcome: 'deferred', code: null };
  if (responseCode < 500 || responseCode === BAD_SEQUENCE || !aboutTheMail.has(command))
    return { outcome: 'deferred', code: responseCode };
  const hardBounce = command !== 'MAIL FROM' && noSuchMailbox.has(responseCode);
  return { outcome: 'refused', code: responseCode, hardBounce };
}
