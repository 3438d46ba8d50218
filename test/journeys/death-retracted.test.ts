import { instantAt, plusDays } from '../../src/domain/calendar/calendar';
import { clockTo, mailsTo, settle } from '../support/care/clinic-week';
import { firstOn, london } from '../support/care/facts';
import { openHouse, type House } from '../support/servers/house';
import { ada } from '../support/care/made-up-patients';

const email = 'wrong-patient@example.test';
const day = (n: number, time = '09:01') => instantAt(london, plusDays(firstOn, n), time);

type Enrolled = { id: string; patientId: string };
type Task = { id: string; kind: string; enrolmentId: string };

describe('a death that was recorded on the wrong patient', () => {
  let house: House;
  let enrolled: Enrolled;
  let eventId = '';
  beforeAll(async () => {
    house = await openHouse({ at: instantAt(london, '2026-11-20', '10:00') });
    enrolled = (await house.people.coordinator.post<Enrolled>('/enrolments', ada({ email }))).body;
    await clockTo(house, day(1));
  });
  afterAll(() => house.close());

  const status = async () =>
    (await house.people.coordinator.get<{ status: string }>(`/enrolments/${enrolled.id}`)).body.status;

  it('ends the enrolment, and nothing more is sent', async () => {
    const { body } = await house.people.coordinator.post<{ events: { eventId: string }[] }>(
      `/patients/${enrolled.patientId}/events`,
      { type: 'patient.died', data: {} },
    );
    eventId = body.events[0]?.eventId ?? '';
    await clockTo(house, day(16));

    expect(await status()).toBe('ended');
    expect(await mailsTo(house, email)).toHaveLength(1);
  });

  it('is taken back by a clinician: the enrolment waits for a person, and still nothing is sent', async () => {
    const retracted = await house.people.clinician.post(`/enrolments/${enrolled.id}/events`, {
      type: 'event.retracted',
      data: { eventId, reason: 'it was another patient' },
    });
    expect(retracted.status).toBe(202);
    await clockTo(house, day(24));

    expect(await status()).toBe('held');
    expect(await mailsTo(house, email)).toHaveLength(1);
  });

  it('goes on as planned once somebody has looked', async () => {
    const tasks = await house.people.coordinator.list<Task>('/tasks?status=open');
    const task = tasks.find(({ kind, enrolmentId }) => kind === 'check-before-resuming' && enrolmentId === enrolled.id);
    await house.people.coordinator.post(`/tasks/${task?.id ?? ''}/completion`, {});
    await settle(house);
    expect(await mailsTo(house, email)).toHaveLength(1);

    await clockTo(house, day(32));

    // Of the check-in that was open only what was still to come, of the next one invitation and reminders.
    expect(await status()).toBe('active');
    const sent = (await mailsTo(house, email)).map((mail) => mail.receivedAt.slice(0, 10)).reverse();
    expect(sent).toEqual(['2026-11-21', '2026-12-16', '2026-12-19', '2026-12-21', '2026-12-23']);
  });
});
