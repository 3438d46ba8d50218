import type { AppointmentRules, CheckInDefinition, Predicate, Signature, Tunable } from './language';
import type { Stage } from '../stages/types';
import type { LocalDate } from '../words/time';

// A pathway is a versioned, immutable definition: tracks of stages, check-ins and rules. Durations carry their unit in the name.

export type Track = {
  id: string;
  first: string;
  stages: Stage[];
  /** The fact with which it begins; without one it begins with the enrolment. */
  beginsWith?: string;
  /** The stage a clinician may send a patient to from anywhere in the track. */
  bypass?: string;
};

export type Pathway = {
  id: string;
  version: number;
  state: 'draft' | 'released' | 'recalled';
  title: string;
  /** Languages whose texts must be complete; English alone where nothing is declared. */
  languages?: string[];
  checkIns: CheckInDefinition[];
  tracks: Track[];
  /** Routine messages a patient gets in a week at most, over all tracks; less after silence. */
  /** `goals`: for `throughline pathway burden`, in four weeks: mails to who answers at once, and late, and questions. */
  burden?: {
    routineMessagesPerWeek: number;
    source: string;
    goals?: { mails: number; mailsLate: number; items: number; source: string };
  };
  /** False: enrolled into only by whoever names this version. */
  offered?: boolean;
  /** Who wrote it and which clinician approved it: nothing is released without both. */
  author?: string;
  approvedBy?: string;
  /** Who answers for which threshold, and when it is to be looked at again. A later one renews an earlier one. */
  signatures?: Signature[];
  /** Why nobody may begin on it any more. Whoever is on it stays until a person decides. */
  recalled?: { on: LocalDate; reason: string };
  /** Numbers a clinic may set for itself, and how far. */
  tunable?: Tunable[];
  /** What clinicians are reminded of about medicines and procedures. Never shown to patients. */
  medicines?: MedicineRules;
  /** Signs that a clinician may record here as known beside what each form allows everywhere. */
  knownSigns?: { rule: string; source: string }[];
  /** Without them no appointment is called to mind, and nothing is asked to be made ready. */
  appointments?: AppointmentRules;
};

/** `classes`: every class that can be named; only so is "not in the list" the same as "not taken". */
export type MedicineRules = {
  confirmedWithinDays: number;
  classes: string[];
  prompts: PromptDefinition[];
  /** Before one of these begins somebody goes through the list, where that is older. It stops nothing. */
  listBefore?: string[];
  watch?: MedicineWatch[];
};

/**
 * What is asked of whoever takes one of the classes, in every stage and after the pathway has moved on. While the dose is
 * being found (until it has stayed the same for `foundAfterDays`) every `findingEveryDays`; so long after each change; and
 * every `everyDays` besides. A safety check-in asks on the very day, any other on the patient's weekly day.
 */
export type MedicineWatch = {
  classes: string[];
  checkIn: string;
  findingEveryDays?: number;
  foundAfterDays?: number;
  afterChangeDays?: number;
  everyDays?: number;
  source: string;
};

/**
 * Something to look at before a start and at each review of a class (or a procedure). With `when` only where that is not
 * ruled out. `hard`: a contraindication or a dangerous combination, which cannot be set aside for long.
 */
export type PromptDefinition = {
  id: string;
  about: string[];
  hard?: boolean;
  when?: Predicate;
  text: string;
  source: string;
};
