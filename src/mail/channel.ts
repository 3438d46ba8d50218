import { setTimeout as delay } from 'node:timers/promises';
import type { Handover, Outcome } from '../domain/words/message';

/**
 * Every way out of the building. `deliver` never throws for what the other side does: that is an outcome. It waits for
 * `textBegins` before the first byte of the text leaves, and sends nothing when that fails: only so can somebody who finds
 * the attempt later tell what never left from what may have arrived.
 */
export type Channel = {
  deliver(handover: Handover, textBegins: () => Promise<void>): Promise<Outcome>;
};

/** Keeps a lane to so many messages a second. */
export type Pace = {
  /** How many may be taken in one go; null = no limit. */
  readonly burst: number | null;
  /** Waits until `count` messages may leave. Rejects when the signal aborts. */
  take(count: number, signal?: AbortSignal): Promise<void>;
};

/**
 * A token bucket on the wall clock, filled at `perSecond` and holding one second's worth; 0 switches it off.
 * One per process and lane: the urgent lane has none, so it never stands behind bulk.
 */
export function createPace(perSecond: number): Pace {
  if (perSecond === 0) return { burst: null, take: () => Promise.resolve() };
  let tokens = perSecond;
  let filledAt = performance.now();
  return {
    burst: perSecond,
    async take(count, signal) {
      const now = performance.now();
      tokens = Math.min(perSecond, tokens + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      // Taken at once, below zero if need be: whoever comes next waits for this debt too, in order.
      tokens -= count;
      if (tokens < 0) await delay((-tokens / perSecond) * 1000, undefined, { signal });
    },
  };
}

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
