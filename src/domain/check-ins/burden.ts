import { daysBetween, localDateAt } from '../calendar/calendar';
import type { PlannedCheckIn, PlannedMessage } from '../words/effect';
import { checkInOf } from '../pathway/lookup';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';

const WEEK = 7;
/** What goes first when a week is full. */
const rank = { invite: 0, 'reminder-1': 1, 'reminder-2': 2 } satisfies Record<PlannedMessage['role'], number>;

/**
 * Routine messages are kept to so many in a week of the patient's rhythm, over all tracks, and become fewer with silence:
 * after one miss one reminder, after a row of them none at all until the call is done. Safety check-ins are exempt, and so
 * is what was put off: the patient came for it, and it is open for one day.
 */
export function withinBurden(rules: Rules, state: EnrolmentState, planned: PlannedCheckIn[]): PlannedCheckIn[] {
  const { burden } = rules.pathway;
  if (!burden) return planned;
  const routine = ({ checkIn, deferredFrom }: { checkIn: string; deferredFrom?: string }): boolean =>
    deferredFrom === undefined && checkInOf(rules, checkIn).safety === undefined;
  const used = new Map<number, number>();
  const take = (at: Instant): boolean => {
    const week = Math.floor(daysBetween(state.firstOn, localDateAt(state.reach.timeZone, at)) / WEEK);
    const count = (used.get(week) ?? 0) + 1;
    if (count > burden.routineMessagesPerWeek) return false;
    used.set(week, count);
    return true;
  };
  // The invitation of what was answered meanwhile was sent, too.
  for (const open of state.checkIns) if (open.answered && routine(open)) take(open.opensAt);
  const wishes = planned
    .filter(routine)
    .flatMap(({ key, checkIn, messages }) =>
      // At a new address nobody has been silent yet.
      state.checkIns.some((open) => open.key === key && open.askAgain !== undefined)
        ? messages
        : afterSilence(rules, state, checkIn, messages),
    )
    .sort((a, b) => rank[a.role] - rank[b.role] || a.dueAt - b.dueAt);
  const kept = new Set(wishes.filter(({ dueAt }) => take(dueAt)).map(({ key }) => key));
  return planned.map((each) =>
    routine(each) ? { ...each, messages: each.messages.filter(({ key }) => kept.has(key)) } : each,
  );
}

function afterSilence(
  rules: Rules,
  state: EnrolmentState,
  checkIn: string,
  messages: PlannedMessage[],
): PlannedMessage[] {
  if (state.tasks.some(({ task }) => task === 'call-patient')) return [];
  const missed = state.missedInARow[checkIn] ?? 0;
  const until = fullAt(rules, state);
  return messages.filter(({ role, dueAt }) => (missed === 0 || role !== 'reminder-2') && dueAt < until);
}

/**
 * When the row of misses is full, should what is open stay unanswered. What is due at that very minute is not promised: it
 * could leave before the house has seen that somebody must ring.
 */
function fullAt(rules: Rules, { checkIns, missedInARow }: EnrolmentState): Instant {
  const last = checkIns.filter(({ answered, checkIn, callAt }) => {
    const { count } = checkInOf(rules, checkIn).missedInARow;
    return !answered && callAt === undefined && (missedInARow[checkIn] ?? 0) + 1 >= count;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...last.map(({ closesAt }) => closesAt));
}
