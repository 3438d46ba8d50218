import type { ClinicSettings } from './clinic';
import type { Instrument } from './instrument/types';
import type { Pathway } from './pathway/types';

/** Everything the core decides by. Nothing here changes while a decision is made. */
export type Rules = { pathway: Pathway; clinic: ClinicSettings; instruments: Record<string, Instrument> };

/** Finds the rules an enrolment is pinned to, with the clinic's settings of today. Throws when the version is unknown. */
export type RulesSource = (pathway: { id: string; version: number }, clinic: ClinicSettings) => Rules;
