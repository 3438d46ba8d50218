import type { LocalDate } from '../words/time';

/** `thresholds`: all, or those whose place begins like this, e.g. `care/injection`. */
export type Signature = { thresholds: 'all' | string[]; by: string; on: LocalDate; reviewOn: LocalDate };

/** A number by its place: `care/diagnosis/deadlineDays`, `checkIns/weekly/windowDays`. */
export type Tunable = { id: string; min: number; max: number };
