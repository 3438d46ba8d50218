import { resumeChecked } from './corrections';
import { always, type Group } from './fact';
import { ringWhereNoMailAsks } from '../check-ins/open-and-close';
import type { EventOf } from '../words/event';
import { endOf } from '../escalation/hold-ends';
import { closedByHand, openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { eventRule, note, todayOf, type Work } from '../step/work';
import { pauseUntil } from './course';

export const houseFacts = {
  'escalation.raised': {
    ...always,
    status: 'held',
    take: takeRaised,
    kept: 'An escalation cannot be retracted: a named clinician resolves it.',
    told: null,
  },
  'escalation.resolved': {
    ...always,
    take: takeResolved,
    kept: 'A resolution cannot be retracted: what comes up now raises a new escalation.',
    told: null,
  },
  'task.completed': {
    ...always,
    take: takeCompletion,
    kept: 'A task that is done cannot be retracted: record what is still to do as a fact of its own.',
    told: null,
  },
} satisfies Group;

/** While a tier-now escalation of the patient is open, routine messages wait for whoever resolves it. */
function takeRaised(work: Work, event: EventOf<'escalation.raised'>, at: Instant): void {
  const { state } = work;
  if (!state.holds.includes(event.data.escalation)) state.holds.push(event.data.escalation);
  note(work, { at, what: 'messages.held', rule: eventRule(event.type) });
}

/** The resolver said what becomes of the messages. Another open escalation goes on holding them. */
function takeResolved(work: Work, event: EventOf<'escalation.resolved'>, at: Instant): void {
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

function takeCompletion(work: Work, event: EventOf<'task.completed'>, at: Instant): void {
  const { state } = work;
  const rule = eventRule(event.type);
  const done = state.tasks.find((task) => task.key === event.data.task);
  if (!done) {
    note(work, { at, what: 'event.ignored', rule, inputs: [{ name: 'because', value: 'no-such-task' }] });
    return;
  }
  state.tasks = state.tasks.filter((task) => task !== done);
  note(work, { at, what: 'task.closed', rule, key: done.key, inputs: [{ name: 'because', value: 'completed' }] });
  closedByHand(work, done, at, event.data.reached);
  if (done.task === 'check-before-resuming') resumeChecked(work, at, rule);
}
