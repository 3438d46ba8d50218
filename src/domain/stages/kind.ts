import type { z } from 'zod';
import type { Refusal, Waiting } from '../words/effect';
import type { DomainEvent, EventData, EventType } from '../words/event';
import type { Destination, GateDefinition, Rule } from '../pathway/language';
import type { Path } from '../pathway/places';
import type { OwnOf, StageOf } from './types';
import type { StageKindName, SessionPurpose } from '../words/choices';
import type { Team } from '../words/authority';
import type { Rules } from '../step/rules';
import type { EnrolmentState, GateVerdict, TrackState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';
import type { Evaluation } from './base';
import type { Exit, Work } from '../step/work';
import type { Sentence } from '../telling/sentence';

export type Again = Extract<Destination, { to: 'again' }>;

/** One track in its current stage, as its kind sees it. `own` is the kind's part of the state. */
export type Seat<K extends StageKindName = StageKindName> = {
  rules: Rules;
  state: EnrolmentState;
  track: TrackState;
  stage: StageOf<K>;
  own: OwnOf<K>;
};

/** Stage and state of a seat are of one kind: naming it says what is in them. */
export function isIn<K extends StageKindName>(kind: K, seat: Seat): seat is Seat<K> & Seat {
  return seat.stage.kind === kind;
}

/** Something that happens by itself, later, and who gets it. */
export type Due = { at: Instant; what: string; to: Team };

/** What a stage's rule says today: shown to people at any time, decided by only when it is due. */
export type Judgement = {
  verdict: GateVerdict;
  /** The rule in plain English, and where its numbers come from. */
  needs: string;
  source: string;
  /** The smallest single change that would flip it. */
  change: string | null;
};

/** A way out of a stage, and what a person has to do for it. No way out is taken by silence. */
export type WayOut = { path: Path; when: string; to: Destination };

/** What checks, protocol, diagram and model check read of a stage, whatever its kind. Paths begin at the stage. */
export type StageParts = {
  ways: WayOut[];
  gates: { path: Path; gate: GateDefinition; when?: string }[];
  /** `does`: what it means that a rule is met, for the protocol; `doesAt`: the number that it names. */
  rules: { path: Path; rule: Rule; does: string; doesAt?: Path }[];
  /** Scores its rules may compare with; null where they compare with the first value ever known. */
  baseline: string[] | null;
  /** How long the stage waits for something, in days. */
  waits: { path: Path; days: number }[];
};

/** What is known of a kind of stage from its definition alone, without a patient in it. */
export type StageDefinition<K extends StageKindName = StageKindName> = {
  /** What a pathway file may say of it. */
  schema: z.ZodObject & z.ZodType<StageOf<K>>;
  /** What stands in it, beside what every kind has (its questions, its notices). */
  parts(stage: StageOf<K>): Partial<StageParts>;
  /** What it waits for and what happens when it does not come, in words a clinician signs. */
  sentences(stage: StageOf<K>): Sentence[];
  /** On which days its result is judged, and how long answers may take; by every answer where this is missing. */
  judgedOn?(stage: StageOf<K>): { days: number[]; from: 'stage' | 'trial'; graceDays?: number };
  /** It has a recorded beginning, from which a question may count its days (`from: trial`). */
  begins?: true;
  /** It watches over what was reached: who loses it there has a relapse, and comes back to a treatment. */
  watchesGain?: true;
  /** It waits for answers and for nothing else: no day of its own puts a question to anybody. */
  onlyWatches?(stage: StageOf<K>): boolean;
};

export type End = { from: 'stage' | 'trial'; afterDays: number; on: LocalDate };
export type Recordable = { [T in EventType]: { type: T; data: EventData[T] } }[EventType];

/** What a kind of stage does. Functions with `work` change the step in the making; the others only look. */
export type StageBehaviour<K extends StageKindName = StageKindName> = {
  /** Facts recorded for this kind of stage. */
  takes: readonly EventType[];
  /** Sessions of this purpose count for it. */
  sessions?: SessionPurpose;
  enter(rules: Rules, state: EnrolmentState, stage: StageOf<K>, at: Instant): OwnOf<K>;
  /** What the entry brings about, once the track is there. */
  entered(work: Work, seat: Seat<K>, at: Instant): void;
  /** Why a fact that it takes is not possible now. */
  refuse(seat: Seat<K>, event: DomainEvent): Refusal | null;
  handle(work: Work, seat: Seat<K>, event: DomainEvent, at: Instant): Exit | null;
  /** A check-in was answered, on time or late; or (null) a total was entered by staff. */
  onAnswer(work: Work, seat: Seat<K>, checkIn: string | null, at: Instant): void;
  /** Staff recorded something, in whichever stage: an open question may have been waiting for it. */
  onFact?(work: Work, seat: Seat<K>, at: Instant, type: EventType): void;
  due(seat: Seat<K>): Due | null;
  onDue(work: Work, seat: Seat<K>, at: Instant): void;
  /** A decision sends the stage round again. False when it has been round often enough. */
  again(work: Work, seat: Seat<K>, destination: Again, at: Instant): boolean;
  judge(seat: Seat<K>, at: Instant): Judgement | null;
  /** While no gate is open. */
  waitingFor(seat: Seat<K>): Waiting;
  /** The recorded beginning of the treatment, if there is one; `at` is when it was recorded. */
  begun?(own: OwnOf<K>): { on: LocalDate; at: Instant } | null;
  /** What is under way and will be judged on a day. */
  evaluation?(own: OwnOf<K>): Evaluation | null;
  /** The day whose questions decide, and which day of the stage that was meant to be. */
  end?(stage: StageOf<K>, own: OwnOf<K>): End | null;
  /** From which day and how many days the first evaluation is counted; null where nothing is counted, or no longer. */
  counted?(stage: StageOf<K>, own: OwnOf<K>, enteredOn: LocalDate): { since: LocalDate; days: number } | null;
  /** What is set right when it goes on by another file. */
  carried?(stage: StageOf<K>, own: OwnOf<K>, track: Pick<TrackState, 'enteredOn' | 'since'>): void;
  /** The classes of this stage, where what is under way (or what somebody wants it to count as) is none of them. */
  strangeTo?(stage: StageOf<K>, own: OwnOf<K>, wanted: string | undefined): string[] | null;
  /** The days (since 1970) on which what was begun goes on, for a question that only then has an answer. */
  treatment?(
    state: Pick<EnrolmentState, 'history' | 'reach'>,
    track: Pick<TrackState, 'stage' | 'since'> & { own: OwnOf<K> },
  ): { after: number; to: number } | null;
  /** What moves those days (a fact, or a decision to go round again): days before it were never meant to be asked. */
  treatsFrom?: readonly (EventType | 'again')[];
  /** What people can record here, one of each sort, for what is tried out. Not all of it is possible at any time. */
  recordable?(seat: Seat<K>): Recordable[];
  /** Where somebody stands within the stage, in a word. */
  phase?(track: Pick<TrackState, 'recorded'> & { own: OwnOf<K> }): string;
};

/**
 * All there is to a kind of stage. Adding one is a folder beside this (its types, its definition, what it does) and its
 * name in two lists, neither of which compiles without the other: stageKindNames in words/choices.ts, and registry.ts.
 */
export type StageKind<K extends StageKindName = StageKindName> = StageDefinition<K> & StageBehaviour<K>;
