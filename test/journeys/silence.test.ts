import { instantAt, plusDays } from '../../src/domain/calendar/calendar';
import { clockTo, mailsTo } from '../support/care/clinic-week';
import { firstOn, london } from '../support/care/facts';
import { openHouse, type House } from '../support/servers/house';
import { ada } from '../support/care/made-up-patients';

const email = 'silent@example.test';
const day = (n: number, time = '09:01') => instantAt(london, plusDays(firstOn, n), time);

type Line = { at: string; text: string };
type Task = { kind: string; team: string; dueAt: string; enrolmentId: string };

describe('a patient who does not answer', () => {
  let house: House;
  let id = '';
  beforeAll(async () => {
    house = await openHouse({ at: instantAt(london, '2026-11-20', '10:00') });
    const enrolled = await house.people.coordinator.post<{ id: string }>('/enrolments', ada({ email }));
    id = enrolled.body.id;
  });
  afterAll(() => house.close());

  it('is asked at nine, and reminded after two and after four days', async () => {
    await clockTo(house, day(6));

    const mails = await mailsTo(house, email);
    expect(mails.map((mail) => mail.receivedAt.slice(0, 16)).reverse()).toEqual([
      '2026-11-21T09:00',
      '2026-11-23T09:00',
      '2026-11-25T09:00',
    ]);
  });

  it('has missed the check-in after a week, and nobody takes that for an answer', async () => {
    await clockTo(house, day(7));

    const lines = await house.people.coordinator.list<Line>(`/enrolments/${id}/timeline`);
    expect(lines.map((item) => item.text).join('\n')).toMatch(/closed without an answer/);
    expect((await openTasks()).filter((task) => task.kind === 'call-patient')).toHaveLength(0);
  });

  it('is rung by the coordinators after two missed in a row', async () => {
    await clockTo(house, day(14));

    const [call] = (await openTasks()).filter((task) => task.kind === 'call-patient');
    expect(call).toMatchObject({ team: 'coordinators', enrolmentId: id });
    const { body } = await house.people.coordinator.get<{ status: string }>(`/enrolments/${id}`);
    expect(body.status).toBe('active');
  });

  it('gets no mail any more after withdrawing', async () => {
    const before = (await mailsTo(house, email)).length;

    await house.people.coordinator.post(`/enrolments/${id}/events`, {
      type: 'enrolment.withdrawn',
      data: { reason: 'moved away' },
    });
    await clockTo(house, day(40));

    expect(await mailsTo(house, email)).toHaveLength(before);
    const { body } = await house.people.coordinator.get<{ status: string; next: unknown[] }>(`/enrolments/${id}`);
    expect(body).toMatchObject({ status: 'ended', next: [] });
  });

  const openTasks = (): Promise<Task[]> => house.people.coordinator.list('/tasks?status=open');
});
