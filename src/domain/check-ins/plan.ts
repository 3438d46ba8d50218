import { appointmentsAhead } from '../appointments/ahead';
import type { PlannedAppointment, PlannedCheckIn, PlannedMessage } from '../words/effect';
import { type Mails, withinBurden } from './burden';
import { deferredAhead } from './deferred';
import { checkInOf } from '../pathway/lookup';
import { isPausedAt, mayWrite } from './occurrences';
import { type Standing, upcoming } from './agenda';
import { dateOfKey } from './key';
import { localDateAt, plusDays } from '../calendar/calendar';
import type { Rules } from '../step/rules';
import type { EnrolmentState, OpenCheckIn } from '../words/state';
import { DAY, HOUR, type Instant } from '../words/time';
import { atPreferredTime } from '../step/work';

/** So far ahead the rows of the plan are written. */
export const PLAN_AHEAD = 28 * DAY;

/**
 * Check-ins that are open or will open up to the horizon, with their messages. A held patient's are in it too: the
 * dispatcher's guard holds them back. Without consent, address or leave to write, a check-in has no messages.
 */
export function plan(rules: Rules, state: EnrolmentState, horizon: Instant): PlannedCheckIn[] {
  return planOf({ rules, state }, horizon);
}

export function planOf(standing: Standing, horizon: Instant): PlannedCheckIn[] {
  return planWhole(standing, horizon).checkIns;
}

/** The appointments to come, with the mails that call them to mind up to the horizon. */
export function planAppointments(rules: Rules, state: EnrolmentState, horizon: Instant): PlannedAppointment[] {
  return planWhole({ rules, state }, horizon).appointments;
}

/** All that goes to the patient by itself: what is asked and what is called to mind share one budget. */
export function planWhole(standing: Standing, horizon: Instant): Mails {
  const { rules, state } = standing;
  const ahead = checkInsAhead(standing, horizon);
  return withinBurden(rules, state, {
    checkIns: ahead.map((occurrence) => plannedOf(rules, state, occurrence)),
    appointments: appointmentsAhead(rules, state, horizon),
  });
}

function plannedOf(rules: Rules, state: EnrolmentState, occurrence: OpenCheckIn): PlannedCheckIn {
  const { key, checkIn, ask, opensAt, closesAt, callAt, deferredFrom } = occurrence;
  const messages = messagesOf(rules, state, occurrence);
  const planned: PlannedCheckIn = { key, checkIn, ask, opensAt, closesAt, messages };
  if (callAt != null) planned.callAt = callAt;
  if (deferredFrom !== undefined) planned.deferredFrom = deferredFrom;
  return planned;
}

/** What is open and unanswered, and what will open up to the horizon, in order. */
export function checkInsAhead(standing: Standing, horizon: Instant): OpenCheckIn[] {
  const { rules, state } = standing;
  const open = state.checkIns.filter((checkIn) => !checkIn.answered);
  const later = deferredAhead(rules, state, horizon);
  const ahead = upcoming(standing, horizon);
  return [...open, ...(later.length === 0 ? ahead : [...later, ...ahead].sort((a, b) => a.opensAt - b.opensAt))];
}

/** One mail, and only while the questions can be seen: in quiet hours it is not sent, and somebody rings. */
function deferredInvitation(state: EnrolmentState, asked: OpenCheckIn): PlannedMessage[] {
  const { callAt, silentUntil = 0 } = asked;
  const wanted = askedFrom(asked);
  const dueAt = Math.max(wanted, state.quietUntil);
  if (callAt == null || dueAt >= callAt || wanted < silentUntil) return [];
  return [{ key: messageKey(asked, 'invite'), role: 'invite', dueAt, expiresAt: callAt }];
}

/** When the patient is first asked: at the opening, or once the address is right. */
const askedFrom = ({ opensAt, askAgain }: OpenCheckIn): Instant => Math.max(opensAt, askAgain?.at ?? opensAt);

/** What is asked again has keys of its own: the ledger keeps what went to the address before. */
const messageKey = ({ key, askAgain }: OpenCheckIn, role: PlannedMessage['role']): string =>
  askAgain === undefined ? `${key}/${role}` : `${key}/${role}/again-${String(askAgain.times)}`;

function messagesOf(rules: Rules, state: EnrolmentState, occurrence: OpenCheckIn): PlannedMessage[] {
  if (!mayWrite(state)) return [];
  // Only safety check-ins open during a pause or a stay in hospital, and then somebody rings instead of writing.
  if (isPausedAt(state, Math.max(state.now, occurrence.opensAt))) return [];
  if (occurrence.deferredFrom !== undefined) return deferredInvitation(state, occurrence);
  const { reminderAfterDays, safety } = checkInOf(rules, occurrence.checkIn);
  const from = askedFrom(occurrence);
  const date = occurrence.askAgain ? localDateAt(state.reach.timeZone, from) : dateOfKey(occurrence.key);
  const onDay = (afterDays: number | undefined): Instant | undefined =>
    afterDays === undefined ? undefined : atPreferredTime(state, plusDays(date, afterDays));
  const { closesAt, silentUntil = 0 } = occurrence;
  const messages: PlannedMessage[] = [];
  const add = (role: PlannedMessage['role'], wanted: Instant | undefined): void => {
    if (wanted === undefined || wanted < silentUntil) return;
    const dueAt = Math.max(wanted, state.quietUntil);
    if (dueAt >= closesAt) return;
    // Of reminders that a quiet time moved to the same instant the last one says it all. Whether there is anything to remind
    // of then, the ledger knows: an invitation that has not left by then comes first, and alone.
    const before = messages.at(-1);
    if (before?.dueAt === dueAt && before.role !== 'invite') messages.pop();
    messages.push({ key: messageKey(occurrence, role), role, dueAt, expiresAt: closesAt });
  };
  add('invite', from);
  if (safety) add('reminder-1', from + safety.remindAfterHours * HOUR);
  else {
    add('reminder-1', onDay(reminderAfterDays[0]));
    add('reminder-2', onDay(reminderAfterDays[1]));
  }
  return messages;
}
