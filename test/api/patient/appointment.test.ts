import request from 'supertest';
import { sql } from 'kysely';
import type { ClinicSettings } from '../../../src/domain/words/clinic';
import { DAY } from '../../../src/domain/words/time';
import { type Booked, bookedVisit } from './booked-visit';

let home: Booked;
let code: string;
let at: number;

async function booked(settings: Partial<ClinicSettings> = {}): Promise<void> {
  home = await bookedVisit(settings);
  code = home.visitCode;
  at = home.visitAt;
}

const look = (path = '', cookie = '') => request(home.app).get(`/go/${code}${path}`).set('Cookie', cookie);
const post = (path: string, fields: Record<string, string | string[]>, cookie = '') =>
  request(home.app)
    .post(`/go/${code}${path}`)
    .set({ 'Sec-Fetch-Site': 'same-origin', Cookie: cookie })
    .type('form')
    .send(fields);
const row = async () => {
  const [found] = await home.store.appointments.appointmentsOf(home.db, home.enrolmentId);
  if (!found) throw new Error('there is no appointment');
  return found;
};

afterEach(() => home.close());

describe('the page of an appointment', () => {
  it('says when and where, what a clinician wrote, and what to make ready', async () => {
    await booked();
    const { status, text, headers } = await look();

    expect(status).toBe(200);
    expect(text).toContain('2:30pm</h1>');
    expect(text).toContain('Go to the desk at the main door');
    expect(text).toContain('From your clinician, for you');
    expect(text).toContain('Eat nothing from midnight.');
    // It may have to be done days before, so it is read before the way.
    expect(text.indexOf('Eat nothing from midnight.')).toBeLessThan(text.indexOf('Where to go'));
    expect(text).toContain('Bring your glasses, hearing aids and walking aids');
    expect(text).not.toMatch(/<script|pain|spine/i);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['cache-control']).toBe('no-store');
  });

  it('keeps ticks and questions, for whoever sees the patient', async () => {
    await booked();
    const saved = await post('/prepare', { ready: ['letter', 'unknown'], questions: ' Is it <b>safe</b>? ' });
    const again = await look('?saved=1');
    await post('/prepare', { ready: 'aids', questions: 'When can I drive?' });

    expect(saved.status).toBe(303);
    expect(again.text).toContain('value="letter" checked');
    expect(again.text).toContain('Is it &lt;b&gt;safe&lt;/b&gt;?</textarea>');
    expect(await row()).toMatchObject({ ready: ['aids'], questions: 'When can I drive?' });
    const { rows } = await sql`select from patient_text where created_by = 'patient'`.execute(home.db);
    expect(rows).toHaveLength(1);
  });

  it('changes nothing when it is looked at, however often and by whatever program', async () => {
    await booked();
    const before = await row();
    for (const path of ['', '/cannot-come', '/appointment.ics', '/stop', '/prepare']) await look(path);
    await request(home.app).head(`/go/${code}`);

    expect(await row()).toEqual(before);
    expect(home.nudges).toEqual([]);
  });

  it('takes no form from another site', async () => {
    await booked();
    const foreign = request(home.app).post(`/go/${code}/cannot-come`).set('Sec-Fetch-Site', 'cross-site').type('form');

    expect((await foreign.send({})).status).toBe(403);
    expect((await row()).declinedAt).toBeNull();
  });

  it('gives the calendar the same file as the mail', async () => {
    await booked();
    const { text, headers } = await look('/appointment.ics');

    expect(headers['content-type']).toContain('text/calendar');
    expect(text).toContain('METHOD:PUBLISH');
    expect(text).toContain('SUMMARY:Appointment');
    expect(text).toContain('SEQUENCE:0');
  });

  it('opens one task when the patient cannot come, calls nothing off, and says what happens next', async () => {
    await booked();
    expect((await look('/cannot-come')).text).toContain('We will ring you within one working day');
    await post('/cannot-come', {});
    await post('/cannot-come', {});
    await home.step();
    const page = await look();

    expect(page.text).toContain('You told us that you cannot come.');
    expect(page.text).not.toContain('I cannot come</a>');
    expect(home.nudges).toEqual(['enrolment appointment.declined']);
    expect(await row()).toMatchObject({ calledOff: false });
    const { rows } = await sql<object>`select kind, team, status from task where kind = 'ask-who-cannot-come'`.execute(
      home.db,
    );
    expect(rows).toEqual([{ kind: 'ask-who-cannot-come', team: 'coordinators', status: 'open' }]);
  });

  it('shows a new time with the one the mail said, also by the old link', async () => {
    await booked();
    await home.record({ type: 'session.moved', data: { session: 'a', at: at + DAY }, recordedBy: 'test' });

    expect((await look()).text).toContain('This is a new time. Before, it was');
    expect((await look('/appointment.ics')).text).toContain('SEQUENCE:1');
  });

  it('says that it is called off, and takes it out of the calendar', async () => {
    await booked();
    await home.record({ type: 'session.cancelled', data: { session: 'a' }, recordedBy: 'test' });
    const { text } = await look();

    expect(text).toContain('Your appointment is called off');
    expect(text).not.toContain('Eat nothing from midnight.');
    expect((await look('/appointment.ics')).text).toContain('STATUS:CANCELLED');
    expect((await look('/cannot-come')).status).toBe(303);
  });

  it('says that it is over, from the next day on', async () => {
    await booked();
    await home.passTo(at + DAY);

    expect((await look()).text).toContain('This appointment is over');
  });

  it('is closed like any other link when the patient has died', async () => {
    await booked();
    await sql`update patient set died_on = '2026-11-20'`.execute(home.db);
    const { status, text } = await look();

    expect([status, text.includes('This link is not open')]).toEqual([404, true]);
  });

  it('asks the birthday first where the clinic wants that, and tells nothing before', async () => {
    await booked({ askBirthday: true });
    const before = await look();
    const wrong = await post('', { day: '1', month: '1' });
    const right = await post('', { day: '14', month: '5' });
    const [cookie = ''] = right.get('Set-Cookie') ?? [];

    expect(before.text).toContain('On which day were you born?');
    expect(before.text).not.toMatch(/2:30pm|Ada|midnight/);
    expect((await post('/prepare', { questions: 'x' })).headers.location).toBe(`/go/${code}`);
    expect((await row()).questions).toBeNull();
    expect(wrong.headers.location).toContain('fault=birthdayWrong');
    expect((await look('', cookie.split(';')[0])).text).toContain('2:30pm</h1>');
  });

  it('stops the messages by its link, as any mail of ours does', async () => {
    await booked();
    await post('/stop', { choice: 'stop' });

    expect((await look('/stop')).text).toContain('Your messages are stopped');
    const { rows } = await sql`select from message where template = 'appointment' and state = 'planned'`.execute(
      home.db,
    );
    expect(rows).toEqual([]);
  });
});
