import { localDateAt } from '../calendar/calendar';
import { copyOf } from '../step/canonical';
import { passTime } from '../step/due';
import type { Rules } from '../step/rules';
import { type Refusal, refused } from '../words/effect';
import type { DomainEvent, EventType } from '../words/event';
import type { EnrolmentState } from '../words/state';
import { rowOf } from './table';

type Refuse = (rules: Rules, state: EnrolmentState, event: DomainEvent) => Refusal | null;

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
  const row = rowOf(event.type);
  if (state.ended && !row.afterTheEnd) {
    return refused(
      'ended',
      `The enrolment ended on ${localDateAt(state.reach.timeZone, state.ended.at)} (${state.ended.reason}).`,
    );
  }
  return (row.refuse as Refuse | null)?.(rules, state, event) ?? null;
}

/**
 * Whether a fact is true whatever the state: what people, the patient and the house say happened. A correction is not, for
 * it needs to know what was open, and neither is what a stage must allow.
 */
export function isAlwaysTaken(type: EventType, hasEnded: boolean): boolean {
  const { afterTheEnd, refuse, needsState = refuse !== null } = rowOf(type);
  return !needsState && (afterTheEnd || !hasEnded);
}
