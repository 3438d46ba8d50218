/** Epoch milliseconds, UTC. The core knows no other clock. */
export type Instant = number;
/** `2026-12-01`: a day on somebody's calendar, without a zone. */
export type LocalDate = string;
/** `09:00`: an hour on somebody's wall. */
export type LocalTime = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Twenty-four hours; for calendar days use calendar.ts, which knows when the clocks change. */
export const DAY = 24 * HOUR;

/** Minutes since midnight of an hour on the wall. */
export function minutesOf(time: LocalTime): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** The other way round; beyond midnight it says so: `26:00` is two o'clock of the next day. */
export function hourOf(minutes: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
