import { dayAndHour } from '../../../api/patient/reader';

test.each([
  ['2026-07-14T13:30:00Z', 'Europe/London', 'Tuesday 14 July 2026, 2:30pm'],
  ['2026-12-01T09:00:00Z', 'Europe/London', 'Tuesday 1 December 2026, 9am'],
  ['2026-12-01T12:00:00Z', 'Europe/London', 'Tuesday 1 December 2026, 12pm'],
  ['2026-11-30T23:30:00Z', 'Asia/Tokyo', 'Tuesday 1 December 2026, 8:30am'],
])('%s in %s reads %s', (instant, zone, text) => {
  expect(dayAndHour(Date.parse(instant), zone, 'en')).toBe(text);
});

test('another language writes day and hour in its own way', () => {
  expect(dayAndHour(Date.parse('2026-07-14T13:30:00Z'), 'Europe/Berlin', 'de')).toBe('Dienstag, 14. Juli 2026, 15:30');
});
