import { instantAt, localDateAt, plusDays, startOfDay, weekdayOf } from './calendar';
import type { ClinicSettings } from '../words/clinic';
import { HOUR, type Instant, type LocalDate, type LocalTime } from '../words/time';

type Hours = { from: Instant; to: Instant };

/** What of a clinic says when somebody is in. */
type Staffed = Pick<ClinicSettings, 'timeZone' | 'staffedHours' | 'holidays'>;

// A clinic without staffed hours in so many days is a mistake of its settings: then the time itself counts, so that nothing is lost.
const SEARCH_DAYS = 60;

function hoursOn(clinic: Staffed, date: LocalDate): Hours[] {
  if (clinic.holidays.includes(date)) return [];
  return clinic.staffedHours
    .filter((hours) => hours.weekday === weekdayOf(date))
    .map((hours) => ({
      from: instantAt(clinic.timeZone, date, hours.from),
      to: instantAt(clinic.timeZone, date, hours.to),
    }))
    .sort((a, b) => a.from - b.from);
}

/** Now, if somebody is in; otherwise the next opening. */
export function nextStaffed(clinic: Staffed, at: Instant): Instant {
  const today = localDateAt(clinic.timeZone, at);
  for (let day = 0; day <= SEARCH_DAYS; day++) {
    const hours = hoursOn(clinic, plusDays(today, day)).find((open) => open.to > at);
    if (hours) return Math.max(hours.from, at);
  }
  return at;
}

export function isStaffedOn(clinic: ClinicSettings, date: LocalDate): boolean {
  return hoursOn(clinic, date).length > 0;
}

export function lastStaffedBefore(clinic: ClinicSettings, date: LocalDate): LocalDate | null {
  for (let back = 1; back <= SEARCH_DAYS; back++) {
    const day = plusDays(date, -back);
    if (isStaffedOn(clinic, day)) return day;
  }
  return null;
}

/**
 * An hour of the clinic's wall at which somebody is to ring on this very day: on one that ends earlier, an hour before
 * its end. On a day when nobody is in, the next opening.
 */
export function callTimeOn(clinic: ClinicSettings, date: LocalDate, time: LocalTime): Instant {
  const wanted = instantAt(clinic.timeZone, date, time);
  const last = hoursOn(clinic, date).at(-1);
  if (last === undefined || wanted < last.to) return nextStaffed(clinic, wanted);
  return Math.max(last.from, last.to - HOUR);
}

/** The first opening on or after a day of the clinic's calendar. */
export function openingOn(clinic: ClinicSettings, date: LocalDate): Instant {
  return nextStaffed(clinic, startOfDay(clinic.timeZone, date));
}

/** The end of staffed hours so many working days after the day of an instant: what "within two working days" means. */
export function withinWorkingDays(clinic: ClinicSettings, at: Instant, days: number): Instant {
  let date = localDateAt(clinic.timeZone, at);
  let left = days;
  for (let searched = 0; searched < SEARCH_DAYS + days * 7; searched++) {
    date = plusDays(date, 1);
    const end = hoursOn(clinic, date).at(-1)?.to;
    if (end === undefined) continue;
    left -= 1;
    if (left <= 0) return end;
  }
  return at;
}

/** The end of the last staffed hours within so many days of the calendar: what "within 14 days" means. */
export function withinDaysEnd(clinic: ClinicSettings, at: Instant, days: number): Instant {
  const today = localDateAt(clinic.timeZone, at);
  for (let back = 0; back < days; back++) {
    const end = hoursOn(clinic, plusDays(today, days - back)).at(-1)?.to;
    if (end !== undefined) return end;
  }
  return nextStaffed(clinic, at);
}

/** The end of today's staffed hours; of the next staffed day when they are over. */
export function endOfStaffedDay(clinic: Staffed, at: Instant): Instant {
  const open = nextStaffed(clinic, at);
  return hoursOn(clinic, localDateAt(clinic.timeZone, open)).at(-1)?.to ?? open;
}
