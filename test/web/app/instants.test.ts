import { property, assert, constantFrom, integer } from 'fast-check';
import { instantAt } from '../../../src/domain/calendar/calendar';
import { fieldsOf, instantOf } from '../../../web/app/instants';

const zones = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC'];
const MINUTE = 60_000;
const aMinute = integer({ min: Date.UTC(2024, 0, 1) / MINUTE, max: Date.UTC(2031, 0, 1) / MINUTE });

test.each([
  ['an hour that is skipped moves forward', '2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
  ['of an hour that comes twice it is the first', '2026-10-25', '01:30', '2026-10-25T00:30:00.000Z'],
  ['on a summer day', '2026-07-16', '20:00', '2026-07-16T19:00:00.000Z'],
])('%s', (_, day, time, at) => {
  expect(instantOf(day, time, 'Europe/London')).toBe(at);
});

test.each([
  ['', '10:00'],
  ['2026-07-16', ''],
  ['2026-02-30', '10:00'],
])('“%s” at “%s” is no instant', (day, time) => {
  expect(instantOf(day, time, 'Europe/London')).toBeNull();
});

test('whatever is typed means what the server’s calendar makes of it, in every zone', () => {
  assert(
    property(constantFrom(...zones), aMinute, (zone, minute) => {
      // A wall shows any minute, also one that clocks leave out there.
      const [day = '', time = ''] = new Date(minute * MINUTE).toISOString().slice(0, 16).split('T');
      expect(instantOf(day, time, zone)).toBe(new Date(instantAt(zone, day as never, time as never)).toISOString());
    }),
    { numRuns: 500 },
  );
});

test('a field shows what was typed', () => {
  assert(
    property(constantFrom(...zones), aMinute, (zone, minute) => {
      const { day, time } = fieldsOf(minute * MINUTE, zone);
      expect(fieldsOf(instantOf(day, time, zone) ?? '', zone)).toEqual({ day, time });
    }),
  );
});
