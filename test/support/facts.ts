import { instantAt } from '../../src/domain/calendar/calendar';
import type { DomainEvent, EventData, EventType, Observation, Reach } from '../../src/domain/words/event';
import type { Instant, LocalDate, LocalTime } from '../../src/domain/words/time';

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

export type Fact = {
  [T in EventType]: { type: T; data: EventData[T]; at: Instant; occurredAt?: Instant; observed?: Observation[] };
}[EventType];

/** Facts as stored: numbered in order. */
export function numbered(facts: readonly Fact[], from = 1): DomainEvent[] {
  return facts.map(
    ({ type, data, at: recordedAt, occurredAt, observed }, index) =>
      ({
        id: `event-${from + index}`,
        seq: from + index,
        type,
        data,
        recordedAt,
        occurredAt: occurredAt ?? recordedAt,
        observed: observed ?? [],
      }) as DomainEvent,
  );
}

/** Friday, 20 November 2026, 10:00: the first check-in is on Saturday at nine. */
export const enrolled: Fact = {
  type: 'enrolment.started',
  at: at('2026-11-20'),
  data: { reach: reachable, consent: { email: true } },
};
export const firstOn = '2026-11-21';
