import { canonical, copyOf, inOneOrder } from './canonical';
import { DomainError } from '../words/error';
import { type DomainEvent, type EventType, patientEventTypes, staffEventTypes } from '../words/event';
import { initialState } from '../facts/course';
import { refusedNow, take } from '../facts/table';
import { keepMedicine } from '../medicines/taken';
import { tellConservativeChange } from '../stages/surgical-review/conservative';
import type { Rules } from './rules';
import type { EnrolmentState } from '../words/state';
import { type Instant, MINUTE } from '../words/time';
import { eventRule, note, type Step, type Work } from './work';

/** Facts of staff: what they cause a patient to be sent waits until they can no longer be undone. */
const undoable: ReadonlySet<EventType> = new Set<EventType>([...staffEventTypes, ...patientEventTypes]);

/** What one event makes of a state. Total and pure: an impossible event is journalled as ignored, with the reason. */
export function advance(rules: Rules, state: EnrolmentState | null, event: DomainEvent): Step {
  const work = beginWork(rules, state, event);
  takeEvent(work, event);
  return finishWork(work);
}

/** A step in the making, over a copy of the state. Without one the first event makes it. */
export function beginWork(rules: Rules, state: EnrolmentState | null, first: DomainEvent | undefined): Work {
  const own = state ? copyOf(state) : firstState(rules, first);
  return { rules, state: own, entries: [], effects: [], observed: [], usedObservations: [] };
}

function firstState(rules: Rules, first: DomainEvent | undefined): EnrolmentState {
  if (first?.type === 'enrolment.started') return initialState(rules, first);
  throw new DomainError('invalid', 'The first event of an enrolment must be enrolment.started.', {
    first: first?.type,
  });
}

/** In one order of keys: what an entry cites from a stored state and what was made just now are the same text. */
export function finishWork({ state, entries, effects }: Work): Step {
  return { state: canonical(state), entries: inOneOrder(entries), effects: inOneOrder(effects) };
}

/** Takes one event in, without the time before it. */
export function takeEvent(work: Work, event: DomainEvent): void {
  const { state, rules } = work;
  if (event.type !== 'time.passed' && event.seq <= state.lastSeq) return;
  const isFirst = state.lastSeq === 0 && event.type === 'enrolment.started';
  const refusal = isFirst ? null : refusedNow(rules, state, event);
  if (!refusal) {
    takePossible(work, event);
    return;
  }
  const at = arrive(work, event);
  note(work, {
    at,
    what: 'event.ignored',
    rule: eventRule(event.type),
    inputs: [{ name: 'because', value: refusal.code }],
  });
  if (!state.ended) keepMedicine(work, event, at);
}

/** The same for an event that is new and was found to be possible just now. */
export function takePossible(work: Work, event: DomainEvent): void {
  const { state, rules } = work;
  const at = arrive(work, event);
  if (undoable.has(event.type))
    state.quietUntil = Math.max(state.quietUntil, event.recordedAt + rules.clinic.undoMinutes * MINUTE);
  take(work, event, at);
  if (event.type !== 'time.passed') tellConservativeChange(work, at);
}

function arrive(work: Work, { type, seq, recordedAt, observed }: DomainEvent): Instant {
  const { state } = work;
  work.observed = observed;
  const at = Math.max(state.now, recordedAt);
  if (type !== 'time.passed') {
    state.now = at;
    state.lastSeq = seq;
  }
  return at;
}
