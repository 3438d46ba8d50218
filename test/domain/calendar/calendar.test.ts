import { Temporal } from 'temporal-polyfill';
import fc from 'fast-check';
import {
  dateOf,
  dayOf,
  daysBetween,
  firstDateWithHour,
  instantAt,
  localDateAt,
  plusDays,
  startOfDay,
  weekdayOf,
} from '../../../src/domain/calendar/calendar';
import { DAY, HOUR, MINUTE } from '../../../src/domain/words/time';

const zones = Intl.supportedValuesOf('timeZone');
const localTimeAt = (zone: string, at: number): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
const two = (n: number): string => String(n).padStart(2, '0');

/** Every change of a zone's clocks in two years. */
function transitions(zone: string): Temporal.ZonedDateTime[] {
  const found: Temporal.ZonedDateTime[] = [];
  let next = Temporal.Instant.from('2026-01-01T00:00Z').toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  while (next && next.epochMilliseconds < Date.UTC(2028, 0, 1)) {
    found.push(next);
    next = next.getTimeZoneTransition('next');
  }
  return found;
}

describe('the calendar', () => {
  it('knows more than four hundred zones, and those that change their clocks', () => {
    expect(zones.length).toBeGreaterThan(400);
    expect(zones.filter((zone) => transitions(zone).length > 0).length).toBeGreaterThan(100);
  });

  it('moves a skipped hour forward and lets a repeated hour happen once, in every zone, at both edges', () => {
    const faults: string[] = [];
    for (const zone of zones) {
      for (const change of transitions(zone)) {
        const date = change.toPlainDate().toString();
        const around = change.hour * 60 + change.minute;
        // From three hours before to three hours after, and the day's own edges.
        const minutes = Array.from({ length: 13 }, (_, step) => around - 180 + step * 30).filter(
          (m) => m >= 0 && m < 1440,
        );
        for (const minute of [0, ...minutes, 1410]) {
          const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
          const instant = instantAt(zone, date, time);
          const exact = localTimeAt(zone, instant) === time && localDateAt(zone, instant) === date;
          const skipped =
            !exact && instant >= change.epochMilliseconds && instant - change.epochMilliseconds < 2 * HOUR;
          // The first of a repeated hour: half an hour and an hour earlier the wall showed something else.
          const first = [30, 60].every((m) => localTimeAt(zone, instant - m * MINUTE) !== time);
          if (!(exact || skipped) || !first) faults.push(`${zone} ${date} ${time}`);
        }
      }
    }

    expect(faults).toEqual([]);
  });

  it('finds the day of every instant, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1972, 0, 1), max: Date.UTC(2040, 0, 1) }),
        (zone, at) => {
          const date = localDateAt(zone, at);

          expect(date).toBe(
            Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString(),
          );
          expect(startOfDay(zone, date)).toBeLessThanOrEqual(at);
          expect(startOfDay(zone, plusDays(date, 1))).toBeGreaterThan(at);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('counts days as the Gregorian calendar does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), fc.integer({ min: -5000, max: 5000 }), (from, days) => {
        const date = new Date(from * DAY).toISOString().slice(0, 10);
        fc.pre(/^\d{4}-/.test(date));
        const later = plusDays(date, days);

        expect(later).toBe(Temporal.PlainDate.from(date).add({ days }).toString());
        expect(daysBetween(date, later)).toBe(days);
        expect(weekdayOf(date)).toBe(Temporal.PlainDate.from(date).dayOfWeek);
      }),
    );
  });

  it('begins every day when the zone does, asked once or again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 25_000 }), (zone, day) => {
        const begins = Temporal.PlainDate.from(dateOf(day)).toZonedDateTime(zone).epochMilliseconds;

        expect(startOfDay(zone, dateOf(day))).toBe(begins);
        expect(startOfDay(zone, dateOf(day))).toBe(begins);
      }),
      { numRuns: 1000 },
    );
  });

  it('says the same after it has forgotten what it remembered', () => {
    const nine = instantAt('Europe/London', '2026-12-01', '09:00');
    // More days than it keeps.
    const days = Array.from({ length: 60_000 }, (_, day) => day);

    expect(days.filter((day) => dayOf(dateOf(day)) !== day)).toEqual([]);
    expect(instantAt('Europe/London', '2026-12-01', '09:00')).toBe(nine);
    expect(dateOf(dayOf('2026-12-01'))).toBe('2026-12-01');
  });

  it('finds the first date whose hour is not past', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
        (zone, at) => {
          const date = firstDateWithHour(zone, '09:00', at);

          expect(instantAt(zone, date, '09:00')).toBeGreaterThanOrEqual(at);
          expect(instantAt(zone, plusDays(date, -1), '09:00')).toBeLessThan(at);
        },
      ),
    );
  });

  it.each([
    ['London, spring: 01:30 does not exist', 'Europe/London', '2027-03-28', '01:30', '2027-03-28T01:30:00.000Z'],
    ['London, autumn: 01:30 happens twice', 'Europe/London', '2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
    ['Lord Howe moves by half an hour', 'Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:45:00.000Z'],
    ['Samoa left out a whole day in 2011', 'Pacific/Apia', '2011-12-30', '09:00', '2011-12-30T19:00:00.000Z'],
  ])('%s', (_name, zone, date, time, instant) => {
    expect(new Date(instantAt(zone, date, time)).toISOString()).toBe(instant);
  });
});
