import request from 'supertest';
import { dayAndHour } from '../../../api/patient/reader';
import { patientAtHome } from './patient-at-home';

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

test('where silence is followed by a call on that day, the first page asks for an answer today and names no later day', async () => {
  const home = await patientAtHome();
  try {
    await home.db
      .updateTable('message')
      .set({ params: JSON.stringify({ sameDay: true }) })
      .where('check_in_id', '=', home.checkIn.id)
      .execute();

    const { text } = await request(home.app).get(`/go/${home.code}`).expect(200);

    expect(text).toContain('Answer today. If we hear nothing from you, we will ring you.');
    expect(text).not.toContain('Answer by');
  } finally {
    await home.close();
  }
});

test('a clinic without hours names its number and says nothing of when it answers', async () => {
  const home = await patientAtHome({ staffedHours: [] });
  try {
    const { text } = await request(home.app).get(`/go/${home.code}`).expect(200);

    expect(text).toContain('+44 20 7946 0100</a>.</p>');
    expect(text).not.toMatch(/[Aa]nswered/);
  } finally {
    await home.close();
  }
});
