import { passTime } from '../step/due';
import { staffEventTypes, type DomainEvent, type EventOf, type EventType } from '../words/event';
import { beginTracks, follow } from '../stages/moves';
import type { EnrolmentState } from '../words/state';
import { takerOf } from '../stages/takers';
import { kindOf, seatsOf } from '../stages/registry';
import { closedByHand } from '../promises/tasks';
import type { Instant } from '../words/time';
import { eventRule, note, type Work } from '../step/work';
import { takeAnswer, takeSignal } from './answers';
import {
  takeContraindication,
  takeExamination,
  takeHistory,
  takeKnownFlag,
  takeTaperReview,
  takeTotal,
} from './clinical';
import { takeDeferral } from './deferral';
import { takeImagingOrder, takeImagingReport } from './imaging';
import { isStopBesideTrial, takeMedicationReview, takeSnooze, takeStopBesideTrial } from './medicines';
import { takeAcceptance, takeAdmission, takeBypass, takeDischarge, takeTransfer } from './moves';
import { takeSession } from './sessions';
import { takeDecision, takePause, takeResumption, takeStart, takeWithdrawal } from './course';
import { takeMigration } from './migration';
import { resumeChecked, takeCorrection } from './corrections';
import { takeRaised, takeResolved } from './holds';
import { takeBounce, takeConsent, takeDeath, takeMerge, takePersonCorrected, takeReach } from './person';

type Takers = { [T in EventType]: (work: Work, event: EventOf<T>, at: Instant) => void };

/** What each fact does. A new fact does not compile until it has its line. */
const takers = {
  'enrolment.started': takeStart,
  'diagnosis.recorded': takeByStage,
  'medication.started': takeByStage,
  'medication.stopped': takeStop,
  'medication.checked': takeByStage,
  'medication.contraindicated': takeContraindication,
  'medication.reviewed': takeMedicationReview,
  'prompt.snoozed': takeSnooze,
  'taper.reviewed': takeTaperReview,
  'history.recorded': takeHistory,
  'examination.recorded': takeExamination,
  'imaging.ordered': takeImagingOrder,
  'imaging.reported': takeImagingReport,
  'session.booked': takeSession,
  'session.moved': takeSession,
  'session.attended': takeSession,
  'session.missed': takeSession,
  'session.cancelled': takeSession,
  'procedure.ordered': takeByStage,
  'procedure.checked': takeByStage,
  'procedure.performed': takeByStage,
  'procedure.refused': takeByStage,
  'psychology.assessed': takeByStage,
  'psychology.requested': takeByStage,
  'score.entered': takeTotal,
  'flag.known': takeKnownFlag,
  'stage.bypassed': takeBypass,
  'enrolment.transferred': takeTransfer,
  'enrolment.accepted': takeAcceptance,
  'decision.made': takeDecision,
  'pathway.migrated': takeMigration,
  'enrolment.paused': takePause,
  'enrolment.resumed': takeResumption,
  'enrolment.withdrawn': takeWithdrawal,
  'patient.died': takeDeath,
  'patient.admitted': takeAdmission,
  'patient.discharged': takeDischarge,
  'patient.corrected': takePersonCorrected,
  'patient.merged': takeMerge,
  'contact.changed': takeReach,
  'contact.bounced': takeBounce,
  'consent.changed': takeConsent,
  'safety.signalled': takeSignal,
  'escalation.raised': takeRaised,
  'escalation.resolved': takeResolved,
  'check-in.answered': takeAnswer,
  'form.deferred': takeDeferral,
  'task.completed': takeCompletion,
  'event.retracted': takeCorrection,
  'response.moved': takeCorrection,
  'time.passed': (work, event) => {
    passTime(work, event.recordedAt, true);
  },
} satisfies Takers;

/** Hands a fact to its taker: they are paired by name. Rules may ask whether it was ever recorded. */
export function take(work: Work, event: DomainEvent, at: Instant): void {
  if (staffFacts.has(event.type)) remind(work.state, event.type);
  (takers[event.type] as (work: Work, event: DomainEvent, at: Instant) => void)(work, event, at);
  if (work.state.ended) return;
  beginTracks(work, event.type, at);
  if (!staffFacts.has(event.type)) return;
  for (const seat of seatsOf(work.rules, work.state)) kindOf(seat.stage.kind).onFact?.(work, seat, at);
}

const staffFacts: ReadonlySet<EventType> = new Set<EventType>(staffEventTypes);

function remind({ history, tracks }: EnrolmentState, type: EventType): void {
  if (!history.recorded.includes(type)) history.recorded.push(type);
  // Facts that no stage takes for itself count for each; the others are noted by the stage that takes them.
  if (takers[type] === takeByStage || type === 'medication.stopped') return;
  for (const track of tracks) if (!track.recorded.includes(type)) track.recorded.push(type);
}

function takeStop(work: Work, event: EventOf<'medication.stopped'>, at: Instant): void {
  if (isStopBesideTrial(work, event)) takeStopBesideTrial(work, event, at);
  else takeByStage(work, event, at);
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
  closedByHand(work, done, at, event.data.reached);
  if (done.task === 'check-before-resuming') resumeChecked(work, at, rule);
}
