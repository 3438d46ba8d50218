import { mailsTo } from '../support/care/clinic-week';
import { ada } from '../support/care/made-up-patients';
import { openHouse, type House } from '../support/servers/house';
import { createPhone, linkIn } from '../support/servers/phone';

type Reported = { text: string | null; about: string };
type Task = { kind: string; reports: Reported[] };
type Escalation = { tier: string; class: string; reports: Reported[]; signals: { rule: string }[] };

const words = 'Very dizzy since the new tablets';

describe('problems that a patient reports by the link of a mail', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ at: Date.UTC(2026, 10, 23, 10) });
  });
  afterAll(() => house.close());

  async function report(link: string, safety: Record<string, string>, said: Record<string, string>): Promise<string> {
    return (await createPhone(house.url).report(link, safety, { since: 'today', ...said })).html;
  }

  it('wakes whoever is on duty at night, is work for the team by day, and is answered once by mail', async () => {
    const { coordinator, clinician } = house.people;
    const { body } = await coordinator.post<{ id: string }>('/enrolments', { ...ada(), version: 3 });
    const pass = (advance: string) => coordinator.post('/demo/clock', { advance });
    const visit = { session: 'a', purpose: 'visit', at: new Date(Date.UTC(2026, 11, 3, 14)).toISOString() };
    await coordinator.post(`/enrolments/${body.id}/events`, { type: 'session.booked', data: visit });
    await pass('P5D');
    const mails = await mailsTo(house, 'ada@example.test');
    const ofVisit = mails.find(({ subject }) => subject.startsWith('Your appointment'));
    const ofQuestions = mails.find(({ subject }) => !subject.includes('appointment'));
    const link = (mail?: { text: string }) => linkIn(mail?.text ?? '');

    const mild = await report(
      link(ofVisit),
      { none: '1' },
      { about: 'pain', severity: '3', wait: 'yes', words: 'An ache' },
    );
    expect(mild).toContain('Somebody of your team reads it by');
    await pass('PT15H'); // one at night
    const severe = await report(
      link(ofQuestions),
      { none: '1' },
      { about: 'medicine', severity: '9', wait: 'no', words },
    );
    expect(severe).toContain('Do not wait for us.');
    await pass('PT0S');

    const tasks = (await clinician.list<Task>('/tasks')).filter(({ kind }) => kind === 'look-at-report');
    expect(tasks).toMatchObject([{ reports: [{ about: 'pain', text: 'An ache' }] }]);
    const [open] = await clinician.list<Escalation>('/escalations');
    expect(open).toMatchObject({ tier: 'today', class: 'medication', reports: [{ about: 'medicine', text: words }] });

    const wound = await report(link(ofVisit), { tick: '8' }, { about: 'wound', severity: '6', wait: 'no' });
    expect(wound).toContain('Go to your nearest Emergency Department now.');
    await pass('P1D');
    const now = (await clinician.list<Escalation>('/escalations')).find(({ tier }) => tier === 'now');
    expect(now).toMatchObject({ signals: [{ rule: 'red-flag.wound' }], reports: [{ about: 'wound' }] });

    const answers = (await mailsTo(house, 'ada@example.test')).filter(
      ({ subject }) => subject === 'We have your message',
    );
    expect(answers).toHaveLength(3);
    const all = await house.store.db.selectFrom('caught_mail').select('text').execute();
    expect(all.filter(({ text }) => /dizzy|an ache|wound|medicine/i.test(text))).toEqual([]);
  });
});
