import { z } from 'zod';
import { instantAt, plusDays } from '../../domain/calendar/calendar';
import type { Instant, LocalDate } from '../../domain/words/time';

// `2026-11-21`, `2026-11-21 09:30`, `day 3`, `day 3 09:30`: days are counted from the day of enrolment, which is day 0.
const moment = /^(?:(\d{4}-\d{2}-\d{2})|day (\d{1,4}))(?: (\d{2}:\d{2}))?$/;
const countedDay = /^day \d{1,4}$/;
const NOON = '12:00';

export const Moment = z.string().regex(moment, 'must be a moment like "day 3", "day 3 09:30" or "2026-11-21 09:30"');

/** The days and hours of a story. */
export type Calendar = { date: (text: string) => LocalDate; instant: (text: string) => Instant };

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
  if (countedDay.test(value)) return date(value);
  return moment.exec(value)?.[3] === undefined ? value : instant(value);
}
