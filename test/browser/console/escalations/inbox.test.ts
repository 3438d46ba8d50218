import type { Page } from 'playwright-core';
import { MINUTE } from '../../../../src/domain/words/time';
import { aPatientTicks, manyOpen, pass, raise, tellNext, type Ticked } from '../../../support/journeys/night-scenes';
import { inBrowser } from '../../../support/servers/browser';
import { type Desk, type StaffRoom, staffRoom } from '../../../support/servers/console';

inBrowser('K1, the inbox', () => {
  let room: StaffRoom;
  let ada: Ticked;
  let bea: string;
  let desk: Desk;
  let page: Page;
  beforeAll(async () => {
    room = await staffRoom();
    const { f } = room;
    const other = await f.enrolled({ patient: { familyName: 'Bright', givenName: 'Bea' } });
    ada = await aPatientTicks(f, ['1', '5'], { patient: { familyName: 'Okafor', givenName: 'Ada' } });
    await pass(f, 3 * MINUTE);
    bea = await raise(f, other, { tier: 'today' });
    desk = await room.desk('clinician');
    page = desk.page;
    await page.goto('/escalations');
    await row(bea).waitFor();
  });
  afterAll(() => room.close());

  const row = (id: string) => page.locator(`[data-id="${id}"]`);
  /** The words of a row as they are read, on one line. */
  const words = async (id: string): Promise<string> => (await row(id).innerText()).replaceAll(/\s+/g, ' ');
  const others = () => page.getByRole('navigation', { name: 'Whose' });

  test('K1-1 a row of tier now says who, in whose words, received when, by when, and who is told then', async () => {
    const text = await words(ada.escalationId);

    expect(text).toContain('OKAFOR, Ada Born 14-May-1970 (56y)');
    expect(text).toContain('“Numbness or tingling between my legs, around my genitals or my back passage”');
    expect(text).toContain('Weekly check-in, received 10:00 · was shown “Please get help now” at 10:00');
    expect(text).toMatch(/1[12]:\d\d left Answer by 10:15, then Dr Amara Osei is told\./);
    expect(text).toMatch(/I have it \+44 20 7946 \d{4}$/);
  });

  test('K1-1 what is needed now stands above what is needed today, each under its word, and the tab counts both', async () => {
    const heads = await page.locator('h2').allInnerTexts();

    expect(heads.map((head) => head.replaceAll(/\s+/g, ' ').trim())).toEqual(['Now 1', 'Today 1']);
    expect(await page.title()).toMatch(/^\(1 now\) Escalations \(2\)/);
  });

  test('K1-1 a row says what came in since somebody took it on, and rings again', async () => {
    await row(ada.escalationId).getByRole('button', { name: 'I have it' }).click();
    await row(ada.escalationId).getByText('You have it').waitFor();
    await pass(room.f, MINUTE);
    await raise(room.f, ada, { tier: 'now', class: 'infection', rule: 'red-flag.fever' });

    await row(ada.escalationId).getByText('+1 new sign').waitFor();
    await row(ada.escalationId).getByRole('button', { name: 'I have it' }).waitFor();
  });

  test('K1-3 what somebody has stays in the list, with who has it and until when, for them and for others', async () => {
    await row(ada.escalationId).getByRole('button', { name: 'I have it' }).click();
    await row(ada.escalationId).getByText('You have it').waitFor();
    expect(await words(ada.escalationId)).toMatch(/You have it until 14:\d\d then it rings again/);

    await others()
      .getByRole('link', { name: /^Mine 1/ })
      .click();
    await row(bea).waitFor({ state: 'detached' });
    expect(await words(ada.escalationId)).toContain('You have it until');

    const lead = await room.desk('lead');
    await lead.page.goto('/escalations?owner=all');
    await lead.page.locator(`[data-id="${ada.escalationId}"]`).getByText('Dr Lee has it').waitFor();
    await lead.close();
    await others()
      .getByRole('link', { name: /^My team/ })
      .click();
    await row(bea).waitFor();
  });

  test('K1-5 overdue says so, that nobody has answered, and who was told how often', async () => {
    const { f } = room;
    const late = await raise(f, await f.enrolled(), { tier: 'now', class: 'spine' });
    for (let rung = 0; rung < 2; rung += 1) {
      await pass(f, 15 * MINUTE);
      await tellNext(f, late);
    }
    await pass(f, 20 * MINUTE);

    await row(late).getByText('Overdue 20 min').waitFor();
    expect(await words(late)).toMatch(
      /Overdue 20 min Nobody has answered\. Told: .*Dr Amara Osei .*Sam Wright (\d times, last )?\d\d:\d\d/,
    );
  });

  test('G-4 what is taken on shows at once without a press of refresh; what fails says why in its row', async () => {
    await page.route('**/acknowledgement', (route) => route.abort());
    await row(bea).getByRole('button', { name: 'I have it' }).click();
    await row(bea).getByText('No answer came. Try again: nothing is done twice.').waitFor();
    expect(await words(bea)).toContain('I have it');

    await page.unroute('**/acknowledgement');
    await row(bea).getByRole('button', { name: 'Try again' }).click();
    await row(bea).getByText('You have it').waitFor();
    expect(await row(bea).getByText('No answer came').count()).toBe(0);
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Open');
  });

  test('K1-4 of more than thirty that nobody has, read a page at a time, none is lost and none stands twice', async () => {
    const { f } = room;
    const ids = await manyOpen(f, 32);
    const small = await room.desk('clinician');
    await small.page.route(/\/escalations\?/, (route) =>
      route.continue({ url: route.request().url().replace('limit=100', 'limit=10') }),
    );
    await small.page.goto('/escalations');
    const more = small.page.getByRole('button', { name: 'Show more' });
    const shown = small.page.locator('[data-id]');
    for (let n = 10; n <= 30; n += 10) {
      await shown.nth(n - 1).waitFor();
      await more.click();
    }
    await small.page.getByText('Nothing more.').waitFor();
    const found = await small.page.evaluate<string[]>(
      `[...document.querySelectorAll('[data-id]')].map((row) => row.dataset.id)`,
    );

    expect(found).toHaveLength(new Set(found).size);
    expect(found).toEqual(expect.arrayContaining(ids));
    await small.close();
  });

  test('K1-4 two of tier now can be told apart at a glance: no two rows say the same of whom', async () => {
    const names = await page
      .locator('[data-tier=now] [data-id] a[href^="/escalations/"]:first-of-type')
      .allInnerTexts();

    expect(new Set(names).size).toBe(names.length);
    expect(desk.faults).toEqual([]);
  });
});
