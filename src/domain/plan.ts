import type { PlannedCheckIn, PlannedMessage } from './effect';
import { checkInOf } from './lookup';
import { dateOfKey, nextOpening, type Occurrence } from './occurrences';
import { plusDays } from './calendar';
import type { Rules } from './rules';
import type { EnrolmentState } from './state';
import { DAY, type Instant } from './time';
import { atPreferredTime } from './work';

/** So far ahead the rows of the plan are written. */
export const PLAN_AHEAD = 28 * DAY;

/**
 * Check-ins that are open or will open up to the horizon, with their messages. A held patient's are in it too: the
 * dispatcher's guard holds them back. Without consent, address or leave to write, a check-in has no messages.
 */
export function plan(rules: Rules, state: EnrolmentState, horizon: Instant): PlannedCheckIn[] {
  const open = state.checkIns.filter((checkIn) => !checkIn.answered);
  return [...open, ...upcoming(rules, state, horizon)].map((occurrence) => ({
    key: occurrence.key,
    checkIn: occurrence.checkIn,
    ask: occurrence.ask,
    opensAt: occurrence.opensAt,
    closesAt: occurrence.closesAt,
    messages: messagesOf(rules, state, occurrence),
  }));
}

/** Occurrences that have not opened yet, in order. */
function upcoming(rules: Rules, state: EnrolmentState, horizon: Instant): Occurrence[] {
  const openedThrough = { ...state.openedThrough };
  const found: Occurrence[] = [];
  for (;;) {
    const next = nextOpening(rules, state, openedThrough);
    if (!next || next.opensAt > horizon) return found;
    if (next.occurrence) found.push(next.occurrence);
    for (const series of next.series) openedThrough[series] = next.date;
  }
}

function mayWrite(state: EnrolmentState): boolean {
  return !state.ended && state.emailConsent && state.reach.hasEmail && !state.undeliverable && !state.messagesEnded;
}

function messagesOf(rules: Rules, state: EnrolmentState, occurrence: Occurrence): PlannedMessage[] {
  if (!mayWrite(state)) return [];
  const [first, second] = checkInOf(rules, occurrence.checkIn).reminderAfterDays;
  const wishes: [PlannedMessage['role'], number | undefined][] = [
    ['invite', 0],
    ['reminder-1', first],
    ['reminder-2', second],
  ];
  const messages = wishes.flatMap(([role, afterDays]): PlannedMessage[] => {
    if (afterDays === undefined) return [];
    const wanted =
      afterDays === 0 ? occurrence.opensAt : atPreferredTime(state, plusDays(dateOfKey(occurrence.key), afterDays));
    const dueAt = Math.max(wanted, state.quietUntil);
    return [{ key: `${occurrence.key}/${role}`, role, dueAt, expiresAt: occurrence.closesAt }];
  });
  // Several that a quiet time moved to the same instant would arrive together: the last one says it all.
  return messages.filter(
    (message, index) =>
      message.dueAt < occurrence.closesAt && !messages.slice(index + 1).some((later) => later.dueAt === message.dueAt),
  );
}
