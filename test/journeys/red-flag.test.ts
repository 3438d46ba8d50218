import { instantAt, plusDays } from '../../src/domain/calendar/calendar';
import { MINUTE } from '../../src/domain/words/time';
import { clockTo, mailsTo } from '../support/care/clinic-week';
import { firstOn, london } from '../support/care/facts';
import { openHouse, type House } from '../support/servers/house';
import { ada } from '../support/care/made-up-patients';
import { createPhone, linkIn } from '../support/servers/phone';

const email = 'flag@example.test';
const [rungOne, rungTwo] = ['dr.lee@riverside.test', 'amara.osei@riverside.test'] as const;
const day = (n: number, time = '09:30') => instantAt(london, plusDays(firstOn, n), time);

type Signal = { id: string; rule: string };
type Escalations = {
  items: { id: string; revision: number; tier: string; status: string; signals: Signal[]; rung: number }[];
};

describe('a red flag', () => {
  let house: House;
  let id = '';
  beforeAll(async () => {
    house = await openHouse({ at: instantAt(london, '2026-11-20', '10:00') });
    id = (await house.people.coordinator.post<{ id: string }>('/enrolments', ada({ email }))).body.id;
    await clockTo(house, day(0));
  });
  afterAll(() => house.close());

  const open = async () => (await house.people.clinician.get<Escalations>('/escalations?status=open')).body.items;
  const mails = async (address: string) => (await mailsTo(house, address)).length;
  const later = async (minutes: number) => {
    const { status } = await house.people.operator.post('/demo/clock', { advance: `PT${minutes}M` });
    expect(status).toBe(200);
  };

  it('answers with the help page at once, and is an escalation in the same request', async () => {
    const [mail] = await mailsTo(house, email);
    const phone = createPhone(house.url);
    const page = await phone.start(linkIn(mail?.text ?? ''));

    const help = await phone.answerPage(page, { 'red-flags': { '1': 1 } });

    expect(help.html).toMatch(/999/);
    const [escalation] = await open();
    expect(escalation).toMatchObject({ tier: 'now', status: 'open', signals: [{}] });
    expect((await house.people.clinician.get<{ status: string }>(`/enrolments/${id}`)).body.status).toBe('held');
  });

  it('mails the first rung, and after a quarter of an hour the second', async () => {
    await later(1);
    expect([await mails(rungOne), await mails(rungTwo)]).toEqual([1, 0]);

    await later(15);

    // Nobody has answered: the first one is told again, beside the second.
    expect([await mails(rungOne), await mails(rungTwo)]).toEqual([2, 1]);
    for (const mail of await mailsTo(house, rungOne))
      expect(mail.subject + mail.text + mail.html).not.toMatch(/Ada|Okafor|flag@|pain|spine/i);
  });

  it('stops paging when somebody acknowledges', async () => {
    const [escalation] = await open();

    const acknowledged = await house.people.clinician.post(`/escalations/${escalation?.id}/acknowledgement`, {
      revision: escalation?.revision,
    });
    await later(120);

    expect(acknowledged.status).toBe(200);
    expect([await mails(rungOne), await mails(rungTwo)]).toEqual([2, 1]);
  });

  it('of another kind pages the first rung again, in spite of the acknowledgement', async () => {
    const [mail] = await mailsTo(house, email);
    const phone = createPhone(house.url);

    const begun = await phone.start(linkIn(mail?.text ?? ''));
    await phone.visit(
      `${begun.path.split('/').slice(0, 3).join('/')}/q/1`,
      new URLSearchParams([
        ['question', 'red-flags@2'],
        ['tick', '1'],
        ['tick', '5'],
      ]),
    );
    await later(1);

    expect([await mails(rungOne), await mails(rungTwo)]).toEqual([3, 1]);
    const [escalation] = (await house.people.clinician.get<Escalations>('/escalations?status=open')).body.items;
    expect(escalation?.signals).toHaveLength(2);
  });

  it('ends only when a named clinician says what became of each signal, and messages go on', async () => {
    const [escalation] = await open();
    const signals = escalation?.signals.map((signal) => ({
      id: signal.id,
      outcome: 'sent-to-emergency',
      contactAt: new Date(day(0, '12:00')).toISOString(),
      spokeWith: 'the patient',
    }));

    const resolved = await house.people.clinician.post(`/escalations/${escalation?.id}/resolution`, {
      revision: escalation?.revision,
      signals,
      messages: 'resume',
      note: 'seen in the emergency department',
    });

    expect(resolved.status).toBe(200);
    expect(await open()).toEqual([]);
    expect((await house.people.clinician.get<{ status: string }>(`/enrolments/${id}`)).body.status).toBe('active');
    const before = await mails(email);
    await clockTo(house, day(7, '09:05') + MINUTE);
    expect(await mails(email)).toBeGreaterThan(before);
  });
});
