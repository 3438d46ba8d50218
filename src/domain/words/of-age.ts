import type { LocalDate } from './time';

const ADULT_YEARS = 18;

/**
 * All that decisions know of a birth date: that somebody is of age, or the day on which they will be. Absent in facts and
 * states from before.
 */
export type OfAge = true | LocalDate;

/** Whoever was born on 29 February comes of age on 1 March. */
export function ofAgeFrom(bornOn: LocalDate, today: LocalDate): OfAge {
  const birthday = bornOn.slice('2008'.length);
  const year = Number(bornOn.slice(0, '2008'.length)) + ADULT_YEARS;
  const from = `${String(year)}${birthday === '-02-29' ? '-03-01' : birthday}`;
  return from <= today ? true : from;
}
