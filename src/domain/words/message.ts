import type { WeekdayHours } from './clinic';
import type { Opened } from '../instrument/pages';
import type { Tier } from '../instrument/types';
import type { EndReason } from './state';
import type { Instant, LocalDate } from './time';

// One message is one row of the ledger; these are the words its way out of the house is told in.

/** `urgent` carries staff alerts and is never kept waiting by `bulk`. */
export const lanes = ['bulk', 'urgent'] as const;
export type Lane = (typeof lanes)[number];

export type MessageChannel = 'mail' | 'webhook';

/** Why a message that was planned will never be sent. */
export type WithheldReason =
  | EndReason
  | 'answered'
  | 'ended'
  | 'cancelled'
  | 'moved'
  | 'not-told'
  | 'no-consent'
  | 'paused'
  | 'undeliverable'
  | 'expired'
  | 'merged'
  | 'acknowledged'
  | 'resolved'
  | 'new-round'
  | 'new-address'
  | 'inactive'
  | 'by-staff';

/** What a check-in mail says beside the pathway's own texts. */
export type CheckInMail = {
  /** Whose it is: the given name, with what tells two of one name and address apart. */
  givenName: string;
  pathwayId: string;
  pathwayVersion: number;
  /** On the patient's calendar, e.g. for "answer by 12 May". */
  closesAt: Instant;
  /** Somebody rings on the day of the mail where no answer comes: it asks for one on that day. */
  today: boolean;
  timeZone: string;
  /** Known here and in the mail only; the store keeps its hash. */
  linkCode: string;
  /** The clinic's text about emergencies, in the language of the mail, with the numbers that are right there. */
  safetyNet: string[];
  /** The check-in as its link would open it at this moment: only how much it asks is said. */
  opened: Opened;
  clinicHours: WeekdayHours[];
};

/** An appointment as it stands when it is told. `on`: the day, where nothing but that is known. */
export type Appointment = {
  id: string;
  at: Instant;
  on: LocalDate | null;
  sequence: number;
  calledOff: boolean;
};

/** What a file for a calendar is made of. */
export type AppointmentFile = Appointment & {
  writtenAt: Instant;
  clinic: { publicName: string; phone: string };
  /** The mailbox our mails come from. */
  address: string;
};

/** What a mail about an appointment says: when, and nothing of what it is for. */
export type AppointmentMail = Appointment &
  Pick<
    CheckInMail,
    'givenName' | 'pathwayId' | 'pathwayVersion' | 'timeZone' | 'linkCode' | 'safetyNet' | 'clinicHours'
  > & { writtenAt: Instant };

/** The answer to what a patient reported: by when somebody reads it, null where somebody is told at once. Nothing of what was said. */
export type ReportMail = Omit<AppointmentMail, keyof Appointment | 'writtenAt'> & { readBy: Instant | null };

/** What a staff alert says: nothing about the patient, and nothing of what is wrong. */
export type StaffAlertMail = {
  escalationId: string;
  tier: Tier;
  /** When the next ones are told. */
  answerBy: Instant;
  /** How often this person was told of it on this channel, this time among them. */
  times: number;
  /** Open items of the patient, this one among them. */
  items: number;
  /** Who is told then, by name; null = nobody stands behind this rung; absent in alerts of an older release. */
  next?: string | null;
  /** How often whoever was told is told again; absent in alerts of an older release. */
  everyMinutes?: number;
  /** Told on top of the rungs, because something of another kind came in. */
  news: boolean;
  /** Somebody else gave it to this person; absent in alerts of an older release. */
  handedOver?: boolean;
};

/** What somebody is sent who pages themselves: nothing of any patient, and nobody waits. */
export type PagingTestMail = { testId: string; askedAt: Instant };

/** A message whose guard was true a moment ago, with everything its channel needs. */
export type Handover = {
  messageId: string;
  attemptId: string;
  attempt: number;
  channel: MessageChannel;
  template: string;
  role: string;
  /** A mailbox, or the address of a pager. */
  to: string;
  language: string;
  clinic: { publicName: string; phone: string; emergencyNumber: string; timeZone: string };
  checkIn: CheckInMail | null;
  appointment: AppointmentMail | null;
  report: ReportMail | null;
  alert: StaffAlertMail | null;
  test: PagingTestMail | null;
};

/** What became of a hand-over. Codes only: a server's words may repeat an address. `status`: enhanced, e.g. 5.7.1. */
export type Outcome =
  | { outcome: 'accepted'; code: number | null }
  /** For good. `hardBounce`: the mailbox itself does not exist. */
  | { outcome: 'refused'; code: number | null; hardBounce: boolean; status?: string }
  /** Not taken, and certainly not sent: try again later. A code of 500 or more: for this policy, or this size, or today. */
  | { outcome: 'deferred'; code: number | null; status?: string }
  /** Nobody knows: the line went dead after the text had begun to leave. */
  | { outcome: 'ambiguous'; code: null };

/** Stands where a mail that nobody sends has the code of its link: it opens nothing. */
export const NO_LINK_CODE = 'XXXX-XXXX-XXXX-XXXX';
