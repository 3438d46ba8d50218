import type { JournalKind } from '../../words/effect';
import type { EventType } from '../../words/event';
import { factTitles, type LineKind } from '../fact-titles';

/** What the pathway makes of facts and of time. */
const kinds = {
  'stage.entered': 'decisions',
  'check-in.opened': 'system',
  'check-in.answered-late': 'answers',
  'check-in.partly-answered': 'answers',
  'check-in.missed': 'answers',
  'check-in.not-asked': 'answers',
  'check-in.cancelled': 'system',
  'task.opened': 'system',
  'task.repeated': 'system',
  'task.closed': 'system',
  'gate.opened': 'decisions',
  'gate.escalated': 'decisions',
  'gate.decided': 'decisions',
  'gate.withdrawn': 'decisions',
  'baseline.frozen': 'system',
  'trial.started': 'decisions',
  'dose-level.changed': 'decisions',
  'trial.evaluated': 'decisions',
  'signal.recorded': 'answers',
  'messages.held': 'messages',
  'messages.resumed': 'messages',
  'messages.ended': 'messages',
  'enrolment.ended': 'decisions',
  'reach.changed': 'messages',
  'event.ignored': 'system',
  'event.apart': 'system',
  'enrolment.reopened': 'system',
  'medicines.confirmed': 'decisions',
  'limit.exceeded': 'decisions',
  'stage.evaluated': 'decisions',
  'stage.not-offered': 'decisions',
  'track.ended': 'decisions',
  'evaluation.moved': 'system',
  'relief.read': 'decisions',
} as const satisfies Record<Exclude<JournalKind, EventType>, LineKind>;

/** What a fact or an entry is about; what is of a later release is the system's. */
export function kindOfLine(what: string): LineKind {
  if (what in factTitles) return factTitles[what as EventType].kind;
  return what in kinds ? kinds[what as keyof typeof kinds] : 'system';
}
