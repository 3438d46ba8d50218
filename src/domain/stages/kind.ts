import type { z } from 'zod';
import type { Refusal, Waiting } from '../words/effect';
import type { DomainEvent, EventType } from '../words/event';
import type { Destination } from '../pathway/language';
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

/** What is known of a kind of stage from its definition alone, without a patient in it. */
export type StageDefinition<K extends StageKindName = StageKindName> = {
  /** What a pathway file may say of it. */
  schema: z.ZodObject & z.ZodType<StageOf<K>>;
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
