import type { Page } from 'playwright-core';
import { inBrowser } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

type Counts = { waiting: number; onTrack: number };
const PATIENTS = 18;
const low = { width: 1366, height: 420 };

inBrowser('G-3 what a list shows stands in its address, and is read back', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
    for (let n = 0; n < PATIENTS; n += 1) await room.f.enrolled();
    await room.f.settle();
  });
  afterAll(() => room.close());

  const names = (page: Page) => page.locator('tbody a[href^="/cases/"]');
  const texts = async (page: Page) => (await names(page).allInnerTexts()).map((text) => text.trim());
  const place = (page: Page) => page.evaluate<number>('Math.round(scrollY)');

  test('the worklist: Back from a case, reload and a shared link give the same rows, Back and reload the same place', async () => {
    const { page, close } = await room.desk('coordinator', low);
    const { counts } = (await room.f.as('coordinator').get('/api/v1/worklist')).body as { counts: Counts };
    const view = counts.waiting > counts.onTrack ? 'Waiting for patient' : 'On track';
    const last = () => names(page).nth(Math.max(counts.waiting, counts.onTrack) - 1);
    await page.goto('/worklist');
    await page.getByRole('link', { name: new RegExp(`^${view}`) }).click();
    await last().waitFor();
    const rows = await texts(page);
    const address = page.url();
    await names(page).nth(10).scrollIntoViewIfNeeded();
    const at = await place(page);
    expect(at).toBeGreaterThan(100);
    await names(page).nth(10).click();
    await page.locator('section[aria-label=Patient]').waitFor();

    await page.goBack();
    await last().waitFor();
    expect([page.url(), await texts(page), await place(page)]).toEqual([address, rows, at]);
    await page.reload();
    await last().waitFor();
    expect([page.url(), await texts(page), await place(page)]).toEqual([address, rows, at]);
    const other = await room.desk('lead', low);
    await other.page.goto(address);
    await names(other.page)
      .nth(rows.length - 1)
      .waitFor();
    expect(await texts(other.page)).toEqual(rows);
    await other.close();
    await close();
  });

  test('the inbox: whose items are listed is in the address and comes back by Back', async () => {
    const { page, close } = await room.desk('clinician');
    await page.goto('/escalations');
    const whose = page.getByRole('navigation', { name: 'Whose' });
    await whose.getByRole('link', { name: /^All/ }).click();
    await whose.locator('[aria-current=page]', { hasText: 'All' }).waitFor();
    expect(new URL(page.url()).search).toBe('?owner=all');
    await whose.getByRole('link', { name: /^Mine/ }).click();
    await whose.locator('[aria-current=page]', { hasText: 'Mine' }).waitFor();
    await page.goBack();
    await whose.locator('[aria-current=page]', { hasText: 'All' }).waitFor();
    await page.reload();
    await whose.locator('[aria-current=page]', { hasText: 'All' }).waitFor();
    await close();
  });

  test('the timeline of a case: what it is narrowed to', async () => {
    const { page, close } = await room.desk('clinician');
    const { id } = await room.f.enrolled();
    await page.goto(`/cases/${id}?kind=system`);
    await page.locator('section[aria-label=Patient]').waitFor();
    const chosen = page.locator('[aria-current="true"], [aria-current="page"]').filter({ hasText: 'System' });
    await chosen.first().waitFor();
    await page.reload();
    await chosen.first().waitFor();
    expect(new URL(page.url()).search).toBe('?kind=system');
    await close();
  });
});
