import type { EventType, Reach } from './event';
import type { History, Input } from './history';
import type { ScorePoint } from '../instrument/types';
import type { OfAge } from './of-age';
import type { Instant, LocalDate } from './time';
import type { EndOutcome } from '../pathway/language';
import type { StageState } from '../stages/types';
import type { GateVerdictKind } from './choices';
import type { TaskKind } from './task-kinds';

// State is small plain JSON: no names, addresses or free text in it. Old versions are up-cast on read.

export type EnrolmentStatus = 'active' | 'held' | 'paused' | 'ended';

export type EndReason = EndOutcome | 'withdrawn' | 'died' | 'transferred';

/** A check-in that has opened and whose consequences are not all drawn. */
export type OpenCheckIn = {
  /** `care/diagnosis/weekly@2026-12-01` */
  key: string;
  checkIn: string;
  ask: string[];
  opensAt: Instant;
  closesAt: Instant;
  answered: boolean;
  /** Safety check-ins only: unanswered by then, somebody rings; null once the task is open. */
  callAt?: Instant | null;
  /** Asks what was not shown in that check-in; over by `callAt`, somebody rings. */
  deferredFrom?: string;
  /** Found open by a correction: what it would have sent before is not sent now. */
  silentUntil?: Instant;
  /** The address was wrong: the messages begin anew from there, for the `times`-th time. */
  askAgain?: { at: Instant; times: number };
};

/** Forms put off to the next opening: the check-in that should have asked them, and from when on they may be asked. */
export type DeferredForms = { from: string; checkIn: string; ask: string[]; since: Instant; notBefore: Instant };

/** What the rule said, in data: the three different texts at the gate are made from it. */
export type GateVerdict = { kind: GateVerdictKind; rule: string | null; inputs: Input[]; missing: string[] };

export type OpenGate = {
  gate: string;
  /** `care/neuropathic-trial/surgical-review@<local date>` */
  key: string;
  openedAt: Instant;
  answerBy: Instant;
  escalated: boolean;
  /** How often it was escalated and when it is again; absent before, and in states from before it was asked again. */
  again?: { times: number; at: Instant };
  verdict: GateVerdict;
  /** Put again by a correction: its time runs from here, and so does its next escalation. */
  renewedAt?: Instant;
  /** What was recorded since it was asked and bears on it. */
  news?: { what: EventType; at: Instant }[];
};

export type Why = { rule: string; inputs: Input[] };

export type TrackState = {
  track: string;
  stage: string;
  since: Instant;
  /** The day of `since` on the patient's calendar: stays the same when the patient moves to another zone. */
  enteredOn: LocalDate;
  /** What brought the track here: the answer to "why here?". */
  why: Why;
  /** Types of the facts recorded in this stage, for the `recorded` leaf. */
  recorded: string[];
  gate: OpenGate | null;
  /** The newest answer that somebody was told of because it is worse; absent while there was none in this stage. */
  worseAt?: Instant;
  own: StageState;
};

export type OpenTask = {
  key: string;
  task: TaskKind;
  dueAt: Instant;
  /** How often what it is about has come up since it was opened; absent: once. */
  times?: number;
  /** Where closing it is not the fact: what is asked for again. */
  asks?: Pick<Promised, 'about' | 'rule' | 'since'>;
};

/** A promise whose fact is not there and which no task asks for now: it is asked for again at `at`. */
export type Promised = { task: TaskKind; about: string; rule: string; since: Instant; at: Instant };

export type EnrolmentState = {
  schemaVersion: 3;
  /** Time up to which everything due was handled; never goes back. */
  now: Instant;
  /** Highest event taken in, time alone apart: the same event twice changes nothing. */
  lastSeq: number;
  startedAt: Instant;
  /** First day of the weekly rhythm, on the patient's calendar. */
  firstOn: LocalDate;
  reach: Reach;
  emailConsent: boolean;
  ofAge?: OfAge;
  undeliverable: boolean;
  /** Ids of open tier-now escalations of the patient: while there is one, routine messages wait. */
  holds: string[];
  /** Its end was retracted: routine messages wait until a person has looked. */
  onHold?: { since: Instant } | null;
  /** Routine messages were ended by the resolver of an escalation. */
  messagesEnded: boolean;
  pause: { since: Instant; until: Instant; by?: 'patient' } | null;
  ended: { at: Instant; reason: EndReason } | null;
  /** No routine message before this: staff facts can be undone until then. */
  quietUntil: Instant;
  tracks: TrackState[];
  checkIns: OpenCheckIn[];
  /** Per series `track/check-in`: the last local date whose occurrence has opened or was passed over. */
  openedThrough: Record<string, LocalDate>;
  missedInARow: Record<string, number>;
  /** Newest last, at most twelve each. */
  scores: Record<string, ScorePoint[]>;
  history: History;
  /** By instrument: the day it was last asked, so that no recall period is asked about twice. */
  askedOn: Record<string, LocalDate>;
  /** Forms that were not shown because nobody was there to read the answers, until the next opening. */
  deferred?: DeferredForms[];
  /** In hospital: routine messages wait, and somebody looks again at the latest then. */
  admission: { since: Instant; reviewAt: Instant } | null;
  /** Handed to another service; ours until that one has accepted. */
  transfer: { since: Instant } | null;
  tasks: OpenTask[];
  /** Ids of what the patient reported by link, newest last; absent before the first. */
  reports?: string[];
  /** Absent in states of older releases. */
  promises?: Promised[];
};
