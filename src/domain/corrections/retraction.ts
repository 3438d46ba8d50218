import { correctionsByFact } from './corrections';
import { type Refusal, refused } from '../words/effect';
import { type DomainEvent, type EventType, patientEventTypes, staffEventTypes } from '../words/event';
import type { Role } from '../words/role';
import { type Instant, MINUTE } from '../words/time';

/** Facts that no correction takes back, and what to do instead. Every other fact of staff, or of the person, can be retracted. */
const kept: Partial<Record<EventType, string>> = {
  'enrolment.started':
    'The start of an enrolment cannot be retracted: record enrolment.withdrawn, and enrol the right patient.',
  'check-in.answered':
    'Answers cannot be retracted. If they belong to another patient, use POST /check-ins/{id}/response-move.',
  'safety.signalled': 'A safety signal cannot be retracted: whoever resolves the escalation says what it was.',
  'escalation.raised': 'An escalation cannot be retracted: a named clinician resolves it.',
  'escalation.resolved': 'A resolution cannot be retracted: what comes up now raises a new escalation.',
  'time.passed': 'Time cannot be retracted.',
  'contact.changed': 'A change of contact details cannot be retracted: record the right address instead.',
  'contact.bounced': 'That mail came back cannot be retracted: record the right address instead.',
  'patient.corrected': 'A correction of the person cannot be retracted: correct it again.',
  'patient.merged': 'Two records that were merged are not taken apart: record what is so now.',
  'task.completed': 'A task that is done cannot be retracted: record what is still to do as a fact of its own.',
  'pathway.migrated': 'A move to another version cannot be retracted: move the enrolment to the version that is right.',
  'event.retracted': 'A retraction cannot be retracted: record the fact again.',
  'response.moved': 'A move of answers cannot be retracted: two named people move them back.',
};

const byStaff: readonly EventType[] = staffEventTypes;

const retractable: readonly EventType[] = [...staffEventTypes, ...patientEventTypes];

/** The sentence for a type that is never retracted; null for the facts of staff and of the person. */
export function whyKept(type: EventType): string | null {
  return (
    kept[type] ?? (retractable.includes(type) ? null : 'Only what people recorded can be retracted, and this was not.')
  );
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
  if (fact.type !== 'decision.made' || undone) return null;
  const acted = events.some(({ id, seq, type }) => seq > fact.seq && byStaff.includes(type) && !corrections.has(id));
  return acted
    ? refused(
        'acted-upon',
        'What followed this decision has begun: decide again at the next question, or record stage.bypassed.',
      )
    : null;
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
