import type { SignalClass } from '../instrument/types';
import type { LocalDate, LocalTime } from './time';

/** One rung: who is on duty in this rota is told, and has so long until the next rung is told. */
export type Rung = { rota: string; waitMinutes: number };

/** The ladder of a signal class. `on-call` starts at once, day and night; `next-staffed` starts when the clinic opens. */
export type EscalationPolicy = {
  coverage: 'on-call' | 'next-staffed';
  rungs: Rung[];
  /**
   * Told when every rung is passed, together with everybody on duty of every rung, and again every so many minutes for as
   * long as it takes.
   */
  exhausted: { rota: string; repeatMinutes: number };
  /**
   * Tier now: whoever was told is told again so often until somebody acknowledges, on every rung, for one mail is no page.
   * Where it is left out, and in policies that were copied before it was there, `REPEAT_NOW_MINUTES`.
   */
  repeatNowMinutes?: number;
  /** An acknowledgement expires after so long: it stops the paging, it does not finish the work. */
  acknowledgementMinutes: number;
  /** With `next-staffed`: once somebody was told it goes on past closing, for the promise is the same working day. */
  goesOnAfterHours?: true;
};

/** [D] The default of `repeatNowMinutes`. */
export const REPEAT_NOW_MINUTES = 15;

/** Weekday 1 (Monday) to 7, local hours of the clinic. */
export type WeekdayHours = { weekday: number; from: LocalTime; to: LocalTime };

/** What a help page tells a patient to do, the most urgent first: of several at once the first one leads. */
export const helpClasses = ['emergency', 'overdose', 'crisis', 'ring-today', 'if-worse'] as const;
export type HelpClass = (typeof helpClasses)[number];

/** One page of advice. */
export type HelpWords = {
  version: string;
  title: string;
  lines: string[];
  /** Which numbers it offers first. Left out in settings from before: the page's own name, else an emergency. */
  class?: HelpClass;
  /** The safety rules it was written for: no other rule may show it. */
  for?: string[];
  /** Its one line beside a more urgent page. */
  also?: string;
};

/** How numbers that hold in one country only are named in a sentence. */
export type PlacePhrases = { emergencyNumber: string; crisisLine: string; outOfHours: string };

/**
 * Static texts of one language. A version is a wording: which one was shown is kept. {emergencyNumber}, {crisisLine} and
 * {outOfHours} are filled when shown, for they depend on where the patient is; the clinic's name and telephone stand in them.
 */
export type ClinicTexts = {
  /** Stands on every page and in every mail to a patient. Says nothing about the condition, for others may see it. */
  safetyNet: { version: string; lines: string[] };
  /** What a patient reads when an answer is worrying: by help page id. */
  help: Record<string, HelpWords>;
  /** Where the clinic's numbers hold, and elsewhere. Left out in settings from before. */
  here?: PlacePhrases;
  elsewhere?: PlacePhrases;
};

/** A line that others answer: its name as it stands in a sentence, and its number. */
export type OtherLine = { name: string; phone: string };

/** Shown when a form was sent, and with a pause: what not to wait with. A clinic must have it. */
export const IF_WORSE = 'if-worse';

/** What belongs to the clinic rather than to a pathway: takes effect at once, for everybody, and is versioned per showing. */
export type ClinicSettings = {
  version: number;
  /** Neutral name for subjects and senders: it must not disclose the specialty. */
  publicName: string;
  phone: string;
  emergencyNumber: string;
  /** ISO 3166 codes of the countries whose numbers the emergency texts name; left out, the country of `timeZone` alone. */
  emergencyCountries?: string[];
  /** Answered at any hour by people who help in a crisis. Left out in settings from before. */
  crisisLine?: OtherLine;
  /** Whom to ring while the clinic is closed. Left out in settings from before. */
  outOfHours?: OtherLine;
  timeZone: string;
  staffedHours: WeekdayHours[];
  holidays: LocalDate[];
  /**
   * When forms are asked whose answers somebody must be there to read (`servedIn: item-9-window`): inside the staffed
   * hours, and over early enough to ring on the same day. Left out, the staffed hours themselves.
   */
  item9Window?: WeekdayHours[];
  /** Patients choose an hour in here; nothing routine leaves outside it. */
  promptHours: { from: LocalTime; to: LocalTime };
  /** Routine wakes are spread over so many minutes by a hash of the enrolment, so that nine o'clock is no stampede. */
  wakeSpreadMinutes: number;
  /** Messages to a patient caused by a staff fact wait so long, so that it can be undone. */
  undoMinutes: number;
  policies: Record<SignalClass, EscalationPolicy>;
  /** Ladders a safety rule may name instead of its class's, such as `same-day` and `immediate`. */
  namedPolicies?: Record<string, EscalationPolicy>;
  /** Rota read by people for each queue and kept free of gaps. */
  rotas: { id: string; title: string }[];
  /** What patients are told about emergencies, by language. */
  texts: Record<string, ClinicTexts>;
  /** Stages that a pathway leaves to the clinic: offered or not, by their id. */
  optionalStages?: Record<string, boolean>;
  /** Numbers of a pathway that this clinic sets for itself, by pathway and place: within the limits of its file. */
  tuned?: Record<string, Record<string, number>>;
  /** Address a birthday check before the first page (default in live stores). */
  askBirthday: boolean;
};
