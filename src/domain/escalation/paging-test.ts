import { localDateAt } from '../calendar/calendar';
import { dayWords } from '../telling/by-when';
import { listText } from '../telling/english';
import type { MessageChannel } from '../words/message';
import { DAY, HOUR, type Instant, MINUTE } from '../words/time';

// Whether an alert would reach somebody: a person pages themselves over the road of the alerts, and each step of it is told.
// Nobody waits for one, so it is about no patient, climbs no ladder and ends by itself.

/** So long it is handed over again where nothing takes it: nobody is to be woken at three by what was asked at ten. */
export const TRIED_FOR = HOUR;
/** A new one may be asked after so long (wall clock). */
export const AGAIN_AFTER = MINUTE;
/** Later than this nothing has taken it up: an alert would have left. */
const TAKEN_UP_WITHIN = MINUTE / 2;
/** Whoever has had it accepted and not opened by then is told where to look. */
const OPENED_WITHIN = 2 * MINUTE;

/** One way by which it was sent, as the ledger has it. `code`, `status`: of the last answer. */
export type TestedWay = {
  channel: MessageChannel;
  state: string;
  reason: string | null;
  acceptedAt: Instant | null;
  tries: number;
  code: number | null;
  status: string | null;
};

/** `sameAddresses`: those it was sent to are the ones that stand here now. */
export type PagingTest = {
  askedAt: Instant;
  openedAt: Instant | null;
  acknowledgedAt: Instant | null;
  sameAddresses: boolean;
  ways: TestedWay[];
};

export const testSteps = ['asked', 'email', 'pager', 'opened', 'acknowledged'] as const;

/** One step, in the order in which they come. `at`: when it was done; of what is waited for, since when. */
export type TestStep = {
  what: (typeof testSteps)[number];
  state: 'done' | 'waiting' | 'failed';
  at: Instant | null;
  words: string;
  /** What it means and what to do; null: nothing. */
  advice: string | null;
};

export const testedStates = [
  'never',
  'changed',
  'under-way',
  'acknowledged',
  'not-accepted',
  'not-acknowledged',
] as const;

/** What is known of somebody's ways, in a line beside the name. */
export type Tested = { state: (typeof testedStates)[number]; words: string };

/** From the asking to the acknowledgement. */
export function stepsOf(test: PagingTest, now: Instant): TestStep[] {
  const asked = { what: 'asked', state: 'done', at: test.askedAt, words: 'Asked', advice: null } as const;
  return [asked, ...test.ways.map((way) => handedOver(way, test, now)), opened(test, now), acknowledged(test)];
}

/** It is still on its way or waited for; later it is what it was. */
export const isUnderWay = ({ askedAt, acknowledgedAt }: PagingTest, now: Instant): boolean =>
  acknowledgedAt === null && now - askedAt < TRIED_FOR;

/** Of this night: whoever looks wants to see every step of it. */
export const isRecent = ({ askedAt }: PagingTest, now: Instant): boolean => now - askedAt < 12 * HOUR;

/** The newest test of somebody, in words; `test` null: there was none. */
export function testedWords(test: PagingTest | null, timeZone: string, now: Instant): Tested {
  if (test === null) return { state: 'never', words: 'never tested' };
  const day = dayWords(localDateAt(timeZone, test.askedAt), localDateAt(timeZone, now));
  if (!test.sameAddresses) return { state: 'changed', words: `not tested since the address changed (test of ${day})` };
  if (isUnderWay(test, now)) return { state: 'under-way', words: 'being tested now' };
  const untaken = test.ways.filter(({ acceptedAt }) => acceptedAt === null).map(({ channel }) => names[channel].short);
  const missing = untaken.length === 0 ? '' : `; not taken: ${listText(untaken)}`;
  if (test.acknowledgedAt !== null)
    return { state: 'acknowledged', words: `tested ${day}, acknowledged ${afterWords(test)}${missing}` };
  if (untaken.length === test.ways.length)
    return { state: 'not-accepted', words: `test of ${day} was not accepted (${listText(untaken)})` };
  return { state: 'not-acknowledged', words: `test of ${day} was never acknowledged${missing}` };
}

const names = {
  mail: { step: 'email', short: 'email', who: 'the mail server' },
  webhook: { step: 'pager', short: 'pager', who: 'the pager’s service' },
} as const satisfies Record<MessageChannel, { step: TestStep['what']; short: string; who: string }>;

function handedOver(way: TestedWay, { askedAt }: PagingTest, now: Instant): TestStep {
  const { step: what, who } = names[way.channel];
  if (way.acceptedAt !== null)
    return { what, state: 'done', at: way.acceptedAt, words: `Accepted by ${who}`, advice: null };
  const why = whyNot(way, now - askedAt);
  const unsaid = way.state === 'ambiguous' ? `No answer from ${who}` : `Not accepted by ${who}`;
  if (why !== null) return { what, state: 'failed', at: null, words: unsaid, advice: why };
  const advice =
    now - askedAt < TAKEN_UP_WITHIN
      ? null
      : 'Whatever sends alerts has not taken it up, so an alert would wait, too. Tell whoever runs Throughline; until it moves, do not rely on being woken.';
  return { what, state: 'waiting', at: askedAt, words: `Still waiting for ${who}, since`, advice };
}

const CORRECT =
  'Ask whoever runs Throughline to correct it, then page yourself again: until then no alert reaches you.';
const TRIED_AGAIN =
  'It is tried again, as an alert would be. If it stays so, tell whoever runs Throughline, and do not rely on being woken.';

/** Null while nothing has refused it. */
function whyNot(way: TestedWay, sinceMs: number): string | null {
  const { channel, state, reason, tries } = way;
  if (state === 'refused') return `${refusedWords(way)} ${CORRECT}`;
  if (state === 'withheld' && reason === 'undeliverable')
    return `The address was taken away before it could leave. ${CORRECT}`;
  if (state === 'withheld' && reason === 'merged') return 'A newer test has taken its place.';
  if (state === 'ambiguous')
    return 'The line went dead while it was handed over: it may have arrived. Look for it; if it is not there, page yourself again.';
  if (state === 'withheld' || sinceMs >= TRIED_FOR)
    return 'Nothing took it within an hour, so it was given up: nobody waits for a test. An alert would be tried on. Tell whoever runs Throughline, and do not rely on being woken.';
  return tries > 0 && (state === 'planned' || state === 'claimed')
    ? `${deferredWords(way, names[channel].who)} ${TRIED_AGAIN}`
    : null;
}

function refusedWords({ channel, code }: TestedWay): string {
  if (channel === 'mail') return 'There is no such mailbox.';
  if (code === 410) return 'The address of your pager is given up (410).';
  return 'This house tells no pager, or not at that address.';
}

function deferredWords({ channel, code, status }: TestedWay, who: string): string {
  const name = `${who.charAt(0).toUpperCase()}${who.slice(1)}`;
  if (code === null) return `${name} could not be reached.`;
  const answer = `(${String(code)}${status === null ? '' : ` ${status}`})`;
  if (channel === 'mail' && code >= 500)
    return `${name} refuses it ${answer}: by a rule of its own, or because the mailbox is full.`;
  return `${name} did not take it ${answer}.`;
}

function opened({ openedAt, ways }: PagingTest, now: Instant): TestStep {
  if (openedAt !== null) return { what: 'opened', state: 'done', at: openedAt, words: 'Opened by you', advice: null };
  const accepted = ways.flatMap(({ acceptedAt }) => acceptedAt ?? []);
  const isLate = accepted.length > 0 && now - Math.min(...accepted) >= OPENED_WITHIN;
  const advice =
    'Look among unwanted mail, and whether your telephone shows and rings for mail of this sender: alerts come from it, too.';
  return { what: 'opened', state: 'waiting', at: null, words: 'Not opened yet', advice: isLate ? advice : null };
}

function acknowledged(test: PagingTest): TestStep {
  const { acknowledgedAt: at } = test;
  if (at === null) return { what: 'acknowledged', state: 'waiting', at, words: 'Not acknowledged yet', advice: null };
  return { what: 'acknowledged', state: 'done', at, words: `Acknowledged ${afterWords(test)},`, advice: null };
}

/** `after 1 min`, `after 3 h`, `after 2 days`. */
function afterWords({ askedAt, acknowledgedAt }: PagingTest): string {
  const ms = Math.max(0, (acknowledgedAt ?? askedAt) - askedAt);
  if (ms < MINUTE) return 'within a minute';
  if (ms < 2 * HOUR) return `after ${String(Math.floor(ms / MINUTE))} min`;
  return ms < 2 * DAY ? `after ${String(Math.floor(ms / HOUR))} h` : `after ${String(Math.floor(ms / DAY))} days`;
}
