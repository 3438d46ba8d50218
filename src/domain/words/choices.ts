import type { SignalClass, Tier } from '../instrument/types';
import type { TaskKind } from './task-kinds';
import type { Instant, LocalDate } from './time';

// What the data of facts choose from, and are made of.

/** Where on the body something is done. */
export type Site = { region: string; side: Side };
export const sides = ['left', 'right', 'both', 'midline'] as const;
export type Side = (typeof sides)[number];

/** What an appointment is for: the kind of stage that counts it. */
export const sessionPurposes = ['therapy', 'procedure', 'psychology', 'visit'] as const;
export type SessionPurpose = (typeof sessionPurposes)[number];

export const imagingModalities = ['mri', 'ct', 'x-ray'] as const;
export type ImagingModality = (typeof imagingModalities)[number];

/** What imaging found, as far as it leads anywhere; the report itself is text. */
export const imagingFindings = ['recurrent-disc', 'scar', 'stenosis', 'instability', 'other', 'nothing-new'] as const;
export type ImagingFinding = (typeof imagingFindings)[number];

/** How a question was closed: by yes, by no, by another of its answers, or because it is no longer asked. */
export type ClosedAs = 'approved' | 'declined' | 'decided' | 'withdrawn';

/** What a clinician's choice makes of a question. */
export const closedAs = (choice: string): ClosedAs =>
  choice === 'approve' ? 'approved' : choice === 'decline' ? 'declined' : 'decided';

export const conditionAnswers = ['yes', 'no', 'unknown'] as const;
export type ConditionAnswer = (typeof conditionAnswers)[number];

export const deficits = ['none', 'stable', 'progressive'] as const;
export type Deficit = (typeof deficits)[number];
/** `saddle`: numbness where one sits, or a bladder or bowel that fails. */
export const deficitSites = ['left-leg', 'right-leg', 'left-arm', 'right-arm', 'saddle'] as const;
export type DeficitSite = (typeof deficitSites)[number];

export const painSites = ['back', 'left-leg', 'right-leg', 'arm', 'neck', 'other'] as const;
export type PainSite = (typeof painSites)[number];

/** Why it hurts after the operation, as far as anybody can say. */
export const painCauses = [
  'recurrent-disc',
  'scar',
  'stenosis',
  'instability',
  'nerve-injury',
  'infection',
  'hardware',
  'not-found',
  'other',
] as const;
export type PainCause = (typeof painCauses)[number];

export const operationKinds = [
  'revision',
  'decompression',
  'fusion',
  'stimulator-trial',
  'stimulator',
  'other',
] as const;
export type OperationKind = (typeof operationKinds)[number];

/** What was found before a procedure: `managed` says that it was not clear and what was done about it. */
export const checkResults = ['clear', 'not-clear', 'managed'] as const;
export type CheckResult = (typeof checkResults)[number];

export const adverseOf = ['medicine', 'procedure', 'operation', 'therapy', 'other'] as const;
export type AdverseOf = (typeof adverseOf)[number];
export const severities = ['mild', 'moderate', 'severe'] as const;
export type Severity = (typeof severities)[number];

export const callOutcomes = ['reached', 'no-answer', 'voicemail', 'wrong-number'] as const;
export type CallOutcome = (typeof callOutcomes)[number];
/** How somebody tried to reach a patient about an escalation. */
export const contactWays = ['rang', 'rang-contact', 'rang-gp', 'wrote', 'visited'] as const;
export type ContactWay = (typeof contactWays)[number];
export const spokeWiths = ['patient', 'family', 'carer', 'other'] as const;
export type SpokeWith = (typeof spokeWiths)[number];

// A problem that a patient reports by link. What it may be about is data of the house, `clinic/problems.yaml`.

/** Since when. */
export const problemSince = ['today', 'days', 'weeks', 'longer'] as const;
export type ProblemSince = (typeof problemSince)[number];

/** Whether it can wait until the next appointment, as the patient sees it. */
export const problemWaits = ['yes', 'not-sure', 'no'] as const;
export type ProblemWait = (typeof problemWaits)[number];

/** How much it troubles the patient now: from not at all to as much as can be. */
export const troubles = Array.from({ length: 11 }, (_, value) => value);

/** Who reads it in their own hours. */
export const reportTasks = ['look-at-report', 'answer-report'] as const satisfies readonly TaskKind[];

/** What becomes of a report about one thing. */
export type ProblemRule = {
  /** Whose ladder climbs when it may not wait; null: nobody is woken, it is work of the same day. */
  class: SignalClass | null;
  task: (typeof reportTasks)[number];
  /** From here on it counts as severe. */
  severeFrom: number;
  withinWorkingDays: number;
  /** The clinic's page of advice. */
  help: string;
};

export type ProblemRules = {
  /** The form whose safety questions come first. */
  first: string;
  /** Reports of one patient and day that are each looked at by themselves; the others share one task. */
  perDay: number;
  /** In the order in which they are shown. */
  problems: Record<string, ProblemRule>;
};

/** What was said beside the words, which stand apart. */
export type SaidOfProblem = { about: string; since: ProblemSince; severity: number; wait: ProblemWait };

/** Somebody is told by a ladder, or it is work with a due time. `about` names the task: reports may share one. */
export type ProblemOutcome =
  | { urgent: { rule: string; class: SignalClass; tier: Tier }; task?: never }
  | { urgent?: never; task: { kind: (typeof reportTasks)[number]; about: string; withinWorkingDays: number } };

/** The fact. `report`: id of its row; `said`: id of the text; `unknown`: safety rules whose question was skipped. */
export type ReportedProblem = SaidOfProblem & ProblemOutcome & { report: string; said?: string; unknown?: string[] };

/** What tells a person from another. */
export const personFields = ['familyName', 'givenName', 'bornOn', 'reference'] as const;
export type PersonField = (typeof personFields)[number];

/** Answers that staff took down; absent where the patient answered by link. `on`: the day on the paper. */
export type TakenBy = { by: 'telephone' | 'paper'; from: 'patient' | 'proxy'; on?: LocalDate };

/** What a person chooses who moves an enrolment to another version. */
export type Migration = { toVersion: number; stageMap?: Record<string, string>; classMap?: Record<string, string> };

/** What was open when a correction was recorded, by key: what follows from the correction is the difference. */
export type OpenItems = {
  ended: boolean;
  tasks: string[];
  gates: string[];
  checkIns: string[];
  /** Whether mail about them could go out: what could not is not made up for. */
  writing: boolean;
};

/** The kinds of a stage: each is code, and what a pathway says of one is data. */
export const stageKindNames = [
  'diagnosis',
  'medication-trial',
  'therapy-block',
  'procedure',
  'rehabilitation',
  'psychological-support',
  'surgical-review',
  'follow-up',
] as const;
export type StageKindName = (typeof stageKindNames)[number];

/** What a rule can find for a question. */
export const gateVerdictKinds = [
  'success',
  'partial',
  'not-enough',
  'cannot-tell',
  'not-yet-adequate',
  'decision-due',
  'getting-worse',
] as const;
export type GateVerdictKind = (typeof gateVerdictKinds)[number];

// What the facts hold that wait for no stage: they are recorded whenever they happened. Every `text`, `note` and `reason` here
// is the id of a text (see `texts` in the row of the fact).

/** An operation from before. `on`: a day, a month or a year, as it is remembered. */
export type EarlierOperation = { kind: OperationKind; level?: string; on?: string };

/** What is known of the patient beyond the number of operations; each of it may be left out. */
export type HistoryDetail = {
  cause?: PainCause;
  painSites?: PainSite[];
  levels?: string[];
  operations?: EarlierOperation[];
  /** Id of what the patient hopes for, in her own words. */
  hopes?: string;
};

export type SiteDeficit = { site: DeficitSite; deficit: Deficit };

/** What to do at home, and how often. */
export type Exercise = { what: string; timesADay: number; daysAWeek: number };

export type CareData = {
  /** `conditions`: whether the pathway's conditions for entry hold; "unknown" is an answer, too. */
  'history.recorded': HistoryDetail & { previousOperations: number; conditions?: Record<string, ConditionAnswer> };
  /** `deficit`: the worst of all. */
  'examination.recorded': { deficit: Deficit; sites?: SiteDeficit[] };
  'imaging.ordered': { modality: ImagingModality; region: string };
  /** `text`: id of what the report says. */
  'imaging.reported': { modality: ImagingModality; region: string; finding?: ImagingFinding; text?: string };
  /** `preparation`: id of what a clinician wrote for this patient to do before it. */
  'session.booked': { session: string; purpose: SessionPurpose; at: Instant; preparation?: string };
  'session.moved': { session: string; at: Instant };
  'session.attended': { session: string };
  /** `reason`: id of the text. */
  'session.missed': { session: string; reason?: string };
  'session.cancelled': { session: string };
  /** `complication`: id of the text. */
  'surgery.performed': { kind: OperationKind; level: string; on: LocalDate; complication?: string };
  /** How much less pain the trial of a stimulator brought, in per cent. */
  'stimulator-trial.reported': { reliefPercent: number; text?: string };
  'pregnancy.changed': { pregnant: ConditionAnswer; dueOn?: LocalDate };
  /** `name`: which medicine, procedure, operation or therapy. */
  'adverse-event.recorded': { of: AdverseOf; name?: string; severity: Severity; text?: string };
  /** `by`: who gave it, by profession. */
  'programme.given': { exercises: Exercise[]; by: string; note?: string };
  /** `stage`: the block that is not wanted; without it, therapy at all. `as`: not wanted (where nothing is said), or not possible. */
  'therapy.declined': { stage?: string; as?: 'declined' | 'unable'; reason: string };
  /** Either a class of medicines or a stage, by the names of the pathway. */
  'treatment.declined': { class?: string; stage?: string; reason: string };
  /** A medicine beside a trial, or one that acts for long: taken until it is stopped. */
  'treatment.added': { class: string; agent: string; as: 'add-on' | 'long-acting'; startedOn: LocalDate };
  /** The patient said by link that something is wrong: somebody is woken, or it is work for somebody. */
  'problem.reported': ReportedProblem;
  /** `task`: the work it was made for, by its key; what came of it closes or keeps it. */
  'call.made': { outcome: CallOutcome; spokeWith?: SpokeWith; task?: string; text?: string };
};
