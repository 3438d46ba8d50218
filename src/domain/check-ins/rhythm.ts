import { dateOf, dayOf, firstDateWithHour } from '../calendar/calendar';
import type { EnrolmentState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';

// The weekly rhythm of an enrolment. Days are counted since 1970, as numbers.

export const WEEK = 7;

/** The first day of the weekly rhythm on or after a date whose hour is not before an instant. */
export function rhythmDate(state: EnrolmentState, onOrAfter: LocalDate, notBefore: Instant): LocalDate {
  const { timeZone, preferredTime } = state.reach;
  const reachable = dayOf(firstDateWithHour(timeZone, preferredTime, notBefore));
  return dateOf(inRhythm(dayOf(state.firstOn), WEEK, Math.max(dayOf(onOrAfter), reachable)));
}

/** The first day on or after another that lies whole periods after the first of the rhythm. */
export function inRhythm(first: number, everyDays: number, from: number): number {
  const period = Math.max(1, everyDays);
  return first + Math.max(0, Math.ceil((from - first) / period)) * period;
}
