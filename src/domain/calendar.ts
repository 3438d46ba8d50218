import { Temporal } from 'temporal-polyfill';
import { DAY, type Instant, type LocalDate, type LocalTime } from './time';

// The only file that knows time zones. Days are arithmetic; only the hour on a wall needs the zone's rules.

const MEMO_LIMIT = 50_000;
/** The one module-level memory of the core: same zone, date and hour, same instant, for ever. */
const memo = new Map<string, Instant>();

function remembered(key: string, make: () => Instant): Instant {
  const known = memo.get(key);
  if (known !== undefined) return known;
  if (memo.size >= MEMO_LIMIT) memo.clear();
  const made = make();
  memo.set(key, made);
  return made;
}

/** The instant of an hour on a wall. An hour that is skipped moves forward; an hour that repeats is its first one. */
export function instantAt(timeZone: string, date: LocalDate, time: LocalTime): Instant {
  return remembered(`${timeZone} ${date} ${time}`, () => {
    const wall = Temporal.PlainDateTime.from(`${date}T${time}`);
    return wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
  });
}

/** The first instant of a day: not always midnight, where clocks change at night. */
export function startOfDay(timeZone: string, date: LocalDate): Instant {
  return remembered(
    `${timeZone} ${date}`,
    () => Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds,
  );
}

/** The day on the calendar at an instant. */
export function localDateAt(timeZone: string, at: Instant): LocalDate {
  let date = dateOfDayNumber(Math.floor(at / DAY));
  while (startOfDay(timeZone, date) > at) date = plusDays(date, -1);
  while (startOfDay(timeZone, plusDays(date, 1)) <= at) date = plusDays(date, 1);
  return date;
}

const PLACE = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

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

export function plusDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Calendar days from one date to a later one. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: LocalDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** The first date whose hour lies at or after an instant. */
export function firstDateWithHour(timeZone: string, time: LocalTime, notBefore: Instant): LocalDate {
  const date = localDateAt(timeZone, notBefore);
  return instantAt(timeZone, date, time) >= notBefore ? date : plusDays(date, 1);
}

// Days since 1970-01-01 in the Gregorian calendar, by whole numbers (the algorithm is Howard Hinnant's `days_from_civil`).
function dayNumber(date: LocalDate): number {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function dateOfDayNumber(days: number): LocalDate {
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
