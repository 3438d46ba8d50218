import fc from 'fast-check';
import { localDateAt, weekdayOf } from '../../../src/domain/calendar/calendar';
import type { ClinicSettings } from '../../../src/domain/words/clinic';
import { isInItem9Window, nextItem9Window } from '../../../src/domain/check-ins/deferred';
import { callTimeOn, endOfStaffedDay, isStaffedOn, nextStaffed } from '../../../src/domain/calendar/staffed-hours';
import { DAY, HOUR, MINUTE } from '../../../src/domain/words/time';
import { at } from '../../support/care/facts';
import { ladderSettings } from '../../support/ladder-settings';

const clinic: ClinicSettings = {
  ...ladderSettings,
  holidays: ['2026-12-25', '2026-12-28'],
  item9Window: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '16:00' })),
};

describe('the item-9 window', () => {
  it.each([
    ['in the middle of it', '2026-11-24', '10:00', true],
    ['at its first minute', '2026-11-24', '09:00', true],
    ['at the minute of its end, though the clinic is staffed', '2026-11-24', '16:00', false],
    ['at night', '2026-11-24', '02:10', false],
    ['on a Saturday', '2026-11-21', '10:00', false],
    ['on a holiday', '2026-12-25', '10:00', false],
  ])('%s', (_name, date, time, open) => {
    expect(isInItem9Window(clinic, at(date, time))).toBe(open);
  });

  it.each([
    ['at night, on the same day', '2026-11-24', '02:10', '2026-11-24'],
    ['after its end, on the next day', '2026-11-24', '16:00', '2026-11-25'],
    ['on a Friday evening, on Monday', '2026-11-20', '20:00', '2026-11-23'],
    ['on Christmas Eve after its end, past the holidays', '2026-12-24', '16:30', '2026-12-29'],
    ['across the change of the clocks', '2027-03-26', '18:00', '2027-03-29'],
  ])('opens next, %s, and lasts to the end of that day’s window', (_name, date, time, opens) => {
    expect(nextItem9Window(clinic, at(date, time))).toEqual({ from: at(opens, '09:00'), to: at(opens, '16:00') });
  });

  it('with a break at noon lasts to the end of the second half', () => {
    const halves = [
      { weekday: 2, from: '09:00', to: '12:00' },
      { weekday: 2, from: '13:00', to: '15:00' },
    ];
    const divided = { ...clinic, item9Window: halves };

    expect(isInItem9Window(divided, at('2026-11-24', '12:30'))).toBe(false);
    expect(nextItem9Window(divided, at('2026-11-24', '08:00')).to).toBe(at('2026-11-24', '15:00'));
    expect(nextItem9Window(divided, at('2026-11-24', '12:30')).from).toBe(at('2026-11-24', '13:00'));
  });

  it('that a clinic has not set is its staffed hours', () => {
    expect(nextItem9Window({ ...ladderSettings, holidays: [] }, at('2026-11-24', '02:10'))).toEqual({
      from: at('2026-11-24', '09:00'),
      to: at('2026-11-24', '17:00'),
    });
  });
});

const zone = fc.constantFrom(
  'Europe/London',
  'America/New_York',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/St_Johns',
);
const hour = (number: number): string => `${String(number).padStart(2, '0')}:00`;
/** Some working days, each with a window that ends an hour before the clinic closes; now and then a holiday. */
const someClinic: fc.Arbitrary<ClinicSettings> = fc
  .record({
    timeZone: zone,
    days: fc.uniqueArray(
      fc.record({
        weekday: fc.integer({ min: 1, max: 7 }),
        from: fc.integer({ min: 6, max: 11 }),
        length: fc.integer({ min: 2, max: 9 }),
      }),
      { selector: ({ weekday }) => weekday, minLength: 1, maxLength: 7 },
    ),
    holidays: fc.uniqueArray(
      fc.integer({ min: 1, max: 31 }).map((day) => `2026-12-${String(day).padStart(2, '0')}`),
      { maxLength: 8 },
    ),
  })
  .map(({ timeZone, days, holidays }) => ({
    ...ladderSettings,
    timeZone,
    holidays,
    staffedHours: days.map(({ weekday, from, length }) => ({ weekday, from: hour(from), to: hour(from + length) })),
    item9Window: days.map(({ weekday, from, length }) => ({ weekday, from: hour(from), to: hour(from + length - 1) })),
  }));
/** A year that holds both changes of the clocks. */
const someInstant = fc.integer({ min: at('2026-09-01'), max: at('2027-09-01') });

test('in every zone somebody is in while the window is open, and for an hour after it to ring', () => {
  fc.assert(
    fc.property(someClinic, someInstant, (settings, now) => {
      const { from, to } = nextItem9Window(settings, now);
      const date = localDateAt(settings.timeZone, from);

      expect(from).toBeGreaterThanOrEqual(now);
      expect(isInItem9Window(settings, now)).toBe(from === now);
      for (const instant of [from, to - 1, to, to + HOUR - 1]) expect(nextStaffed(settings, instant)).toBe(instant);
      expect(isInItem9Window(settings, to)).toBe(false);
      expect(endOfStaffedDay(settings, from)).toBeGreaterThanOrEqual(to + HOUR);
      expect(settings.holidays).not.toContain(date);
      expect(settings.item9Window?.map(({ weekday }) => weekday)).toContain(weekdayOf(date));
    }),
  );
});

test('no opening is passed over: up to the one that is named, none is open', () => {
  fc.assert(
    fc.property(someClinic, someInstant, (settings, now) => {
      const { from } = nextItem9Window(settings, now);

      for (let instant = now; instant < Math.min(from, now + 4 * DAY); instant += 30 * MINUTE) {
        expect(isInItem9Window(settings, instant)).toBe(false);
      }
    }),
    { numRuns: 40 },
  );
});

test('on every staffed day the call is made on that day, in staffed hours; otherwise at the next opening', () => {
  const days = fc.integer({ min: 0, max: 365 }).map((day) => localDateAt('UTC', at('2026-09-01') + day * DAY));
  fc.assert(
    fc.property(someClinic, days, fc.integer({ min: 0, max: 23 }).map(hour), (settings, date, time) => {
      const call = callTimeOn(settings, date, time);

      expect(nextStaffed(settings, call)).toBe(call);
      if (isStaffedOn(settings, date)) expect(localDateAt(settings.timeZone, call)).toBe(date);
      else expect(localDateAt(settings.timeZone, call) > date).toBe(true);
    }),
  );
});
