import type { LocalDate } from '../words/time';

// Small pieces of English that every sentence is made of.

/** Scores are known by their short names; all of them are acronyms ("PEG", "RMDQ-24"). */
export function scoreLabel(score: string): string {
  return score.toUpperCase();
}

/** `1 answer`, `3 answers`. */
export function counted(count: number, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}

export function within(days: number): string {
  return `within ${counted(days, 'day')}`;
}

/** How fresh an answer has to be, after the clause it belongs to. */
export function lastDays(days: number): string {
  return `(answer of the last ${String(days)} days)`;
}

export function daysText(days: number): string {
  return days % 7 === 0 && days > 7 ? `${String(days / 7)} weeks` : counted(days, 'day');
}

export function timesText(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${String(times)} times`;
}

export function listText(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1) ?? ''}`;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `3 March 2027`. */
export function dayText(date: LocalDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${String(day)} ${months[(month ?? 1) - 1] ?? ''} ${String(year)}`;
}

/** `3 Mar 2027`, where a line is short. */
export function shortDayText(date: LocalDate): string {
  return dayText(date).replace(/ ([A-Z][a-z]{2})[a-z]* /, ' $1 ');
}
