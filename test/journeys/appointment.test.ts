import { openHouse, type House } from '../support/servers/house';
import { mailsTo } from '../support/care/clinic-week';
import { ada } from '../support/care/made-up-patients';
import { linkIn } from '../support/servers/phone';

type Task = { kind: string };
type Appointments = { items: { calledOff: boolean; questions: string | null; declinedAt: string | null }[] };

const DAY = 86_400_000;

describe('a visit that is booked, prepared for, moved and called off', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ at: Date.UTC(2026, 10, 23, 10) });
  });
  afterAll(() => house.close());

  /** What was said of the appointment, in order; the questions between are left out. */
  const told = async () => {
    const mails = await mailsTo(house, 'ada@example.test');
    return mails.filter(({ subject }) => subject.includes('appointment')).reverse();
  };
  const files = async (): Promise<string[]> => {
    const rows = await house.store.db.selectFrom('caught_mail').select('raw').orderBy('id').execute();
    return rows.flatMap(({ raw }) => {
      const [, encoded = ''] = /Content-Type: application\/ics[^]*?\r\n\r\n([^]*?)\r\n--/.exec(raw.toString()) ?? [];
      const file = Buffer.from(encoded, 'base64').toString();
      return encoded === '' ? [] : [`${/SEQUENCE:\d+/.exec(file)?.[0] ?? ''} ${/STATUS:\w+/.exec(file)?.[0] ?? ''}`];
    });
  };
  const at = (days: number) => new Date(Date.UTC(2026, 10, 23, 14, 30) + days * DAY).toISOString();

  it('is told at each change and never of what is not so; whoever cannot come is rung', async () => {
    const { coordinator } = house.people;
    const { body } = await coordinator.post<{ id: string }>('/enrolments', { ...ada(), version: 3 });
    const record = (type: string, data: object) => coordinator.post(`/enrolments/${body.id}/events`, { type, data });
    const pass = (advance: string) => coordinator.post('/demo/clock', { advance });

    expect((await record('session.booked', { session: 'a', purpose: 'visit', at: at(14) })).status).toBe(202);
    await pass('P8D');
    const [first] = await told();
    expect(first?.subject).toBe('Your appointment: Monday 7 December 2026, 2:30pm');

    const page = new URL(new URL(linkIn(first?.text ?? '')).pathname, house.url);
    const send = (path: string, fields: Record<string, string>) =>
      fetch(`${page.href}${path}`, {
        ...{ method: 'POST', redirect: 'manual', headers: { 'Sec-Fetch-Site': 'same-origin' } },
        body: new URLSearchParams(fields),
      });
    await send('/prepare', { ready: 'letter', questions: 'What happens next?' });
    await send('/cannot-come', {});
    await pass('PT0S');
    const seen = await coordinator.get<Appointments>(`/enrolments/${body.id}/appointments`);
    expect(seen.body.items).toMatchObject([{ calledOff: false, questions: 'What happens next?' }]);
    expect(seen.body.items[0]?.declinedAt).not.toBeNull();
    expect((await coordinator.list<Task>('/tasks')).map(({ kind }) => kind)).toContain('ask-who-cannot-come');

    await record('session.moved', { session: 'a', at: at(21) });
    await pass('P1D');
    expect((await coordinator.list<Task>('/tasks')).map(({ kind }) => kind)).not.toContain('ask-who-cannot-come');
    await record('session.cancelled', { session: 'a' });
    await pass('P21D');

    expect((await told()).map(({ subject }) => subject)).toEqual([
      'Your appointment: Monday 7 December 2026, 2:30pm',
      'Your appointment was moved: Monday 14 December 2026, 2:30pm',
      'Called off: your appointment, Monday 14 December 2026, 2:30pm',
    ]);
    expect(await files()).toEqual([
      'SEQUENCE:0 STATUS:CONFIRMED',
      'SEQUENCE:1 STATUS:CONFIRMED',
      'SEQUENCE:2 STATUS:CANCELLED',
    ]);
  });
});
