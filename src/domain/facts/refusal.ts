import { localDateAt } from '../calendar/calendar';
import { copyOf } from '../step/canonical';
import { passTime } from '../step/due';
import { type Refusal, refused } from '../words/effect';
import type { DomainEvent, EventOf, EventType } from '../words/event';
import type { Rules } from '../step/rules';
import { latestEnd, longestHolds } from '../escalation/hold-ends';
import { refuseByStage } from '../stages/takers';
import type { EnrolmentState } from '../words/state';
import { refuseHistory, refuseKnownFlag, refuseTaperReview, refuseTotal } from './clinical';
import { refuseImagingReport } from './imaging';
import { refuseMedicationReview, refuseSnooze, refuseStop } from './medicines';
import { openPromises, refuseAcceptance, refuseBypass } from './moves';
import { refuseMigration } from './migration';
import { refuseSession } from './sessions';
import { stageOf } from '../pathway/lookup';
import { gateOf } from '../pathway/gates-of';

type Refuse<T extends EventType> = (rules: Rules, state: EnrolmentState, event: EventOf<T>) => Refusal | null;
type Table = { [T in EventType]: { afterTheEnd: boolean; refuse: Refuse<T> } };

const never = (): null => null;

/** Which facts are possible when. Facts of the person, of staff work and of the house are true whatever the state. */
const table = {
  'enrolment.started': {
    afterTheEnd: false,
    refuse: () => refused('already-started', 'The enrolment has already started.'),
  },
  'diagnosis.recorded': { afterTheEnd: false, refuse: refuseByStage },
  'medication.started': { afterTheEnd: false, refuse: refuseByStage },
  'medication.stopped': { afterTheEnd: false, refuse: refuseStop },
  'medication.checked': { afterTheEnd: false, refuse: refuseByStage },
  'medication.contraindicated': { afterTheEnd: false, refuse: never },
  // Looked at once more, and reported late: what outlives the enrolment can be fulfilled.
  'medication.reviewed': { afterTheEnd: true, refuse: refuseMedicationReview },
  'prompt.snoozed': { afterTheEnd: false, refuse: refuseSnooze },
  'taper.reviewed': { afterTheEnd: true, refuse: refuseTaperReview },
  'history.recorded': { afterTheEnd: false, refuse: refuseHistory },
  'examination.recorded': { afterTheEnd: false, refuse: never },
  'imaging.ordered': { afterTheEnd: false, refuse: never },
  'imaging.reported': { afterTheEnd: true, refuse: refuseImagingReport },
  'session.booked': { afterTheEnd: false, refuse: refuseSession },
  'session.moved': { afterTheEnd: false, refuse: refuseSession },
  'session.attended': { afterTheEnd: false, refuse: refuseSession },
  'session.missed': { afterTheEnd: false, refuse: refuseSession },
  'session.cancelled': { afterTheEnd: false, refuse: refuseSession },
  'procedure.ordered': { afterTheEnd: false, refuse: refuseByStage },
  'procedure.checked': { afterTheEnd: false, refuse: refuseByStage },
  'procedure.performed': { afterTheEnd: false, refuse: refuseByStage },
  'procedure.refused': { afterTheEnd: false, refuse: refuseByStage },
  'psychology.assessed': { afterTheEnd: false, refuse: refuseByStage },
  'psychology.requested': { afterTheEnd: false, refuse: refuseByStage },
  'score.entered': { afterTheEnd: false, refuse: refuseTotal },
  'flag.known': { afterTheEnd: false, refuse: refuseKnownFlag },
  'stage.bypassed': { afterTheEnd: false, refuse: refuseBypass },
  'enrolment.transferred': {
    afterTheEnd: false,
    refuse: (_rules, state) =>
      state.transfer ? refused('already-transferred', 'A transfer is under way: record enrolment.accepted.') : null,
  },
  'enrolment.accepted': { afterTheEnd: false, refuse: refuseAcceptance },
  'decision.made': { afterTheEnd: false, refuse: refuseDecision },
  'pathway.migrated': { afterTheEnd: false, refuse: refuseMigration },
  'enrolment.paused': { afterTheEnd: false, refuse: refusePause },
  'enrolment.resumed': {
    afterTheEnd: false,
    refuse: (_rules, state) => (state.pause ? null : refused('not-paused', 'The enrolment is not paused.')),
  },
  'enrolment.withdrawn': { afterTheEnd: false, refuse: never },
  'patient.died': { afterTheEnd: true, refuse: never },
  'patient.admitted': { afterTheEnd: true, refuse: never },
  'patient.discharged': { afterTheEnd: true, refuse: never },
  'patient.corrected': { afterTheEnd: true, refuse: never },
  'patient.merged': { afterTheEnd: true, refuse: never },
  'consent.changed': { afterTheEnd: true, refuse: never },
  'contact.changed': { afterTheEnd: true, refuse: never },
  'contact.bounced': { afterTheEnd: true, refuse: never },
  'safety.signalled': { afterTheEnd: true, refuse: never },
  'escalation.raised': { afterTheEnd: true, refuse: never },
  'escalation.resolved': { afterTheEnd: true, refuse: never },
  'check-in.answered': { afterTheEnd: true, refuse: never },
  'form.deferred': { afterTheEnd: true, refuse: never },
  'task.completed': { afterTheEnd: true, refuse: never },
  // Whether a fact may be retracted is asked of all facts, in retraction.ts.
  'event.retracted': { afterTheEnd: true, refuse: never },
  'response.moved': { afterTheEnd: true, refuse: never },
  'time.passed': { afterTheEnd: true, refuse: never },
} satisfies Table;

/**
 * Why a fact is not possible at its recordedAt, or null. `state` is the one after all earlier events; the time up to this
 * one is passed here, with what the event observed.
 */
export function refusal(rules: Rules, state: EnrolmentState | null, event: DomainEvent): Refusal | null {
  if (!state) return refusedNow(rules, null, event);
  const copy = copyOf(state);
  const work = { rules, state: copy, entries: [], effects: [], observed: event.observed, usedObservations: [] };
  passTime(work, event.recordedAt, false);
  return refusedNow(rules, copy, event);
}

/** The same, for a state that has already come so far. */
export function refusedNow(rules: Rules, state: EnrolmentState | null, event: DomainEvent): Refusal | null {
  if (!state) {
    return event.type === 'enrolment.started'
      ? null
      : refused('not-started', 'The enrolment has not started: its first event is enrolment.started.');
  }
  const row: { afterTheEnd: boolean; refuse: unknown } = table[event.type];
  if (state.ended && !row.afterTheEnd) {
    return refused(
      'ended',
      `The enrolment ended on ${localDateAt(state.reach.timeZone, state.ended.at)} (${state.ended.reason}).`,
    );
  }
  return (row.refuse as Refuse<EventType>)(rules, state, event);
}

/**
 * Whether a fact is true whatever the state: what people, the patient and the house say happened. A correction is not, for
 * it needs to know what was open, and neither is what a stage must allow.
 */
export function isAlwaysTaken(type: EventType, hasEnded: boolean): boolean {
  const row: { afterTheEnd: boolean; refuse: unknown } = table[type];
  if (needsState.includes(type) || (hasEnded && !row.afterTheEnd)) return false;
  return row.refuse === never || type === 'enrolment.paused';
}

const needsState: readonly EventType[] = ['event.retracted', 'response.moved', 'time.passed'];

function refuseDecision(rules: Rules, state: EnrolmentState, { data }: EventOf<'decision.made'>): Refusal | null {
  const open = state.tracks.flatMap(({ gate }) => (gate ? [gate.gate] : []));
  if (open.includes(data.gate)) return refuseEnd(rules, state, data);
  const now = open.length === 0 ? 'no question is open' : `open is ${open.join(', ')}`;
  return refused('gate-not-open', `The question "${data.gate}" is not open: ${now}.`);
}

/** A decision that would end the enrolment, while something is open that must not be cut off. */
function refuseEnd(
  rules: Rules,
  state: EnrolmentState,
  { gate, choice }: EventOf<'decision.made'>['data'],
): Refusal | null {
  const track = state.tracks.find((each) => each.gate?.gate === gate);
  const destination = track && gateOf(stageOf(rules, track), gate)?.[choice];
  return destination?.to === 'end' ? openPromises(state) : null;
}

function refusePause(
  _rules: Rules,
  _state: EnrolmentState,
  { data, recordedAt }: EventOf<'enrolment.paused'>,
): Refusal | null {
  if (data.until <= recordedAt)
    return refused('pause-in-the-past', 'until must lie in the future: every pause has an end.');
  if (data.until <= latestEnd('pause', recordedAt)) return null;
  return refused(
    'pause-too-long',
    `until lies more than ${String(longestHolds.pause)} days ahead: pause for a shorter time, or withdraw the enrolment.`,
  );
}
