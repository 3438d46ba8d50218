import { passTime } from '../due';
import type { DomainEvent, EventOf, EventType } from '../event';
import { follow } from '../moves';
import { takerOf } from '../stages/takers';
import { kindOf } from '../stages/registry';
import type { Instant } from '../time';
import { eventRule, note, type Work } from '../work';
import { takeAnswer, takeSignal } from './answers';
import { takeDecision, takePause, takeResumption, takeStart, takeWithdrawal } from './course';
import { takeRaised, takeResolved } from './holds';
import { takeBounce, takeConsent, takeDeath, takeReach } from './person';

type Takers = { [T in EventType]: (work: Work, event: EventOf<T>, at: Instant) => void };

/** What each fact does. A new fact does not compile until it has its line. */
const takers = {
  'enrolment.started': takeStart,
  'diagnosis.recorded': takeByStage,
  'medication.started': takeByStage,
  'medication.stopped': takeByStage,
  'decision.made': takeDecision,
  'enrolment.paused': takePause,
  'enrolment.resumed': takeResumption,
  'enrolment.withdrawn': takeWithdrawal,
  'patient.died': takeDeath,
  'contact.changed': takeReach,
  'contact.bounced': takeBounce,
  'consent.changed': takeConsent,
  'safety.signalled': takeSignal,
  'escalation.raised': takeRaised,
  'escalation.resolved': takeResolved,
  'check-in.answered': takeAnswer,
  'task.completed': takeCompletion,
  'time.passed': (work, event) => {
    passTime(work, event.recordedAt, true);
  },
} satisfies Takers;

/** Hands a fact to its taker: they are paired by name. */
export function take(work: Work, event: DomainEvent, at: Instant): void {
  (takers[event.type] as (work: Work, event: DomainEvent, at: Instant) => void)(work, event, at);
}

function takeByStage(work: Work, event: DomainEvent, at: Instant): void {
  const seat = takerOf(work.rules, work.state, event);
  if (!seat) return;
  if (!seat.track.recorded.includes(event.type)) seat.track.recorded.push(event.type);
  const exit = kindOf(seat.stage.kind).handle(work, seat, event, at);
  if (exit) follow(work, seat.track, exit, at);
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
}
