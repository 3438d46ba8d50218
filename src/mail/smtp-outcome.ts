import type { Outcome } from '../domain/words/message';

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
  const said = { code, ...(status === null ? {} : { status }) };
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
