import { z } from 'zod';
import { instantAt, localDateAt, plusDays } from '../../domain/calendar/calendar';
import { DAY, HOUR, type Instant, type LocalDate, MINUTE } from '../../domain/words/time';

// `2026-11-21`, `2026-11-21 09:30`, `day 3`, `day 3 09:30`: days are counted from the day of enrolment, which is day 0.
const moment = /^(?:(\d{4}-\d{2}-\d{2})|day (\d{1,4}))(?: (\d{2}:\d{2}))?$/;
const countedDay = /^day \d{1,4}$/;
const NOON = '12:00';

export const Moment = z.string().regex(moment, 'must be a moment like "day 3", "day 3 09:30" or "2026-11-21 09:30"');

// By the present, in courses that lead up to it: `3 minutes ago`, `4 days ago 09:30`, `in 5 days 10:00`.
const near = /^(?:(\d{1,5}) (minute|hour|day)s? ago|in (\d{1,3}) days?)(?: (\d{2}:\d{2}))?$/;
const MS = { minute: MINUTE, hour: HOUR, day: DAY };

export const Near = z
  .string()
  .regex(near, 'must be a moment like "3 minutes ago", "4 days ago 09:30" or "in 5 days 10:00"');

/** The days and hours of a story. */
export type Calendar = { date: (text: string) => LocalDate; instant: (text: string) => Instant };

/** The present of a course that leads up to it, and on which day something of a day is done: the clinic is closed on some. */
export type Present = { now: Instant; workday: (date: LocalDate) => LocalDate };

/**
 * As a story, from so many days before the present on. A day on which nobody is in means the next on which somebody is;
 * what is told as so long ago was just then.
 */
export function calendarUpTo({ now, workday }: Present, timeZone: string, daysAgo: number): Calendar {
  const today = localDateAt(timeZone, now);
  const story = calendarOf(timeZone, plusDays(today, -daysAgo));
  const date = (text: string): LocalDate => {
    const [, ago, unit, ahead] = near.exec(text) ?? [];
    if (ahead !== undefined) return workday(plusDays(today, Number(ahead)));
    if (ago === undefined) return workday(story.date(text));
    return localDateAt(timeZone, now - Number(ago) * MS[unit as keyof typeof MS]);
  };
  return {
    date,
    instant: (text) => {
      const [, ago, unit, , time] = near.exec(text) ?? [];
      if (ago !== undefined && time === undefined) return now - Number(ago) * MS[unit as keyof typeof MS];
      return instantAt(timeZone, date(text), time ?? moment.exec(text)?.[3] ?? NOON);
    },
  };
}

/** Without an hour it is noon. */
export function calendarOf(timeZone: string, enrolled: string): Calendar {
  const [, first = ''] = moment.exec(enrolled) ?? [];
  const date = (text: string): LocalDate => {
    const [, written, days] = moment.exec(text) ?? [];
    return written ?? plusDays(first, Number(days));
  };
  return { date, instant: (text) => instantAt(timeZone, date(text), moment.exec(text)?.[3] ?? NOON) };
}

/** Days within a fact are days for the core, moments with an hour are instants. */
export function withDates(data: Record<string, unknown>, calendar: Calendar): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, dated(value, calendar)]));
}

function dated(value: unknown, { date, instant }: Calendar): unknown {
  if (typeof value !== 'string') return value;
  const time = near.exec(value)?.[4] ?? moment.exec(value)?.[3];
  if (time !== undefined) return instant(value);
  return countedDay.test(value) || near.test(value) ? date(value) : value;
}
