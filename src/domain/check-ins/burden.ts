import { daysBetween, localDateAt } from '../calendar/calendar';
import { remindedBefore } from '../appointments/ahead';
import type { PlannedAppointment, PlannedCheckIn, PlannedMessage, PlannedReminder } from '../words/effect';
import { checkInOf } from '../pathway/lookup';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';

const WEEK = 7;
/** What goes first when a week is full. */
const rank = { invite: 0, 'reminder-1': 2, 'reminder-2': 3 } satisfies Record<PlannedMessage['role'], number>;
/** Whoever does not come has lost more than a questionnaire asked twice. */
const RANK_OF_APPOINTMENTS = 1;

type Mail = PlannedMessage | PlannedReminder;
const rankOf = ({ role }: Mail): number => (role in rank ? rank[role as PlannedMessage['role']] : RANK_OF_APPOINTMENTS);

/** What may be sent of check-ins and of appointments: they share one budget. */
export type Mails = { checkIns: PlannedCheckIn[]; appointments: PlannedAppointment[] };

/** What is about safety is exempt from every budget, and so is what was put off: the patient came for it, and it is open for one day. */
export const isRoutine = (
  rules: Rules,
  { checkIn, deferredFrom }: { checkIn: string; deferredFrom?: string },
): boolean => deferredFrom === undefined && checkInOf(rules, checkIn).safety === undefined;

/**
 * Routine messages are kept to so many in a week of the patient's rhythm, over all tracks, and become fewer with silence:
 * after one miss one reminder, after a row of them none at all until the call is done.
 */
export function withinBurden(rules: Rules, state: EnrolmentState, planned: Mails): Mails {
  const { burden } = rules.pathway;
  if (!burden) return planned;
  const used = new Map<number, number>();
  const take = (at: Instant): boolean => {
    const week = Math.floor(daysBetween(state.firstOn, localDateAt(state.reach.timeZone, at)) / WEEK);
    const count = (used.get(week) ?? 0) + 1;
    if (count > burden.routineMessagesPerWeek) return false;
    used.set(week, count);
    return true;
  };
  // The invitation of what was answered meanwhile was sent, too.
  for (const open of state.checkIns) if (open.answered && isRoutine(rules, open)) take(open.opensAt);
  for (const at of remindedBefore(rules, state)) take(at);
  const until = silentFrom(rules, state);
  const wishes: Mail[] = planned.appointments.flatMap(({ messages }) => messages);
  for (const each of planned.checkIns) {
    if (!isRoutine(rules, each)) continue;
    // At a new address nobody has been silent yet.
    const anew = state.checkIns.some((open) => open.key === each.key && open.askAgain !== undefined);
    const missed = state.missedInARow[each.checkIn] ?? 0;
    for (const message of each.messages)
      if (anew || ((missed === 0 || message.role !== 'reminder-2') && message.dueAt < until)) wishes.push(message);
  }
  wishes.sort((a, b) => rankOf(a) - rankOf(b) || a.dueAt - b.dueAt);
  const kept = new Set<Mail>();
  for (const wish of wishes) if (take(wish.dueAt)) kept.add(wish);
  const within = <T extends { messages: Mail[] }>(each: T): T =>
    each.messages.every((message) => kept.has(message))
      ? each
      : { ...each, messages: each.messages.filter((message) => kept.has(message)) };
  return {
    checkIns: planned.checkIns.map((each) => (isRoutine(rules, each) ? within(each) : each)),
    appointments: planned.appointments.map(within),
  };
}

/**
 * From when on nothing is sent to who has been silent: from now while somebody is to ring, and else when the row of misses
 * is full, should what is open stay unanswered. What is due at that very minute is not promised: it could leave before the
 * house has seen that somebody must ring.
 */
function silentFrom(rules: Rules, { checkIns, missedInARow, tasks }: EnrolmentState): Instant {
  if (tasks.some(({ task }) => task === 'call-patient')) return -Infinity;
  let from = Infinity;
  for (const { answered, checkIn, callAt, closesAt } of checkIns) {
    if (answered || callAt !== undefined) continue;
    if ((missedInARow[checkIn] ?? 0) + 1 >= checkInOf(rules, checkIn).missedInARow.count)
      from = Math.min(from, closesAt);
  }
  return from;
}
