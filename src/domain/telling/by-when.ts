import { daysBetween, localDateAt, wallTimeAt, weekdayOf } from '../calendar/calendar';
import type { Instant, LocalDate } from '../words/time';
import { shortDayText } from './english';

// Moments as people at the clinic say them: on its wall, and near ones by their distance.

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Tue 1 Dec`, with the year where it is not this one. */
export function dayWords(date: LocalDate, today: LocalDate): string {
  const day = shortDayText(date);
  return `${weekdays[weekdayOf(date) - 1] ?? ''} ${date.slice(0, 4) === today.slice(0, 4) ? day.slice(0, -5) : day}`;
}

/** `17:00`, `17:00 tomorrow`, `17:00 yesterday`; a day beyond those: `Tue 1 Dec`. */
export function momentWords(timeZone: string, at: Instant, now: Instant): string {
  const today = localDateAt(timeZone, now);
  const date = localDateAt(timeZone, at);
  const near: Record<string, string> = { '-1': ' yesterday', 0: '', 1: ' tomorrow' };
  const word = near[String(daysBetween(today, date))];
  return word === undefined ? dayWords(date, today) : `${wallTimeAt(timeZone, at)}${word}`;
}

/** `by 17:00`; of what is over: `now (it was due at 17:00 yesterday)`. */
export function byWhen(timeZone: string, at: Instant, now: Instant): string {
  const words = momentWords(timeZone, at, now);
  if (at >= now) return `by ${words}`;
  return `now (it was due ${words.includes(':') ? 'at' : 'on'} ${words})`;
}
