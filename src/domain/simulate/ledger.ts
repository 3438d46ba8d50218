import { daysBetween, instantAt, localDateAt, plusDays, sameHourAfter } from '../calendar/calendar';
import type { PlannedCheckIn, PlannedMessage } from '../words/effect';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import { HOUR, type Instant } from '../words/time';

// When the ledger of a real house lets a planned mail leave: the rules of its guard (src/storage/message/guard.ts) for one
// check-in, on the pure core.

/** A mail that left. `dueAt`: when it was planned for, as the plan said at that time. */
export type Left = { key: string; checkIn: string; role: PlannedMessage['role']; dueAt: Instant; at: Instant };

/** What is asked about: one check-in of the plan, and which of its mails have left. */
export type Waiting = {
  rules: Rules;
  state: EnrolmentState;
  checkIn: Pick<PlannedCheckIn, 'messages' | 'closesAt' | 'callAt'>;
  left: readonly Left[];
};

/** After this much a prompt has missed its hour, and goes at the patient's next one. */
const MISSED_BY = 2 * HOUR;

const order = { invite: 0, 'reminder-1': 1, 'reminder-2': 2 } satisfies Record<PlannedMessage['role'], number>;
type Mail = PlannedMessage;

/**
 * The moment from `from` on at which a mail can leave, as things stand; null where it is pointless, or waits for the
 * invitation, which comes first.
 */
export function leavesAt(waiting: Waiting, mail: Mail, from: Instant): Instant | null {
  let at = Math.max(mail.dueAt, from);
  // Each wait leads to a moment that the next look may put off once more: at most by its distance, its hour and the night.
  for (;;) {
    if (at >= mail.expiresAt || isPointless(waiting, mail, at)) return null;
    const until = waitsUntil(waiting, mail, at);
    if (until === null) return null;
    if (until <= at) return at;
    at = until;
  }
}

/** What went to an address before, or was planned for it, is of no account for what is asked anew. */
const begun = ({ key }: { key: string }): string => /\/again-\d+$/.exec(key)?.[0] ?? '';

const of = ({ left }: Waiting, mail: Mail): Left[] => left.filter((each) => begun(each) === begun(mail));

const notLeft = (waiting: Waiting): Mail[] =>
  waiting.checkIn.messages.filter(({ key }) => !waiting.left.some((each) => each.key === key));

/** Of several reminders that are due together the last one says it all; nothing comes after what came later. */
function isPointless(waiting: Waiting, mail: Mail, at: Instant): boolean {
  const sent = of(waiting, mail);
  const isLater = ({ role }: { role: Mail['role'] }): boolean => order[role] > order[mail.role];
  if (sent.some(isLater)) return true;
  if (mail.role === 'invite') return false;
  // Put off to the moment of the invitation, it would remind of what has just been asked.
  if ([...sent, ...notLeft(waiting)].some(({ role, dueAt }) => role === 'invite' && dueAt >= mail.dueAt)) return true;
  const lateBy = Math.max(0, ...sent.map((each) => each.at - each.dueAt));
  return notLeft(waiting).some((later) => isLater(later) && later.dueAt + lateBy <= at);
}

/** Until when it must wait at a moment (that moment itself: it goes); null = until something else has left. */
function waitsUntil(waiting: Waiting, mail: Mail, at: Instant): Instant | null {
  if (mail.role !== 'invite') {
    if (notLeft(waiting).some(({ role }) => role === 'invite')) return null;
    const remindsAt = Math.max(at, ...of(waiting, mail).map((sent) => countedFrom(waiting.state, sent, mail)));
    if (remindsAt > at) return Math.min(remindsAt, mail.expiresAt);
  }
  return missedHour(waiting, mail, at) ?? withinPromptHours(waiting, at);
}

/** A reminder keeps its distance in days from what it reminds of: from when that really left. */
function countedFrom({ reach: { timeZone } }: EnrolmentState, sent: Left, { dueAt }: Mail): Instant {
  const late = daysBetween(localDateAt(timeZone, sent.dueAt), localDateAt(timeZone, sent.at));
  return sameHourAfter(timeZone, dueAt, late);
}

/** The patient's next hour, for a mail that missed its own; not where a call follows on the same day. */
function missedHour({ state, rules, checkIn }: Waiting, mail: Mail, at: Instant): Instant | null {
  if (checkIn.callAt != null || at - mail.dueAt < MISSED_BY) return null;
  const { timeZone, preferredTime } = state.reach;
  const { from, to } = rules.clinic.promptHours;
  const hour = preferredTime >= from && preferredTime < to ? preferredTime : from;
  const today = localDateAt(timeZone, at);
  const todays = instantAt(timeZone, today, hour);
  if (at >= todays && at - todays < MISSED_BY) return null;
  const next = at < todays ? todays : instantAt(timeZone, plusDays(today, 1), hour);
  return next < Math.min(mail.expiresAt, checkIn.closesAt) ? next : null;
}

/** Not in the night of the patient. */
function withinPromptHours({ state, rules }: Waiting, at: Instant): Instant {
  const { timeZone } = state.reach;
  const { from, to } = rules.clinic.promptHours;
  const today = localDateAt(timeZone, at);
  const opens = instantAt(timeZone, today, from);
  if (at < opens) return opens;
  return at < instantAt(timeZone, today, to) ? at : instantAt(timeZone, plusDays(today, 1), from);
}
