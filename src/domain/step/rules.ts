import type { ClinicSettings } from '../words/clinic';
import type { Instrument } from '../instrument/types';
import { tunedPathway } from '../pathway/tuning';
import type { Pathway } from '../pathway/types';
import type { Instant } from '../words/time';

/** Everything the core decides by. Nothing here changes while a decision is made. */
export type Rules = {
  pathway: Pathway;
  clinic: ClinicSettings;
  instruments: Record<string, Instrument>;
  /** Every version of the pathway: a migration goes from one to another. */
  versions?: readonly Pathway[];
  /** What the clinic's settings were before, oldest first: time that is passed late goes by those of its day. */
  settings?: readonly SettingsSince[];
};

/** The settings of a clinic from an instant on. */
export type SettingsSince = { since: Instant; clinic: ClinicSettings };

/** Finds the rules an enrolment is pinned to, with the clinic's settings of today. Throws when the version is unknown. */
export type RulesSource = (pathway: { id: string; version: number }, clinic: ClinicSettings) => Rules;

/** The rules with another version of the pathway deciding; null where there is none of that number. */
export function underVersion(rules: Rules, version: number): Rules | null {
  const pathway = rules.versions?.find((each) => each.version === version);
  return pathway ? { ...rules, pathway: tunedPathway(pathway, rules.clinic) } : null;
}

/** The rules with other settings of the clinic in force. */
export function underSettings(rules: Rules, clinic: ClinicSettings): Rules {
  const { version } = rules.pathway;
  const asWritten = rules.versions?.find((each) => each.version === version) ?? rules.pathway;
  return { ...rules, clinic, pathway: tunedPathway(asWritten, clinic) };
}
