import { ringWhereNoMailAsks } from '../check-ins/open-check-in';
import type { EventOf } from '../words/event';
import { endOf } from '../escalation/hold-ends';
import { openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { eventRule, note, todayOf, type Work } from '../step/work';
import { pauseUntil } from './course';

/** While a tier-now escalation of the patient is open, routine messages wait for whoever resolves it. */
export function takeRaised(work: Work, event: EventOf<'escalation.raised'>, at: Instant): void {
  const { state } = work;
  if (!state.holds.includes(event.data.escalation)) state.holds.push(event.data.escalation);
  note(work, { at, what: 'messages.held', rule: eventRule(event.type) });
}

/** The resolver said what becomes of the messages. Another open escalation goes on holding them. */
export function takeResolved(work: Work, event: EventOf<'escalation.resolved'>, at: Instant): void {
  const { state } = work;
  const { escalation, messages } = event.data;
  const rule = eventRule(event.type);
  state.holds = state.holds.filter((hold) => hold !== escalation);
  // What fell due while held goes out from now on, and not twice at once.
  state.quietUntil = Math.max(state.quietUntil, at);
  const until =
    typeof messages === 'object' ? Math.max(endOf('resolution', messages.until, at), state.pause?.until ?? 0) : at;
  if (state.ended || messages === 'resume' || (messages !== 'end' && until <= at)) {
    note(work, { at, what: 'messages.resumed', rule });
  } else if (messages === 'end') {
    state.messagesEnded = true;
    note(work, { at, what: 'messages.ended', rule });
    openTask(work, { task: 'reach-by-other-way', about: todayOf(state, at), at, rule });
    ringWhereNoMailAsks(work, at);
  } else {
    pauseUntil(work, until, at, rule);
  }
}
