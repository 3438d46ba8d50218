import type { LocalDate } from './time';

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

export const conditionAnswers = ['yes', 'no', 'unknown'] as const;
export type ConditionAnswer = (typeof conditionAnswers)[number];

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
