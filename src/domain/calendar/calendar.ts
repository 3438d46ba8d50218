import { Temporal } from 'temporal-polyfill';
import { DAY, type Instant, type LocalDate, type LocalTime } from '../words/time';

// The only file that knows time zones. Days are arithmetic; only the hour on a wall needs the zone's rules.

const MEMO_LIMIT = 50_000;
/** The one module-level memory of the core: same zone, date and hour, same instant, for ever. */
const hours = new Map<string, Map<LocalTime, Map<LocalDate, Instant>>>();
const starts = new Map<string, Map<number, Instant>>();
const dates = new Map<number, LocalDate>();
let remembered = 0;

/** Without a limit a long life would fill it with places and days nobody asks about any more. */
function remember<K, V>(memo: Map<K, V>, key: K, value: V): V {
  if (remembered >= MEMO_LIMIT) {
    for (const each of [hours, starts, dates]) each.clear();
    remembered = 0;
  }
  remembered += 1;
  memo.set(key, value);
  return value;
}

/** The instant of an hour on a wall. An hour that is skipped moves forward; an hour that repeats is its first one. */
export function instantAt(timeZone: string, date: LocalDate, time: LocalTime): Instant {
  const known = hours.get(timeZone)?.get(time)?.get(date);
  if (known !== undefined) return known;
  const wall = Temporal.PlainDateTime.from(`${date}T${time}`);
  const made = wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
  const ofZone = hours.get(timeZone) ?? remember(hours, timeZone, new Map<LocalTime, Map<LocalDate, Instant>>());
  const ofHour = ofZone.get(time) ?? remember(ofZone, time, new Map<LocalDate, Instant>());
  return remember(ofHour, date, made);
}

/** The first instant of a day: not always midnight, where clocks change at night. */
export function startOfDay(timeZone: string, date: LocalDate): Instant {
  return startOf(timeZone, dayOf(date));
}

function startOf(timeZone: string, day: number): Instant {
  const known = starts.get(timeZone)?.get(day);
  if (known !== undefined) return known;
  const made = Temporal.PlainDate.from(dateOf(day)).toZonedDateTime(timeZone).epochMilliseconds;
  const ofZone = starts.get(timeZone) ?? remember(starts, timeZone, new Map<number, Instant>());
  return remember(ofZone, day, made);
}

/** The day on the calendar at an instant. */
export function localDateAt(timeZone: string, at: Instant): LocalDate {
  let day = Math.floor(at / DAY);
  while (startOf(timeZone, day) > at) day -= 1;
  while (startOf(timeZone, day + 1) <= at) day += 1;
  return dateOf(day);
}

/** The hour on the wall at an instant, such as 09:05. */
export function wallTimeAt(timeZone: string, at: Instant): LocalTime {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const PLACE = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** Regions of the IANA list; what stands elsewhere (Etc, US, EST) has no place, or no summer time, or is going away. */
const REGION_AND_CITY =
  /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Za-z][A-Za-z_-]*(\/[A-Za-z][A-Za-z_-]*)?$/;

/** Whether it is written as region and city, as somebody who lives there would look for it. */
export const isRegionAndCity = (timeZone: string): boolean => REGION_AND_CITY.test(timeZone);

/** Whether it names a place. An offset such as +01:00 does not: it has no summer time, and a wall clock needs one. */
export function isTimeZone(timeZone: string): boolean {
  if (!PLACE.test(timeZone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** How long an ISO 8601 duration is; a day has 24 hours here, because no calendar day is meant. */
export function durationMs(iso: string): number {
  return Temporal.Duration.from(iso).total({ unit: 'millisecond', relativeTo: '1970-01-01' });
}

export function plusDays(date: LocalDate, days: number): LocalDate {
  return dateOf(dayOf(date) + days);
}

/** The same hour on the wall so many days later. */
export function sameHourAfter(timeZone: string, at: Instant, days: number): Instant {
  if (days === 0) return at;
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).add({ days }).epochMilliseconds;
}

/** Calendar days from one date to a later one. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayOf(to) - dayOf(from);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return ((((dayOf(date) + 3) % 7) + 7) % 7) + 1;
}

/** The first date whose hour lies at or after an instant. */
export function firstDateWithHour(timeZone: string, time: LocalTime, notBefore: Instant): LocalDate {
  const date = localDateAt(timeZone, notBefore);
  return instantAt(timeZone, date, time) >= notBefore ? date : plusDays(date, 1);
}

/** The instant that a text with an offset names (2026-11-20T09:00:00+01:00); null where it names none. */
export function instantIn(text: string): Instant | null {
  try {
    return Temporal.Instant.from(text.replace(FINER_THAN_A_MILLISECOND, '$1')).epochMilliseconds;
  } catch {
    return null;
  }
}

const FINER_THAN_A_MILLISECOND = /(\.\d{3})\d+/;

/** Days that people can mean: who is born, and what is planned. With them every sum of days stays within the calendar. */
export const isBounded = (date: LocalDate): boolean => date >= '1880-01-01' && date <= '2200-12-31';
export const isBoundedInstant = (at: Instant): boolean =>
  at >= startOfDay('UTC', '1880-01-01') && at < startOfDay('UTC', '2201-01-01');

const ZERO = 48;

/** Days since 1970-01-01 in the Gregorian calendar, by whole numbers (Howard Hinnant's `days_from_civil`). */
export function dayOf(date: LocalDate): number {
  const digit = (index: number): number => date.charCodeAt(index) - ZERO;
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  const month = digit(5) * 10 + digit(6);
  const day = digit(8) * 10 + digit(9);
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date so many days after 1970-01-01. */
export function dateOf(days: number): LocalDate {
  return dates.get(days) ?? remember(dates, days, writtenDate(days));
}

function writtenDate(days: number): LocalDate {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}
