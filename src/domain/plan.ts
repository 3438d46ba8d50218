import type { PlannedCheckIn, PlannedMessage } from './effect';
import { withinBurden } from './burden';
import { checkInOf } from './lookup';
import { advanceProgress, dateOfKey, isPausedAt, nextOpening, type Occurrence } from './occurrences';
import { plusDays } from './calendar';
import type { Rules } from './rules';
import type { EnrolmentState } from './state';
import { DAY, HOUR, type Instant } from './time';
import { atPreferredTime } from './work';

/** So far ahead the rows of the plan are written. */
export const PLAN_AHEAD = 28 * DAY;

/**
 * Check-ins that are open or will open up to the horizon, with their messages. A held patient's are in it too: the
 * dispatcher's guard holds them back. Without consent, address or leave to write, a check-in has no messages.
 */
export function plan(rules: Rules, state: EnrolmentState, horizon: Instant): PlannedCheckIn[] {
  const open = state.checkIns.filter((checkIn) => !checkIn.answered);
  const planned = [...open, ...upcoming(rules, state, horizon)].map((occurrence) => ({
    key: occurrence.key,
    checkIn: occurrence.checkIn,
    ask: occurrence.ask,
    opensAt: occurrence.opensAt,
    closesAt: occurrence.closesAt,
    ...(occurrence.callAt == null ? {} : { callAt: occurrence.callAt }),
    messages: messagesOf(rules, state, occurrence),
  }));
  return withinBurden(rules, state, planned);
}

/** Occurrences that have not opened yet, in order. */
function upcoming(rules: Rules, state: EnrolmentState, horizon: Instant): Occurrence[] {
  const progress = { openedThrough: { ...state.openedThrough }, askedOn: { ...state.askedOn } };
  const found: Occurrence[] = [];
  for (;;) {
    const next = nextOpening(rules, state, progress);
    if (!next || next.opensAt > horizon) return found;
    if (next.occurrence) found.push(next.occurrence);
    advanceProgress(progress, next);
  }
}

function mayWrite(state: EnrolmentState): boolean {
  return !state.ended && state.emailConsent && state.reach.hasEmail && !state.undeliverable && !state.messagesEnded;
}

function messagesOf(rules: Rules, state: EnrolmentState, occurrence: Occurrence): PlannedMessage[] {
  if (!mayWrite(state)) return [];
  // Only safety check-ins open during a pause or a stay in hospital, and then somebody rings instead of writing.
  if (isPausedAt(state, Math.max(state.now, occurrence.opensAt))) return [];
  const { reminderAfterDays, safety } = checkInOf(rules, occurrence.checkIn);
  const [first, second] = reminderAfterDays;
  const onDay = (afterDays: number | undefined): Instant | undefined =>
    afterDays === undefined ? undefined : atPreferredTime(state, plusDays(dateOfKey(occurrence.key), afterDays));
  const wishes: [PlannedMessage['role'], Instant | undefined][] = [
    ['invite', occurrence.opensAt],
    ['reminder-1', safety ? occurrence.opensAt + safety.remindAfterHours * HOUR : onDay(first)],
    ['reminder-2', safety ? undefined : onDay(second)],
  ];
  const messages = wishes.flatMap(([role, wanted]): PlannedMessage[] => {
    if (wanted === undefined) return [];
    const dueAt = Math.max(wanted, state.quietUntil);
    return [{ key: `${occurrence.key}/${role}`, role, dueAt, expiresAt: occurrence.closesAt }];
  });
  // Several that a quiet time moved to the same instant would arrive together: the last one says it all.
  return messages.filter(
    (message, index) =>
      message.dueAt < occurrence.closesAt && !messages.slice(index + 1).some((later) => later.dueAt === message.dueAt),
  );
}
