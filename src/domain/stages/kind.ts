import type { z } from 'zod';
import type { Refusal, Waiting } from '../words/effect';
import type { DomainEvent, EventType } from '../words/event';
import type { Destination, GateDefinition, Rule } from '../pathway/language';
import type { OwnOf, StageKindName, StageOf } from './types';
import type { Team } from '../words/role';
import type { Rules } from '../step/rules';
import type { EnrolmentState, GateVerdict, SessionPurpose, TrackState } from '../words/state';
import type { Instant } from '../words/time';
import type { Exit, Work } from '../step/work';

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

/** Where something stands in a pathway file, from the root or from a stage. */
export type Path = (string | number)[];

/** A way out of a stage, and what a person has to do for it. No way out is taken by silence. */
export type WayOut = { path: Path; when: string; to: Destination };

/** What checks, protocol, diagram and model check read of a stage, whatever its kind. Paths begin at the stage. */
export type StageParts = {
  ways: WayOut[];
  gates: { path: Path; gate: GateDefinition; when?: string }[];
  /** `does`: what it means that a rule is met, for the protocol. */
  rules: { path: Path; rule: Rule; does: string }[];
  /** Scores its rules may compare with; null where they compare with the first value ever known. */
  baseline: string[] | null;
  /** How long the stage waits for something, in days. */
  waits: { path: Path; days: number }[];
  /** Sources of numbers that are no rules. */
  sources: { path: Path; source: string }[];
};

/** What is known of a kind of stage from its definition alone, without a patient in it. */
export type StageDefinition<K extends StageKindName = StageKindName> = {
  /** What a pathway file may say of it. */
  schema: z.ZodObject & z.ZodType<StageOf<K>>;
  /** What stands in it, beside what every kind has (its questions, its notices). */
  parts(stage: StageOf<K>): Partial<StageParts>;
  /** What it waits for and what happens when it does not come, in words a clinician signs. */
  sentences(stage: StageOf<K>): string[];
  /** On which days its result is judged, and how long answers may take; by every answer where this is missing. */
  judgedOn?(stage: StageOf<K>): { days: number[]; from: 'stage' | 'trial'; graceDays?: number };
  /** It watches over what was reached: who loses it there has a relapse, and comes back to a treatment. */
  watchesGain?: true;
  /** It waits for answers and for nothing else: no day of its own puts a question to anybody. */
  onlyWatches?(stage: StageOf<K>): boolean;
};

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
  onFact?(work: Work, seat: Seat<K>, at: Instant): void;
  due(seat: Seat<K>): Due | null;
  onDue(work: Work, seat: Seat<K>, at: Instant): void;
  /** A decision sends the stage round again. False when it has been round often enough. */
  again(work: Work, seat: Seat<K>, destination: Again, at: Instant): boolean;
  judge(seat: Seat<K>, at: Instant): Judgement | null;
  /** While no gate is open. */
  waitingFor(seat: Seat<K>): Waiting;
};

/**
 * All there is to a kind of stage. Adding one is a folder beside this (its types, its definition, what it does), a line in
 * types.ts and a line in registry.ts.
 */
export type StageKind<K extends StageKindName = StageKindName> = StageDefinition<K> & StageBehaviour<K>;
