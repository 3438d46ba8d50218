import { openHouse, type House } from '../support/servers/house';
import { mailsTo } from '../support/care/clinic-week';
import { ada } from '../support/care/made-up-patients';
import { linkIn } from '../support/servers/phone';

type Row = { state: string; reason: string | null };
type Task = { kind: string };

describe('a patient who stops the messages from the mail itself', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  it('is sent nothing more, and the coordinator is asked to ring', async () => {
    const { coordinator } = house.people;
    const enrolled = await coordinator.post<{ id: string }>('/enrolments', ada());
    await coordinator.post('/demo/clock', { advance: 'P1D' });
    const [mail] = await mailsTo(house, 'ada@example.test');
    const stop = /https?:\/\/\S+\/stop/.exec(mail?.text ?? '')?.[0] ?? '';
    expect(stop).toBe(`${linkIn(mail?.text ?? '')}/stop`);

    // As a mail program does it: no cookie, no page opened before.
    const answer = await fetch(new URL(new URL(stop).pathname, house.url), {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
      redirect: 'error',
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Your messages are stopped');
    await coordinator.post('/demo/clock', { advance: 'P21D' });

    expect(await mailsTo(house, 'ada@example.test')).toHaveLength(1);
    const ledger = await coordinator.list<Row>(`/enrolments/${enrolled.body.id}/messages`);
    const sent = ledger.filter(({ state }) => state === 'accepted');
    expect(sent).toHaveLength(1);
    expect(ledger.filter(({ reason }) => reason === 'no-consent').length).toBeGreaterThan(1);
    const tasks = await coordinator.list<Task>('/tasks');
    expect(tasks.map(({ kind }) => kind)).toContain('call-about-stop');
  });
});
