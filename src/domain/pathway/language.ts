import type { GateVerdictKind } from './verdict-kinds';
import type { LocalTime } from '../words/time';

// What pathways are written in, whatever the kind of a stage: rules, check-ins, questions, and where a way leads. Durations carry
// their unit in the name.

/** A rule's tree. Every leaf is true, false or unknown; unknown never passes and never counts as failure. */
export type Predicate =
  | { kind: 'all'; of: Predicate[] }
  | { kind: 'any'; of: Predicate[] }
  | { kind: 'not'; of: Predicate }
  | { kind: 'at-least'; count: number; of: Predicate[] }
  /** The latest score within the last `withinDays` (or the mean of all in it) is at most / at least a value. */
  | { kind: 'score'; score: string; atMost?: number; atLeast?: number; withinDays: number; mean?: boolean }
  /** From the frozen baseline to the latest score within `withinDays`; exactly one of percent and points. */
  | ({ kind: 'improved' } & Change)
  /** `inARow`: in so many successive weeks of the rhythm, the newest within `withinDays`. */
  | ({ kind: 'worsened'; inARow?: number } & Change)
  /** Days since the stage began, or since the enrolment did. */
  | { kind: 'elapsed'; days: number; since?: 'stage' | 'enrolment' }
  /** So many answers to a check-in of this name, each counted once. */
  | { kind: 'answered'; checkIn: string; atLeast: number; withinDays: number }
  /** Share of the sessions planned for this stage that took place. */
  | { kind: 'attended'; percent: number }
  /** Self-reported: the mean of a score within `withinDays` is at least so many per cent of what was asked for. */
  | { kind: 'adherence'; score: string; outOf: number; percent: number; withinDays: number }
  /** Procedures in a rolling window, at the place of the one in hand or anywhere. */
  | {
      kind: 'count';
      per: 'region' | 'region-and-side' | 'patient';
      withinDays: number;
      atMost?: number;
      atLeast?: number;
    }
  /** A safety rule was met by an answer. */
  | { kind: 'flag'; flag: string; withinDays: number }
  /** What a clinician last decided at this gate. */
  | { kind: 'decision'; gate: string; choice: 'approve' | 'decline' }
  /** A stage of this kind came to its end and was adequate; of this medication class, where one is named. */
  | { kind: 'tried'; stage: string; class?: string }
  /** Consecutive missed check-ins of this name. */
  | { kind: 'missed'; checkIn: string; inARow: number }
  /** A fact of this type was recorded in this stage, or ever in the enrolment. */
  | { kind: 'recorded'; event: string; in?: 'stage' | 'enrolment' }
  /** So much of the gain that was there when the stage was entered is gone, and at least so many points of the score. */
  | { kind: 'lost'; score: string; percentOfGain: number; byPoints: number; withinDays: number }
  /** One of these classes is taken. That none is, is known only from a list confirmed within so many days. */
  | { kind: 'takes'; anyOf: string[]; withinDays: number }
  /** Benefits and risks of this class were weighed within so many days. */
  | { kind: 'weighed'; class: string; withinDays: number };

type Change = { score: string; byPercent?: number; byPoints?: number; withinDays: number };

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
   * `trial` is the recorded beginning of the treatment: of a medicine, or the day of a procedure.
   */
  | {
      checkIn: string;
      once: { afterDays: number; from: 'stage' | 'trial'; on?: 'day' };
      unlessScoredWithinDays?: number;
    };

/** The question only a clinician may answer; unanswered in time it escalates. */
export type GateDefinition = {
  id: string;
  question: string;
  answerWithinDays: number;
  approve: Destination;
  decline: Destination;
};

/** Where a decision leads. `again` repeats the stage's evaluation later, at most so many times; then `otherwise` holds. */
export type Destination =
  | { to: 'stage'; stage: string }
  | { to: 'again'; afterDays: number; atMost: number; otherwise: Destination }
  | { to: 'end'; outcome: EndOutcome };

/** How a clinician's decision may end an enrolment. Nothing ends one by silence or expiry. */
export type EndOutcome = 'returned-to-referrer' | 'referred-to-surgery' | 'care-completed';

/** What somebody must have seen who decides for a contested treatment. */
export type Notice = { text: string; source: string };

/** Another question, by what the rule found. */
export type GateWhen = Partial<Record<GateVerdictKind, GateDefinition>>;
