import type { Predicate } from '../rules/predicates';
import type { GateVerdictKind, SessionPurpose } from '../words/choices';
import type { LocalDate, LocalTime } from '../words/time';

// What pathways are written in, whatever the kind of a stage: rules, check-ins, questions, and where a way leads. Durations carry
// their unit in the name.

export type { Predicate };

/** A named rule with its source: the answer to "why?" names it. */
export type Rule = { id: string; when: Predicate; source: string };

export type CheckInDefinition = {
  id: string;
  /** Instruments in the order asked; safety first. */
  ask: string[];
  reminderAfterDays: number[];
  windowDays: number;
  /** This many missed in a row open a call task; `lostAfter` of them ask a clinician: lost to follow-up? Nothing ends by it. */
  missedInARow: { count: number; callWithinWorkingDays: number; lostAfter?: number };
  /** A safety check-in: opens on its very day, reminds after so many hours, and unanswered becomes a call the same day. */
  safety?: { opensAt: LocalTime; remindAfterHours: number; callAt: LocalTime };
};

/** When a stage asks a check-in; `while`: only on the days of support that goes on, or of a block whose sessions have begun. All times are the patient's preferred hour on the local date. */
export type CheckInUse =
  /** Every `everyDays` on the dates counted from the enrolment's first check-in, while the stage lasts; rarer later on. */
  | { checkIn: string; every: { days: number; steady?: { afterDays: number; days: number }; while?: 'treating' } }
  /**
   * Once, on the first day of the weekly rhythm at or after so many days from the anchor, or on that very day. The anchor
   * `trial` is the recorded beginning of the treatment: of a medicine, or the day of a procedure. `operation` is the last
   * operation recorded, wherever the track stands by then.
   */
  | {
      checkIn: string;
      once: { afterDays: number; from: 'stage' | 'trial' | 'operation'; on?: 'day' };
      unlessScoredWithinDays?: number;
    };

/** The question only a clinician may answer; unanswered in time it escalates. */
export type GateDefinition = {
  id: string;
  question: string;
  answerWithinDays: number;
  approve: Destination;
  decline: Destination;
  options?: { id: string; says: string; to: Destination }[];
};

/** Where a decision leads. `again` repeats the stage's evaluation later, at most so many times; then `otherwise` holds. */
export type Destination =
  | { to: 'stage'; stage: string }
  | { to: 'again'; afterDays: number; atMost: number; otherwise: Destination }
  | { to: 'end'; outcome: EndOutcome };

/** How a clinician's decision may end an enrolment. Nothing ends one by silence or expiry. */
export type EndOutcome = 'returned-to-referrer' | 'referred-to-surgery' | 'care-completed';

/**
 * What is called to mind before an appointment, and what the patient makes ready for it. Only the days and the names stand
 * here: the words of a mail are neutral and the house's own, those of the items stand in `prepare.<language>.yaml`.
 */
export type AppointmentRules = {
  /** So many days before it, furthest first; 0 is its own morning. A purpose that is left out is never called to mind. */
  remind: { for: SessionPurpose; daysBefore: number[]; source: string }[];
  /** When a message of its own morning is due, on the patient's wall. */
  morningAt: LocalTime;
  /** `kinds`: of a procedure alone, and then only for these. */
  prepare: { for: SessionPurpose; kinds?: string[]; items: string[] }[];
};

/** What somebody must have seen who decides for a contested treatment. */
export type Notice = { text: string; source: string };

/** Another question, by what the rule found. */
export type GateWhen = Partial<Record<GateVerdictKind, GateDefinition>>;

/** `thresholds`: all, or those whose place begins like this, e.g. `care/injection`. */
export type Signature = { thresholds: 'all' | string[]; by: string; on: LocalDate; reviewOn: LocalDate };

/** A number by its place: `care/diagnosis/deadlineDays`, `checkIns/weekly/windowDays`. */
export type Tunable = { id: string; min: number; max: number };
