import { everyWords } from '../domain/escalation/foresight';
import type { Tier } from '../domain/instrument/types';
import type { PagingTestMail, StaffAlertMail } from '../domain/words/message';
import type { Instant } from '../domain/words/time';

// What a staff alert says: how urgent, until when, how often it was said before, and what happens next. Nothing of the
// patient and nothing of what is wrong: a mail is read over shoulders and on locked screens. The words are behind the link.

const shouted = { now: 'NOW', today: 'TODAY', digest: 'TO LOOK AT' } as const satisfies Record<Tier, string>;
const needed = {
  now: 'a person now',
  today: 'a person today',
  digest: 'to be looked at',
} as const satisfies Record<Tier, string>;

type Alert = Omit<StaffAlertMail, 'escalationId'>;

/** `NOW – answer by 10:37, Tue 1 Dec (3rd time, 2 items)`. The moment is on the clinic's wall. */
export function alertSubject({ tier, answerBy, times, items, news, handedOver }: Alert, timeZone: string): string {
  const more = [
    ...(handedOver ? ['handed over'] : []),
    ...(news ? ['something new'] : []),
    ...(times > 1 ? [`${ordinal(times)} time`] : []),
    ...(items > 1 ? [`${String(items)} items`] : []),
  ];
  const beside = more.length === 0 ? '' : ` (${more.join(', ')})`;
  return `${shouted[tier]} – ${handedOver ? 'yours until' : 'answer by'} ${momentOf(answerBy, timeZone)}${beside}`;
}

/** The mail itself: what it is about, and who is told if nobody answers. */
export function alertSentences(
  { tier, answerBy, items, next, news, everyMinutes, handedOver }: Alert,
  { publicName, timeZone }: { publicName: string; timeZone: string },
): { about: string; then: string; because: string } {
  const one = items === 1;
  const about = `${one ? 'An item' : `${String(items)} items about one patient`} at ${publicName} ${one ? 'needs' : 'need'} ${needed[tier]}.`;
  const added = news ? ' Something new has come in since you were told.' : '';
  const others = one ? '' : ' The link opens the most urgent one; the others stand beside it.';
  const by = momentOf(answerBy, timeZone);
  const given = handedOver ? ' It was handed over to you.' : '';
  const because = handedOver ? `somebody handed it over to you at ${publicName}` : `you are on duty at ${publicName}`;
  return {
    about: `${about}${given}${added}${others}`,
    because,
    then: thenWords({ next, everyMinutes, handedOver }, by),
  };
}

type After = Pick<Alert, 'next' | 'everyMinutes' | 'handedOver'>;

/** `TEST – you paged yourself at 22:10, Tue 1 Dec`. Nobody is to jump at it. */
export const testSubject = ({ askedAt }: PagingTestMail, timeZone: string): string =>
  `TEST – you paged yourself at ${momentOf(askedAt, timeZone)}`;

/** What happens if nobody does anything, by what the ladder and the rota say. */
function thenWords({ next, everyMinutes, handedOver }: After, by: string): string {
  if (handedOver) return `It is yours until ${by}; then it rings again. If you cannot take it, hand it on.`;
  if (next !== null)
    return `If nobody answers by ${by}, the next on the list is told${next === undefined ? '' : `: ${next}`}.`;
  const last = 'You are the last on the list, with everybody on duty.';
  return everyMinutes === undefined
    ? `${last} If nobody answers, you are told again at ${by}.`
    : `${last} You will be asked again ${everyWords(everyMinutes)}, next at ${by}.`;
}

/** 1st, 2nd, 3rd, 4th, … 11th, 12th, 13th, … 21st. */
function ordinal(count: number): string {
  const teen = count % 100 > 10 && count % 100 < 14;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${String(count)}${ending}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** `10:37, Tue 1 Dec` */
function momentOf(at: Instant, timeZone: string): string {
  let format = formatters.get(timeZone);
  if (!format) {
    const fields = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-GB', { ...fields, hourCycle: 'h23', timeZone });
    formatters.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${read('hour')}:${read('minute')}, ${read('weekday')} ${read('day')} ${read('month')}`;
}
