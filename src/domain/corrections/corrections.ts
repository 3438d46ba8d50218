import {
  type CorrectionEvent,
  correctionEventTypes,
  type DomainEvent,
  type EventType,
  type Observation,
  staffEventTypes,
} from '../words/event';
import { type Refusal, refused } from '../words/effect';
import { rowOf } from '../facts/table';
import type { Role } from '../words/authority';
import { type Instant, MINUTE } from '../words/time';

const types: readonly EventType[] = correctionEventTypes;

export function isCorrection(event: DomainEvent): event is CorrectionEvent {
  return types.includes(event.type);
}

/**
 * The facts as they count after the corrections among them. A retracted one leaves its seat to the time that it passed and
 * to what was seen by then; a replaced one keeps its seat with the new data. The corrections stay where they are.
 */
export function corrected(events: readonly DomainEvent[]): DomainEvent[] {
  let list = [...events];
  for (const correction of events.filter(isCorrection)) {
    const target = list.find(({ id }) => id === correction.data.event);
    // A quarantined fact is not among the events: there is nothing to leave out.
    if (!target) continue;
    list = list.map((event) => {
      if (event.seq < target.seq || event.seq > correction.seq) return event;
      return withSeen(event === target ? inItsSeat(target, correction) : event, correction.observed);
    });
  }
  return list;
}

/** The correction in force of each fact, by the fact's id: a replacement may itself be corrected. */
export function correctionsByFact(events: readonly DomainEvent[]): Map<string, CorrectionEvent> {
  return new Map(events.filter(isCorrection).map((correction) => [correction.data.event, correction]));
}

function inItsSeat(target: DomainEvent, { data }: CorrectionEvent): DomainEvent {
  const replacement = 'replacement' in data ? data.replacement : undefined;
  // The pair of type and data was checked by the contract of that type.
  if (replacement !== undefined) return { ...target, data: replacement } as unknown as DomainEvent;
  return { ...target, type: 'time.passed', data: {} };
}

/** Without the fact other check-ins close than closed then: what was seen of them came with the correction. */
function withSeen(event: DomainEvent, seen: readonly Observation[]): DomainEvent {
  const known = new Set(event.observed.map(({ checkIn }) => checkIn));
  return { ...event, observed: [...event.observed, ...seen.filter(({ checkIn }) => !known.has(checkIn))] };
}

const byStaff: readonly EventType[] = staffEventTypes;

/** The sentence for a type that is never retracted; null for the facts of staff and of the person. */
export function whyKept(type: EventType): string | null {
  const { kept } = rowOf(type);
  return typeof kept === 'string' ? kept : null;
}

/** Why a fact cannot be retracted, or null. `events` are all of the enrolment, with the fact among them. */
export function refuseRetraction(events: readonly DomainEvent[], fact: DomainEvent, undone: boolean): Refusal | null {
  const sentence = whyKept(fact.type);
  if (sentence !== null) return refused('not-retractable', sentence);
  const corrections = correctionsByFact(events);
  const earlier = corrections.get(fact.id);
  if (earlier && !('replacement' in earlier.data && earlier.data.replacement !== undefined)) {
    return refused('already-retracted', 'This fact was retracted already: record it again if it was right.');
  }
  const { kept } = rowOf(fact.type);
  if (typeof kept !== 'object' || kept === null || undone) return null;
  const acted = events.some(({ id, seq, type }) => seq > fact.seq && byStaff.includes(type) && !corrections.has(id));
  return acted ? refused('acted-upon', kept.onceActedUpon) : null;
}

export type Attempt = { by: string; at: Instant };

/** Within the undo time, by the one who recorded the fact. */
export function isUndo(fact: { recordedBy: string; recordedAt: Instant }, attempt: Attempt, minutes: number): boolean {
  return attempt.by === fact.recordedBy && attempt.at <= fact.recordedAt + minutes * MINUTE;
}

/** Who may: in the undo time the one who recorded it, at any time a clinician or lead. */
export function mayRetract(role: Role, undo: boolean): boolean {
  return undo || role === 'clinician' || role === 'lead';
}
