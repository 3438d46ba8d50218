import { correctionsByFact } from './corrections';
import { type Refusal, refused } from '../words/effect';
import { rowOf } from '../facts/table';
import { type DomainEvent, type EventType, staffEventTypes } from '../words/event';
import type { Role } from '../words/role';
import { type Instant, MINUTE } from '../words/time';

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
