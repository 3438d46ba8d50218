import { instantAt, plusDays } from '../../src/domain/calendar/calendar';
import { clockTo, playThrough } from '../support/care/clinic-week';
import { firstOn, london } from '../support/care/facts';
import { openHouse, type House } from '../support/servers/house';
import { ada } from '../support/care/made-up-patients';
import { endDay, scripts } from '../support/care/scripted-patient';

type View = {
  tracks: { stage: string; waitingFor: { for: string; gate?: string } }[];
  status: string;
  openEscalation: string | null;
};

describe('three patients at the end of the same trial', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ at: instantAt(london, '2026-11-20', '10:00') });
  });
  afterAll(() => house.close());

  const enrol = async (email: string): Promise<string> => {
    const { status, body } = await house.people.coordinator.post<{ id: string }>('/enrolments', ada({ email }));
    expect(status).toBe(201);
    return body.id;
  };
  const explain = async (id: string): Promise<string> =>
    JSON.stringify((await house.people.clinician.get(`/enrolments/${id}/explanation`)).body);

  it('reach the same question with three different reasons, and only a decision moves them', async () => {
    const names = ['succeeds', 'failsAfterAnAdequateTrial', 'cannotTell'] as const;
    const patients = await Promise.all(
      names.map(async (name) => ({ name, email: `${name}@example.test`, id: await enrol(`${name}@example.test`) })),
    );

    await playThrough(
      house,
      patients.map(({ name, email, id }) => ({ enrolmentId: id, email, script: scripts[name] })),
    );
    await clockTo(house, instantAt(london, plusDays(firstOn, endDay + 8), '09:00'));

    const texts = await Promise.all(patients.map(({ id }) => explain(id)));
    expect(new Set(texts).size).toBe(3);
    expect(texts[2]).toMatch(/[Cc]annot tell/);
    for (const { id } of patients) {
      const { body } = await house.people.clinician.get<View>(`/enrolments/${id}`);
      expect(body.tracks[0]).toMatchObject({
        stage: 'neuropathic-trial',
        waitingFor: { for: 'decision', gate: 'surgical-review' },
      });
    }

    const failed = patients[1]?.id ?? '';
    const decided = await house.people.clinician.post(`/enrolments/${failed}/events`, {
      type: 'decision.made',
      data: { gate: 'surgical-review', choice: 'approve', reason: 'no change after an adequate trial' },
    });
    expect(decided.status).toBe(202);
    const { body } = await house.people.clinician.get<View>(`/enrolments/${failed}`);
    expect(body.tracks[0]?.stage).toBe('surgical-review');
  });
});
