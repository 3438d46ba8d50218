/** Why a text is not one plain mailbox; a closed list, so that nothing of the text itself gets into a message. */
export type AddressFault = 'empty' | 'too long' | 'not plain ASCII' | 'not of the form name@host' | 'not a host name';

export type ParsedMailbox = { mailbox: string; fault: null } | { mailbox: null; fault: AddressFault };

// RFC 5321 4.5.3.1: 64 octets before the @, 255 after it, 256 for the path with its angle brackets.
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;
const MAX_LABEL = 63;

// RFC 5322 dot-atom. Quoted locals, comments, groups, lists, display names and address literals are legal mail syntax and
// are refused on purpose: each of them has moved a mail to somebody else in some parser.
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/;
const PRINTABLE = /^[\x21-\x7e]*$/;

/** One mailbox and nothing else: what leaves here goes into `RCPT TO` as it is. */
export function parseMailbox(text: string): ParsedMailbox {
  const fault = faultOf(text);
  return fault === null ? { mailbox: text, fault } : { mailbox: null, fault };
}

function faultOf(text: string): AddressFault | null {
  if (text === '') return 'empty';
  if (text.length > MAX_ADDRESS) return 'too long';
  if (!PRINTABLE.test(text)) return 'not plain ASCII';
  const [local = '', host = '', ...more] = text.split('@');
  if (more.length > 0 || host === '' || !LOCAL.test(local)) return 'not of the form name@host';
  if (local.length > MAX_LOCAL) return 'too long';
  return isHostName(host) ? null : 'not a host name';
}

/** At least two labels, and a last one that is no number: `1.2.3.4` is an address, not a name. */
function isHostName(host: string): boolean {
  const labels = host.split('.');
  return (
    labels.length >= 2 &&
    labels.every((label) => label.length <= MAX_LABEL && LABEL.test(label)) &&
    /[A-Za-z]/.test(labels.at(-1) ?? '')
  );
}
