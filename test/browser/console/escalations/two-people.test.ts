import type { Page } from 'playwright-core';
import type { Enrolled } from '../../../support/api-fixture';
import { aPatientTicks, aQuestion, type Ticked } from '../../../support/journeys/night-scenes';
import { axeFindings, inBrowser, type Screen, tooWide } from '../../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../../support/servers/console';

const LONG = 'Spoke at length about the weakness and what to do at night. '.repeat(33).trim();

inBrowser('G-9, two people at one thing', () => {
  let room: StaffRoom;
  let ada: Ticked;
  let asked: Enrolled;
  beforeAll(async () => {
    room = await staffRoom();
    ada = await aPatientTicks(room.f, ['1'], { patient: { familyName: 'Okafor', givenName: 'Ada' } });
    asked = await aQuestion(room.f, { patient: { familyName: 'Weber', givenName: 'Zoë' } });
  });
  afterAll(() => room.close());

  const shoot = async (page: Page, name: string): Promise<void> => {
    if (process.env.SHOTS !== undefined)
      await page.screenshot({ path: `${process.env.SHOTS}/two-${name.replaceAll(' ', '-')}.png` });
  };
  const places: [string, () => string, Screen][] = [
    ['an escalation', () => `/escalations/${ada.escalationId}`, { width: 1366, height: 768 }],
    ['a question', () => `/cases/${asked.id}/decisions/surgical-review`, { width: 1366, height: 768, dark: true }],
    ['a case', () => `/cases/${ada.id}`, { width: 390, height: 844 }],
  ];

  test.each(places)(
    'whoever opens %s reads who has it open, and that one reads it in turn',
    async (what, path, screen) => {
      const lee = await room.desk('clinician', screen);
      await lee.page.goto(path());
      await lee.page.getByText(/^Born/).first().waitFor();
      const priya = await room.desk('coordinator', screen);
      await priya.page.goto(path());
      await priya.page.getByText(/^Dr Lee \(since \d\d:\d\d\) has this open\.$/).waitFor();
      const found = [await tooWide(priya.page), await axeFindings(priya.page)];
      await shoot(priya.page, what);
      const own = await priya.page.getByText('Priya Shah (since').count();
      await room.f.enrolled();
      await lee.page.getByText(/^Priya Shah \(since \d\d:\d\d\) has this open\.$/).waitFor();

      expect([found, own, lee.faults, priya.faults]).toEqual([[0, []], 0, [], []]);
      await lee.close();
      await priya.close();
    },
  );

  test('a reason of 2,000 characters is still there, beside the decision of whoever was faster', async () => {
    const { page, close } = await room.desk('clinician');
    await page.goto(`/cases/${asked.id}/decisions/surgical-review`);
    await page.getByRole('textbox', { name: 'Reason' }).fill(LONG);
    const gates = await room.f.as('clinician').get(`/api/v1/enrolments/${asked.id}/gates`);
    const [gate] = (gates.body as { items: { gate: string; options: { choice: string }[] }[] }).items;
    const data = { gate: gate?.gate, choice: gate?.options.at(-1)?.choice, reason: 'Wishes to wait.' };
    const decided = await room.f
      .as('clinician')
      .post(`/api/v1/enrolments/${asked.id}/events`, { type: 'decision.made', data });
    await page.getByText('What you had written, which was not saved').waitFor();
    await page.getByText('Wishes to wait.').waitFor();

    expect(decided.status).toBe(202);
    expect(await page.getByText(LONG).count()).toBe(1);
    expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);
    await shoot(page, 'reasons');
    await close();
  });

  test('a contact that two people change shows both, and saving one field brings no other back', async () => {
    const { page, close } = await room.desk('coordinator', { width: 390, height: 844 });
    await page.goto(`/cases/${ada.id}`);
    await page.getByRole('button', { name: 'Change how this patient is reached' }).click();
    const dialog = page.getByRole('dialog');
    const address = dialog.getByRole('textbox', { name: 'Address' });
    await address.fill('12 Long Lane\nRiverside');
    const changed = await room.f.as('clinician').post(`/api/v1/patients/${ada.patientId}/events`, {
      type: 'contact.changed',
      data: { address: '7 New Street', phone: '+44 20 7946 0999' },
    });
    await dialog.getByText('Changed meanwhile by somebody else, to: 7 New Street').waitFor();
    const typed = await address.inputValue();
    const phone = await dialog.getByRole('textbox', { name: 'Telephone' }).first().inputValue();
    const found = [await tooWide(page), await axeFindings(page)];
    await shoot(page, 'contacts');
    await dialog.getByRole('button', { name: 'Save contact' }).click();
    await dialog.waitFor({ state: 'detached' });
    const saved = await room.f.as('coordinator').get(`/api/v1/patients/${ada.patientId}`);

    expect([changed.status, typed, phone, found]).toEqual([
      202,
      '12 Long Lane\nRiverside',
      '+44 20 7946 0999',
      [0, []],
    ]);
    expect(saved.body).toMatchObject({
      address: '12 Long Lane\nRiverside',
      contacts: [{ number: '+44 20 7946 0999' }],
    });
    await close();
  });

  test('a note of 2,000 characters is still there, beside the note of whoever closed it first', async () => {
    const { page, close } = await room.desk('clinician');
    await page.goto(`/escalations/${ada.escalationId}`);
    await page.getByRole('textbox', { name: /^Note/ }).fill(LONG);
    const read = await room.f.as('clinician').get(`/api/v1/escalations/${ada.escalationId}`);
    const seen = read.body as { revision: number; signals: { id: string }[] };
    const signals = seen.signals.map(({ id }) => ({
      ...{ id, outcome: 'reached-safe', spokeWith: 'Ada' },
    }));
    const closed = await room.f.as('clinician').post(`/api/v1/escalations/${ada.escalationId}/resolution`, {
      ...{ revision: seen.revision, signals, messages: 'resume', note: 'Walks and feels well.' },
    });
    await page.getByText('What you had written, which was not saved').waitFor();
    await page.getByText('Walks and feels well.').waitFor();

    expect(closed.status).toBe(200);
    expect(await page.getByText(LONG).count()).toBe(1);
    expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);
    await shoot(page, 'notes');
    await close();
  });
});
