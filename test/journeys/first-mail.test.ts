import { openHouse, type House } from '../support/servers/house';
import { ada } from '../support/care/made-up-patients';

/** The patient lives in London, where the clock is an hour ahead of UTC for half of the year. */
const onTheWall = (instant: string): string =>
  new Date(instant).toLocaleTimeString('en-GB', { timeZone: 'Europe/London', hour: '2-digit', minute: '2-digit' });

describe('the first mail', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  it('leaves at the chosen hour on the patient’s wall, with a link', async () => {
    const { coordinator } = house.people;

    const enrolled = await coordinator.post<{ id: string }>('/enrolments', ada());
    expect(enrolled.status).toBe(201);
    await coordinator.post('/demo/clock', { advance: 'P1D' });

    const mailbox = await coordinator.get<{ items: { text: string; receivedAt: string }[] }>(
      '/demo/mailbox?to=ada@example.test',
    );
    expect(mailbox.body.items).toHaveLength(1);
    expect(onTheWall(mailbox.body.items[0]?.receivedAt ?? '')).toBe('09:00');
    expect(mailbox.body.items[0]?.text).toMatch(/\/go\/[\w-]{20,}/);
  });
});
