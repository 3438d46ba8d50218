import type { Page } from 'playwright-core';
import { aPatientTicks, aQuestion, raise, type Ticked } from '../../../support/journeys/night-scenes';
import type { Enrolled } from '../../../support/api-fixture';
import { inBrowser, tooWide } from '../../../support/servers/browser';
import { type Desk, type StaffRoom, staffRoom } from '../../../support/servers/console';

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

inBrowser('K2, one item', () => {
  let room: StaffRoom;
  let ada: Ticked;
  let desk: Desk;
  let page: Page;
  beforeAll(async () => {
    room = await staffRoom();
    ada = await aPatientTicks(room.f, ['1', '5'], {
      patient: {
        familyName: 'Okafor',
        givenName: 'Ada',
        emergencyContact: { name: 'Emeka Okafor', phone: '07700 900 124', relation: 'husband', mayDiscuss: true },
      },
    });
    desk = await room.desk('clinician');
    page = desk.page;
    await page.goto(`/escalations/${ada.escalationId}`);
    await page.getByRole('radio').first().waitFor();
    await page.getByText('To know before you ring').waitFor();
  });
  afterAll(() => room.close());

  const main = async (): Promise<string> => flat(await page.locator('main').innerText());

  test('K2-1 stands in the order of the work: said, told, ring, what came of it, the held messages, the check', async () => {
    const text = await main();

    const order = [
      'Answer by 10:15, then Dr Amara Osei is told.',
      'Weekly check-in, received 10:00',
      'genitals or my back passage” ticked, new or worse',
      'Ada was told, 10:00',
      'Please get help now',
      'Ring, then say what came of it',
      'Ada +44 20 7946',
      'Not tried yet. If no answer: husband Emeka Okafor 07700 900 124, may be told.',
      'What came of all 2 signs',
      'Note',
      'When this is closed, they:',
      'Check and close',
    ];
    expect(order.filter((each) => !text.includes(each))).toEqual([]);
    const places = order.map((each) => text.indexOf(each));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('K2-4 at a desk all of it stands on the screen without scrolling', async () => {
    const box = await page.getByRole('button', { name: 'Check and close' }).first().boundingBox();

    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(768);
    expect(await tooWide(page)).toBe(0);
  });

  test('K2-4 on paper it fits one sheet of A4, with whom it is about', async () => {
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  });

  test('K2-1 that somebody rang is said with one press, and counted', async () => {
    await page.getByRole('button', { name: 'No answer' }).click();
    await page.getByText(/Tried once: No answer, 10:\d\d, Dr Lee\./).waitFor();
  });

  test('K2-2 could not reach opens the steps on this screen, to be ticked; what is ticked, others see', async () => {
    await page.getByRole('radio', { name: /^Could not reach/ }).check();
    await page.getByRole('button', { name: 'Could not reach: open the steps' }).first().click();
    const steps = page.getByText('Nobody was reached: what to do now').locator('..').getByRole('checkbox');
    await steps.first().waitFor();

    await steps.first().check();
    await page.getByText(/Done 10:\d\d, Dr Lee/).waitFor();
    const lead = await room.desk('lead');
    await lead.page.goto(`/escalations/${ada.escalationId}`);
    await lead.page.getByText(/Done 10:\d\d, Dr Lee/).waitFor();
    await lead.close();
  });

  test('K2-4 a new answer while somebody decides is said, and must be looked at before anything is closed', async () => {
    await page
      .getByRole('radio', { name: /^Reached/ })
      .first()
      .check();
    await page.getByLabel('Note').fill('Two sentences, half wri');
    await raise(room.f, ada, { tier: 'now', class: 'infection', rule: 'red-flag.fever' });
    await page.getByText(/A new sign came in since you began:.*Fever, chills/).waitFor();

    await page.getByRole('button', { name: 'Check and close' }).first().click();
    await page.getByText('Look at it before you close.').waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('Two sentences, half wri');
    await page.getByRole('button', { name: 'I have looked' }).click();
  });

  test('K2-1 a check of everything stands before the end, with the dates of what happens to messages', async () => {
    await page.getByRole('radio', { name: /^go on/ }).check();
    await page.getByRole('button', { name: 'Check and close' }).first().click();
    await page.getByRole('heading', { name: 'Check and close' }).waitFor();

    const text = await main();
    expect(text).toContain('Two sentences, half wri');
    expect(text).toMatch(/Spoke with Ada: now/);
    expect(text).toMatch(/Messages to Ada go on, next \w{3} \d\d-\w{3} \d\d:\d\d/);
    expect(text).toContain('By Dr Lee');
  });

  test('G-9 somebody else has taken it on meanwhile: who, is said before anything is closed', async () => {
    await room.f.as('lead').post(`/api/v1/escalations/${ada.escalationId}/acknowledgement`, {});
    await page.getByText(/^Dr Amara Osei has it until/).waitFor();
  });

  test('G-9 whoever saves what has changed meanwhile sees what came in, and loses no text', async () => {
    await page.route('**/api/v1/pulse', (route) => route.abort());
    await raise(room.f, ada, { tier: 'now', class: 'spine', rule: 'red-flag.bladder', key: 'later' });
    await page.getByRole('button', { name: 'Close it' }).click();

    await page.getByText('A new sign came in since you began:').waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('Two sentences, half wri');
    expect(await page.getByRole('radio', { name: /^Reached/ }).isChecked()).toBe(true);
    await page.unroute('**/api/v1/pulse');
    expect(desk.faults).toEqual([]);
  });
});

inBrowser('K2, a question of the pathway', () => {
  let room: StaffRoom;
  let one: Enrolled;
  let desk: Desk;
  let page: Page;
  beforeAll(async () => {
    room = await staffRoom();
    one = await aQuestion(room.f);
    desk = await room.desk('lead');
    page = desk.page;
    await page.goto(`/cases/${one.id}/decisions/surgical-review`);
    await page.getByText('duloxetine (snri)').waitFor();
  });
  afterAll(() => room.close());

  const main = async (): Promise<string> => flat(await page.locator('main').innerText());
  const check = () => page.getByRole('button', { name: 'Check your decision' }).first();

  test('K2-3 is put in its own words, with what was found, what is missing and where each answer leads', async () => {
    const text = await main();

    expect(text).toMatch(/Surgical review\? Not yet adequate: missing 4 more weeks/);
    expect(text).toContain('Missing 4 more weeks at target or maximum-tolerated dose level');
    expect(text).toContain('duloxetine (snri)');
    expect(text).toMatch(/Yes On to “Surgical review” No The question is put again after 6 weeks/);
    expect(await page.getByRole('radio').count()).toBe(2);
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  });

  test('K2-5 says what the patient is told of it', async () => {
    expect(await main()).toContain('No mail tells the patient of the decision.');
  });

  test('K2-3 without an answer and a reason it says what is missing, and goes there', async () => {
    await check().click();
    await page.getByText('Choose an answer.').waitFor();
    await page.getByText('Say why: whoever reads it later sees the reason with the answer.').waitFor();
    expect(await page.evaluate<string>('document.activeElement.type')).toBe('radio');
  });

  test('K2-3 the check page holds all of it, and for ten minutes it can be taken back', async () => {
    await page.getByRole('radio', { name: /^No/ }).check();
    await page.getByLabel('Reason').fill('Not before a whole trial');
    await check().click();
    const decide = page.getByRole('button', { name: 'Decide: No' });
    await decide.waitFor();
    expect(await main()).toMatch(/Not before a whole trial.*You can take it back until 10:1\d/);
    await decide.click();

    await page.getByRole('button', { name: /^Undo until 10:1\d/ }).click();
    await page.getByText('Taken back.').waitFor();
    await page.getByRole('radio').first().waitFor();
    expect(desk.faults).toEqual([]);
  });
});
