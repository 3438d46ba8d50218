import { hoursFor } from '../../../src/domain/patient-texts/opening-hours';
import { englishTexts } from '../../support/care/shipped';

const said = (staffedHours: { weekday: number; from: string; to: string }[], zone: string | null = null) =>
  hoursFor({ staffedHours, timeZone: 'Europe/London' }, zone, englishTexts().hours);

test('days in a row with the same hours are one span', () => {
  const hours = [1, 2, 3, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:30' }));

  expect(said(hours)).toBe('Monday to Wednesday, 9am to 5:30pm; Friday, 9am to 5:30pm');
});

test('without hours nothing is said, near or far', () => {
  expect(said([])).toBeNull();
  expect(said([], 'Asia/Kathmandu')).toBeNull();
});
