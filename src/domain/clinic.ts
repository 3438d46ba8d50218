import type { SignalClass } from './instrument/types';
import type { LocalDate, LocalTime } from './time';

/** One rung: who is on duty in this rota is told, and has so long until the next rung is told. */
export type Rung = { rota: string; waitMinutes: number };

/** The ladder of a signal class. `on-call` starts at once, day and night; `next-staffed` starts when the clinic opens. */
export type EscalationPolicy = {
  coverage: 'on-call' | 'next-staffed';
  rungs: Rung[];
  /** Told when every rung is passed, and again every so many minutes for as long as it takes. */
  exhausted: { rota: string; repeatMinutes: number };
  /** An acknowledgement expires after so long: it stops the paging, it does not finish the work. */
  acknowledgementMinutes: number;
};

/** What belongs to the clinic rather than to a pathway: takes effect at once, for everybody, and is versioned per showing. */
export type ClinicSettings = {
  version: number;
  /** Neutral name for subjects and senders: it must not disclose the specialty. */
  publicName: string;
  phone: string;
  emergencyNumber: string;
  timeZone: string;
  /** Weekday 1 (Monday) to 7, local hours of the clinic. */
  staffedHours: { weekday: number; from: LocalTime; to: LocalTime }[];
  holidays: LocalDate[];
  /** Patients choose an hour in here; nothing routine leaves outside it. */
  promptHours: { from: LocalTime; to: LocalTime };
  /** Routine wakes are spread over so many minutes by a hash of the enrolment, so that nine o'clock is no stampede. */
  wakeSpreadMinutes: number;
  /** Messages to a patient caused by a staff fact wait so long, so that it can be undone. */
  undoMinutes: number;
  policies: Record<SignalClass, EscalationPolicy>;
  /** Rota read by people for each queue and kept free of gaps. */
  rotas: { id: string; title: string }[];
  /** What a patient reads when an answer is worrying: by help page id. Static, versioned, one text per language. */
  help: Record<string, { version: string; title: string; lines: string[] }>;
  /** Stages that a pathway leaves to the clinic: offered or not, by their id. */
  optionalStages?: Record<string, boolean>;
  /** Address a birthday check before the first page (default in live stores). */
  askBirthday: boolean;
};
