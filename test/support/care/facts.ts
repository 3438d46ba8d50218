import { instantAt } from '../../../src/domain/calendar/calendar';
import { eventOf, type Fact } from '../../../src/domain/simulate/course';
import type { DomainEvent, Reach } from '../../../src/domain/words/event';
export type { Fact } from '../../../src/domain/simulate/course';
import type { Instant, LocalDate, LocalTime } from '../../../src/domain/words/time';

export const london = 'Europe/London';

/** An hour of the London wall. */
export function at(date: LocalDate, time: LocalTime = '10:00', timeZone = london): Instant {
  return instantAt(timeZone, date, time);
}

export const reachable: Reach = {
  timeZone: london,
  preferredTime: '09:00',
  language: 'en',
  hasEmail: true,
  hasPhone: true,
};

/** Facts as stored: numbered in order. */
export function numbered(facts: readonly Fact[], from = 1): DomainEvent[] {
  return facts.map((fact, index) => eventOf(fact, from + index));
}

/** Friday, 20 November 2026, 10:00: the first check-in is on Saturday at nine. */
export const enrolled: Fact = {
  type: 'enrolment.started',
  at: at('2026-11-20'),
  data: { reach: reachable, consent: { email: true } },
};
export const firstOn = '2026-11-21';
