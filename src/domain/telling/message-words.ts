import type { WithheldReason } from '../words/message';

// Why a message was not sent, in words for staff: of every state a row of the ledger can be in.

const withheld = {
  withdrawn: 'the patient withdrew',
  died: 'the patient died',
  'returned-to-referrer': 'the patient went back to the referrer',
  'referred-to-surgery': 'the patient was referred to surgery',
  'care-completed': 'care was completed',
  transferred: 'another service took over',
  answered: 'the check-in was answered before',
  ended: 'the enrolment had ended',
  cancelled: 'what it is about was called off',
  moved: 'the appointment was moved',
  'not-told': 'the patient had been told nothing of the appointment before',
  'no-consent': 'there is no consent to mail: somebody rings instead',
  paused: 'messages were paused',
  undeliverable: 'there is no address that works: somebody rings instead',
  expired: 'the time to answer was over',
  merged: 'a later message says the same',
  acknowledged: 'somebody had taken the escalation on',
  resolved: 'the escalation was resolved',
  'new-round': 'the ladder had begun again',
  'new-address': 'the address was changed: it is asked anew at the new one',
  inactive: 'this person no longer works here',
  'by-staff': 'somebody of the clinic chose so',
} as const satisfies Record<WithheldReason, string>;

export type Unsent = {
  state: string;
  reason: string | null;
  /** How often it was handed over, and the last answer. */
  tries: number;
  lastCode: number | null;
  /** It was put off from the time its plan named. */
  putOff: boolean;
  /** An ambiguous one that is tried again. */
  again: boolean;
};

/** One sentence; null for what was accepted. `enrolment`: its status, for what waits with it. */
export function whyUnsent(message: Unsent, enrolment: string): string | null {
  switch (message.state) {
    case 'accepted':
      return null;
    case 'planned':
      return waiting(message, enrolment);
    case 'claimed':
    case 'attempting':
      return 'It is being handed over.';
    case 'refused':
      return 'The mail server says that there is no such mailbox: somebody rings instead.';
    case 'ambiguous':
      return `Nobody knows whether it arrived: the line went dead while it was handed over. It is ${message.again ? 'sent again' : 'not sent again'}.`;
    case 'superseded':
      return isReason(message.reason)
        ? `Not sent: ${withheldWords(message.reason)}.`
        : 'The plan no longer contains it.';
    case 'withheld':
      return `Not sent: ${withheldWords(message.reason)}.`;
    default:
      return `It is ${message.state}.`;
  }
}

function waiting({ tries, lastCode, putOff }: Unsent, enrolment: string): string {
  if (enrolment === 'held') return 'It waits until the open escalation is resolved.';
  if (enrolment === 'paused') return 'It waits until the pause is over.';
  if (tries > 0) {
    const answer = lastCode === null ? 'without an answer' : `last answer ${lastCode}`;
    return `It was not taken ${tries === 1 ? 'once' : `${tries} times`} (${answer}) and is tried again.`;
  }
  return putOff ? 'It missed its hour and waits for the next one.' : 'It waits for its time.';
}

const isReason = (reason: string | null): reason is WithheldReason => reason !== null && reason in withheld;

/** Why it was withheld, as the rest of a sentence. */
export const withheldWords = (reason: string | null): string =>
  isReason(reason) ? withheld[reason] : 'no reason was written';

/** A mail that somebody would send again, as the ledger and its guard see it. */
export type WouldGo = {
  state: string;
  template: string;
  onItsWay: boolean;
  reason: WithheldReason | null;
  waitsUntil: number | null;
};

/** Why it cannot be sent again now, in one sentence; null where it can. */
export function whyNotAgain({ state, template, onItsWay, reason }: WouldGo): string | null {
  if (template !== 'check-in' && template !== 'appointment') return 'Only questions and appointments are sent again.';
  if (state === 'planned' || state === 'claimed' || state === 'attempting') return 'It is still to go.';
  if (onItsWay) return 'It is on its way once more already.';
  return reason === null ? null : `It cannot go: ${withheldWords(reason)}.`;
}

/** When it leaves once it is sent again. */
export const againWords = ({ waitsUntil }: Pick<WouldGo, 'waitsUntil'>): string =>
  waitsUntil === null
    ? 'It goes at once.'
    : 'It goes as soon as it may: in the hours of the patient, and not while messages are kept back.';
