import type { ClosedAs } from './choices';
import type { SignalClass, Tier } from '../instrument/types';
import type { Role, Team } from './authority';
import type { SessionPurpose } from './choices';
import type { EventType } from './event';
import type { EndReason, GateVerdict } from './state';
import type { Input } from './history';
import type { TaskKind } from './task-kinds';
import type { Instant } from './time';

/** What must become true in the rows because of a step. Keys are business keys: the same step writes the same rows. */
export type Effect =
  | {
      type: 'open-task';
      key: string;
      task: TaskKind;
      team: Team;
      dueAt: Instant;
      /** A correction opens it although it was closed before. */
      again?: true;
      /** Event whose recorder gets it. */
      forRecorderOf?: string;
    }
  | { type: 'close-task'; key: string; because: string }
  /** Nobody was reached: it is tried again by then. */
  | { type: 'put-off-task'; key: string; dueAt: Instant }
  | {
      type: 'open-gate';
      key: string;
      gate: string;
      track: string;
      stage: string;
      question: string;
      verdict: GateVerdict;
      answerBy: Instant;
      /** It is open and has a new date to answer by. */
      anew?: true;
      /** A correction puts it again although it was decided or withdrawn before. */
      again?: true;
    }
  /** `corrected`: by a correction, which closes no escalation. */
  | { type: 'close-gate'; key: string; as: ClosedAs; corrected?: true }
  /** `gate`: the question that it is about, by its key; then only the decision ends it. */
  | { type: 'raise-escalation'; key: string; tier: Tier; class: SignalClass; rule: string; gate?: string }
  | { type: 'close-check-in'; key: string; as: 'answered' | 'partly-answered' | 'missed' | 'not-asked' | 'cancelled' }
  | { type: 'end-enrolment'; reason: EndReason }
  /** After a correction: what was cancelled and whose time has not passed may be planned again. */
  | { type: 'free-cancelled' };

export type EffectType = Effect['type'];

/** One line of the journal: what the pathway made of an event or of the time. The answer to "why?". */
export type JournalEntry = {
  /** Due time for what time brought about, recordedAt for what an event did. */
  at: Instant;
  /** e.g. `stage.entered`, `check-in.missed`, `gate.opened`, `trial.evaluated`. */
  what: JournalKind;
  /** The rule (id) with the pathway version that decided. */
  rule: string;
  inputs: Input[];
  track?: string;
  stage?: string;
  /** Key of the check-in, task or gate it is about. */
  key?: string;
  /** What happened once a retracted fact is left out: written after the correction, beside what was written before. */
  rebuilt?: true;
};

/** What the journal tells: facts, under their own names, and what the pathway makes of them and of time. */
export type JournalKind =
  | EventType
  | 'stage.entered'
  | 'check-in.opened'
  | 'check-in.answered-late'
  | 'check-in.partly-answered'
  | 'check-in.missed'
  | 'check-in.not-asked'
  | 'check-in.cancelled'
  | 'task.opened'
  | 'task.repeated'
  | 'task.closed'
  | 'gate.opened'
  | 'gate.escalated'
  | 'gate.decided'
  | 'gate.withdrawn'
  | 'baseline.frozen'
  | 'trial.started'
  | 'dose-level.changed'
  | 'trial.evaluated'
  | 'signal.recorded'
  | 'messages.held'
  | 'messages.resumed'
  | 'messages.ended'
  | 'enrolment.ended'
  | 'reach.changed'
  | 'event.ignored'
  | 'event.apart'
  | 'enrolment.reopened'
  | 'medicines.confirmed'
  | 'limit.exceeded'
  | 'stage.evaluated'
  | 'stage.not-offered'
  | 'track.ended'
  | 'evaluation.moved'
  | 'relief.read';

/**
 * Why an event is not possible now: a sentence for the person who tried (no free text of theirs in it). `elsewhere`: this
 * stage does not wait for it, and it may be true all the same.
 */
export type Refusal = { code: string; message: string; elsewhere?: true };

/** What an enrolment waits for, per track: shown to people and in the engine's history. */
export type Waiting =
  | { for: 'decision'; gate: string; question: string; by: Instant; role: Role }
  | { for: 'record'; event: string; by: Instant }
  | { for: 'check-in'; key: string; by: Instant }
  | { for: 'time'; until: Instant; what: string }
  | { for: 'nothing' };

/** One planned mail, with the check-in it belongs to. Same input, same rows, same keys. */
export type PlannedMessage = {
  /** `care/diagnosis/weekly@2026-12-01/invite`: the enrolment's id goes before it in the ledger. */
  key: string;
  role: 'invite' | 'reminder-1' | 'reminder-2';
  dueAt: Instant;
  /** Pointless from here on. */
  expiresAt: Instant;
};

export type PlannedCheckIn = {
  key: string;
  checkIn: string;
  ask: string[];
  opensAt: Instant;
  closesAt: Instant;
  /** Safety check-ins only: unanswered by then, somebody rings. */
  callAt?: Instant;
  /** Asks what was not shown in that check-in. */
  deferredFrom?: string;
  messages: PlannedMessage[];
};

/** `7-days-before`, `0-days-before`: its own morning. */
export type ReminderRole = `${number}-days-before`;

/** One planned mail about an appointment; as a planned mail of a check-in. */
export type PlannedReminder = Omit<PlannedMessage, 'role'> & { role: ReminderRole };

/** An appointment to come, or the day a procedure is planned for, with what calls it to mind. */
export type PlannedAppointment = {
  /** `session/<id>`, `procedure/<track>/<stage>`. */
  key: string;
  purpose: SessionPurpose;
  at: Instant;
  /** Only the day is known: `at` is its beginning on the patient's wall. */
  wholeDay: boolean;
  calledOff: boolean;
  /** Names of what the patient makes ready. */
  prepare: string[];
  /** Id of what a clinician wrote for the patient to do before it. */
  text: string | null;
  messages: PlannedReminder[];
};

export function refused(code: string, message: string): Refusal {
  return { code, message };
}

/** What one stage cannot count, and the enrolment can keep. */
export function notOfThisStage(code: string, message: string): Refusal {
  return { code, message, elsewhere: true };
}
