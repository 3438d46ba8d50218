import { instantAt, localDateAt, plusDays, wallTimeAt } from '../calendar/calendar';
import { PLAN_AHEAD, planWhole } from '../check-ins/plan';
import { digest } from '../step/digest';
import type { Rules } from '../step/rules';
import type { EventData } from '../words/event';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';

type Choice = EventData['escalation.resolved'];

/**
 * When each message of the plan would leave if the escalation were resolved at this moment, by its key: the plan that the
 * core would make then, without what another one says at the same instant, and not outside the clinic's hours for mail.
 */
export function leavesAfter(rules: Rules, state: EnrolmentState, choice: Choice, now: Instant): Map<string, Instant> {
  const event = {
    ...{ id: 'preview', seq: state.lastSeq + 1, type: 'escalation.resolved' as const, data: choice },
    ...{ occurredAt: now, recordedAt: Math.max(now, state.now), observed: [] },
  };
  const after = digest(rules, state, [event], { now: event.recordedAt, observed: [] });
  // Another open escalation, or an end that was taken back, goes on holding them.
  if (after.state.holds.length > 0 || after.state.onHold) return new Map();
  const planned = planWhole({ rules: after.rules, state: after.state }, now + PLAN_AHEAD);
  const messages = [
    ...planned.checkIns.flatMap((checkIn) => withoutMerged(checkIn.messages)),
    ...planned.appointments.flatMap((appointment) => appointment.messages),
  ];
  return new Map(messages.map(({ key, dueAt }) => [key, inMailHours(after.rules, after.state, dueAt)]));
}

type Planned = { key: string; role: string; dueAt: Instant };

/** Of one instant one leaves: an invitation that has not left comes first, and otherwise the last reminder says it all. */
function withoutMerged(messages: readonly Planned[]): Planned[] {
  return messages.filter(({ role, dueAt }, index) => {
    const same = messages.filter((other) => other.dueAt === dueAt);
    if (same.length === 1) return true;
    return same.some((other) => other.role === 'invite') ? role === 'invite' : messages[index + 1]?.dueAt !== dueAt;
  });
}

function inMailHours(
  { clinic: { promptHours } }: Rules,
  { reach: { timeZone } }: EnrolmentState,
  at: Instant,
): Instant {
  const [wall, date] = [wallTimeAt(timeZone, at), localDateAt(timeZone, at)];
  if (wall < promptHours.from) return instantAt(timeZone, date, promptHours.from);
  return wall < promptHours.to ? at : instantAt(timeZone, plusDays(date, 1), promptHours.from);
}
