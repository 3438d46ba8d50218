import { instantAt, plusDays } from '../../src/domain/calendar/calendar';
import { clockTo, mailsTo } from '../support/care/clinic-week';
import { firstOn, london } from '../support/care/facts';
import { openHouse, type House } from '../support/servers/house';
import { ada } from '../support/care/made-up-patients';
import { createPhone, linkIn } from '../support/servers/phone';

const email = 'given@example.test';
const [giver, receiver] = ['dr.lee@riverside.test', 'amara.osei@riverside.test'] as const;

type Item = { id: string; revision: number; status: string; owner: { name: string } | null; told: object[] };

describe('an escalation that is handed over', () => {
  let house: House;
  let item: Item;
  beforeAll(async () => {
    house = await openHouse({ at: instantAt(london, '2026-11-20', '10:00') });
    await house.people.coordinator.post('/enrolments', ada({ email }));
    await clockTo(house, instantAt(london, plusDays(firstOn, 0), '09:30'));
    const [mail] = await mailsTo(house, email);
    const phone = createPhone(house.url);
    await phone.answerPage(await phone.start(linkIn(mail?.text ?? '')), { 'red-flags': { '1': 1 } });
    await later(1);
    [item] = (await house.people.clinician.get<{ items: [Item] }>('/escalations')).body.items;
  });
  afterAll(() => house.close());

  const later = async (minutes: number) => {
    const { status } = await house.people.operator.post('/demo/clock', { advance: `PT${minutes}M` });
    expect(status).toBe(200);
  };
  const read = async () => (await house.people.clinician.get<Item>(`/escalations/${item.id}`)).body;

  it('tells the receiver by name, and nobody else any more', async () => {
    const people = (await house.people.clinician.get<{ items: { id: string; name: string }[] }>('/staff')).body.items;
    const to = people.find(({ name }) => name === 'Dr Amara Osei')?.id;

    const given = await house.people.clinician.post(`/escalations/${item.id}/hand-over`, {
      ...{ revision: item.revision, to, reason: 'my duty ends' },
    });
    expect(given.status).toBe(200);
    await later(60);

    const mails = await mailsTo(house, receiver);
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^NOW – yours until .* \(handed over\)$/),
    ]);
    expect(mails[0]?.text).toContain('then it rings again');
    expect(await mailsTo(house, giver)).toHaveLength(1);
    expect(await read()).toMatchObject({ status: 'acknowledged', owner: { name: 'Dr Amara Osei' } });
  });

  it('rings again from the first rung when nothing has come of it', async () => {
    await later(4 * 60);

    expect(await read()).toMatchObject({ status: 'open', owner: null });
    expect((await mailsTo(house, giver)).length).toBeGreaterThan(1);
  });
});
