import type { EscalationStatus } from '../../domain/escalation/ladder';
import type { Foreseen } from '../../domain/escalation/foresight';
import type { StepInWords } from '../../domain/escalation/no-contact';
import type { GateOutcome, Outcome } from '../../domain/escalation/outcome';
import type { ClinicSettings, ClinicTexts, HelpWords } from '../../domain/words/clinic';
import type { CallOutcome } from '../../domain/words/choices';
import type { SignalClass, Tier } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';
import type { EmergencyContact } from '../patient/patients';
import type { PersonRow } from '../patient/person';
import type { ReportRow } from '../patient/reports';

export type SignalView = {
  id: string;
  rule: string;
  class: SignalClass;
  enrolmentId: string | null;
  checkInId: string | null;
  /** Names the stage and the series that asked; null where no check-in did. */
  checkInKey: string | null;
  reportId: string | null;
  at: Instant;
  sinceAcknowledged: boolean;
  /** It came in after somebody last took it on, or after it was raised. */
  isNew: boolean;
  /** The answer that met the rule; null where it was no answer. */
  answer: number | null;
  /** The clinician's question that nobody answered; null for all else. */
  question: string | null;
  /** That question as it stands; null for all else. */
  gate: { id: string; key: string; gate: string; isOpen: boolean; answerBy: Instant } | null;
  outcome: Outcome | GateOutcome | null;
  contactAt: Instant | null;
  spokeWith: string | null;
};

/** A static text the patient was shown: which one, in which wording, by which settings of the clinic. */
export type SeenText = {
  text: string;
  version: string;
  language: string;
  settingsVersion: number;
  at: Instant;
  /** As it stood in those settings, not filled; null where they are not kept. The safety net has no title. */
  words: HelpWords | (Pick<HelpWords, 'lines'> & { title?: never; also?: never; class?: never }) | null;
  numbers: Pick<ClinicSettings, 'emergencyNumber'> & {
    [K in 'crisisLine' | 'outOfHours']: ClinicSettings[K] | null;
  } & { [K in 'here' | 'elsewhere']: ClinicTexts[K] | null };
};

/** Who has been told on which channel. `failed`: nobody's server or pager took it. */
export type Told = {
  staffId: string;
  name: string;
  channel: string;
  /** Of the last time. */
  round: number;
  rung: number;
  /** The last time it was accepted; when it was planned where it never was. */
  at: Instant;
  times: number;
  state: 'told' | 'failed' | 'on-the-way';
};

/** How somebody has it. `by` is who said so; of a hand-over that is another person than the owner. */
export type Holding = {
  what: 'acknowledged' | 'handed-over' | 'snoozed';
  at: Instant;
  by: string | null;
  reason: string | null;
};

export type Try = { at: Instant; by: string | null; how: string; outcome: CallOutcome; note: string | null };

/** What staff see of an escalation. `person` and all free text are for whoever may see patients. */
export type EscalationView = {
  id: string;
  /** The clinic’s time at which it was read. */
  now: Instant;
  /** Its place among those that are not resolved: by tier. */
  rank: number;
  revision: number;
  tier: Tier;
  class: SignalClass;
  patientId: string;
  person: PersonRow;
  emergencyContact: EmergencyContact | null;
  signals: SignalView[];
  patientSaw: SeenText[];
  /** What the patient reported beside these signals, oldest first. */
  reports: ReportRow[];
  /** Other items of the patient that nobody has resolved. */
  alsoOpen: { id: string; tier: Tier; class: SignalClass }[];
  status: EscalationStatus;
  round: number;
  /** Last rung told in this round; 0 = nobody yet. */
  rung: number;
  exhausted: boolean;
  raisedAt: Instant;
  /** It came in while the clinic was closed, and the ladder began at opening. */
  receivedUnstaffed: boolean;
  /** When the next rung is told, or the acknowledgement expires; null once resolved. */
  dueAt: Instant | null;
  /** While nobody has it: when this round began to tell, and by when it is to be answered. */
  window: { startedAt: Instant; endsAt: Instant } | null;
  told: Told[];
  /** Whom the ladder tells next, if nobody does anything; null once resolved. */
  next: (Omit<Foreseen, 'staff'> & { at: Instant; people: { staffId: string; name: string }[] }) | null;
  owner: { id: string; name: string } | null;
  ownedUntil: Instant | null;
  holding: Holding | null;
  /** How far it may be put off at most; null: not at all. */
  snoozeUntil: Instant | null;
  /** Routine messages of the patient that wait for this one: due already, and to come in the plan. */
  held: { messages: number; planned: number; nextAt: Instant | null } | null;
  tries: Try[];
  /** The no-contact procedure with what is done of it; null as long as nobody has said that they could not reach the patient. */
  noContact: (StepInWords & { doneAt: Instant | null; by: string | null })[] | null;
  resolvedAt: Instant | null;
  resolvedBy: { id: string; name: string } | null;
  note: string | null;
};
