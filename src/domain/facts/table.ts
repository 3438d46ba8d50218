import { kindOf, seatsOf } from '../stages/registry';
import { beginTracks } from '../stages/moves';
import { passTime } from '../step/due';
import type { Work } from '../step/work';
import { type Effect, type Refusal, refused } from '../words/effect';
import { type DomainEvent, type EventType, staffEventTypes } from '../words/event';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';
import { answerFacts } from './answers';
import { clinicalFacts } from './clinical';
import { correctionFacts } from './corrections';
import { courseFacts } from './course';
import { always, type Bare, type Facts, type Urgent } from './fact';
import { houseFacts } from './house';
import { imagingFacts } from './imaging';
import { medicineFacts } from './medicines';
import { migrationFacts } from './migration';
import { moveFacts } from './moves';
import { personFacts } from './person';
import { problemFacts } from './problems';
import { procedureFacts } from './procedures';
import { sessionFacts } from './sessions';
import { treatmentFacts } from './treatments';
import { localDateAt } from '../calendar/calendar';
import { copyOf } from '../step/canonical';
import type { Rules } from '../step/rules';

/** All facts, a row each. A new fact does not compile until it has its row. */
export const facts = {
  ...clinicalFacts,
  ...medicineFacts,
  ...imagingFacts,
  ...sessionFacts,
  ...problemFacts,
  ...procedureFacts,
  ...treatmentFacts,
  ...moveFacts,
  ...courseFacts,
  ...migrationFacts,
  ...personFacts,
  ...answerFacts,
  ...houseFacts,
  ...correctionFacts(urgentEffects),
  'time.passed': {
    ...always,
    needsState: true,
    take: (work, event) => {
      passTime(work, event.recordedAt, true);
    },
    kept: 'Time cannot be retracted.',
    told: null,
  },
} satisfies Facts;

/** What staff record about an enrolment, in the order in which the interface names them. */
export const recordedByStaff = [...staffEventTypes, 'event.retracted'] as const;

type Row = Facts['time.passed'];

/** What is said of a type. The functions of its row belong to events of that type alone. */
export const rowOf = (type: EventType): Row => facts[type] as unknown as Row;

const staffFacts: ReadonlySet<EventType> = new Set<EventType>(staffEventTypes);

/** Hands a fact to its taker: they are paired by name. Rules may ask whether it was ever recorded. */
export function take(work: Work, event: DomainEvent, at: Instant): void {
  const row = rowOf(event.type);
  if (staffFacts.has(event.type)) remind(work.state, event.type);
  work.effects.push(...urgentEffects(event));
  (row.take as (work: Work, event: DomainEvent, at: Instant) => void)(work, event, at);
  if (work.state.ended) return;
  beginTracks(work, event.type, at);
  if (!staffFacts.has(event.type)) return;
  for (const seat of seatsOf(work.rules, work.state)) kindOf(seat.stage.kind).onFact?.(work, seat, at, event.type);
}

function remind({ history, tracks }: EnrolmentState, type: EventType): void {
  if (!history.recorded.includes(type)) history.recorded.push(type);
  if (rowOf(type).ofOneStage) return;
  for (const track of tracks) if (!track.recorded.includes(type)) track.recorded.push(type);
}

/** What a fact wakes somebody for: it holds also where nobody can read the state. */
export function urgentEffects({ type, data, seq }: Bare): Effect[] {
  const look = rowOf(type).urgent as ((data: object) => Urgent | null) | undefined;
  const found = look?.(data) ?? null;
  return found ? [{ type: 'raise-escalation', key: `fact/${String(seq)}/${found.rule}`, ...found }] : [];
}

type Refuse = (rules: Rules, state: EnrolmentState, event: DomainEvent) => Refusal | null;

/**
 * Why a fact is not possible at its recordedAt, or null. `state` is the one after all earlier events; the time up to this
 * one is passed here, with what the event observed.
 */
export function refusal(rules: Rules, state: EnrolmentState | null, event: DomainEvent): Refusal | null {
  if (!state) return refusedNow(rules, null, event);
  return refusedNow(rules, asOf(rules, state, event.recordedAt, event.observed), event);
}

/** The state as time brings it up to an instant; the one given stays as it is. */
export function asOf(
  rules: Rules,
  state: EnrolmentState,
  at: Instant,
  observed: DomainEvent['observed'] = [],
): EnrolmentState {
  const copy = copyOf(state);
  passTime({ rules, state: copy, entries: [], effects: [], observed, usedObservations: [] }, at, false);
  return copy;
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
