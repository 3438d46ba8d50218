import { localDateAt, instantAt } from '../calendar/calendar';
import type { Agenda } from '../check-ins/types';
import type { Effect, JournalEntry, JournalKind } from '../words/effect';
import type { EventType, Observation } from '../words/event';
import type { Destination } from '../pathway/language';
import type { Input } from '../words/history';
import type { Rules } from './rules';
import type { EnrolmentState, TrackState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';

/** What a decision made: the state after it, what it says, and what must become true in the rows. */
export type Step = { state: EnrolmentState; entries: JournalEntry[]; effects: Effect[] };

/** A step in the making. `state` is the step's own copy and is changed in place; nothing outside ever sees it half done. */
export type Work = Step & {
  rules: Rules;
  /** What the house saw of the check-ins that close in this stretch of time. */
  observed: Observation[];
  usedObservations: Observation[];
  /** Kept while it cannot have changed. */
  agenda?: Agenda;
};

/** A way out of a stage, with the reason that the next one keeps. */
export type Exit = { to: Destination; rule: string; inputs: Input[] };

export type Note = {
  at: Instant;
  what: JournalKind;
  rule: string;
  inputs?: Input[];
  track?: TrackState;
  key?: string;
};

export function note(work: Work, { at, what, rule, inputs = [], track, key }: Note): void {
  const entry: JournalEntry = { at, what, rule, inputs };
  if (track) {
    entry.track = track.track;
    entry.stage = track.stage;
  }
  if (key !== undefined) entry.key = key;
  work.entries.push(entry);
}

/** Rule name of what an event brings about by itself. */
export function eventRule(type: EventType): string {
  return `event/${type}`;
}

export function todayOf(state: Pick<EnrolmentState, 'reach'>, at: Instant): LocalDate {
  return localDateAt(state.reach.timeZone, at);
}

/** The patient's hour on a date: when routine things happen. */
export function atPreferredTime(state: Pick<EnrolmentState, 'reach'>, date: LocalDate): Instant {
  return instantAt(state.reach.timeZone, date, state.reach.preferredTime);
}
