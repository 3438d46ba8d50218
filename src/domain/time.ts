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
