import type { Page } from 'playwright-core';
import { looked } from '../../support/looked';
import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { fill, type StaffRoom, staffRoom } from '../../support/servers/console';
import { byKeyboard, byMouse } from '../../support/servers/hands';

const ways: [string, typeof byMouse, { width: number; height: number; dark?: boolean }][] = [
  ['by mouse', byMouse, { width: 1366, height: 768 }],
  ['by keyboard alone in the dark', byKeyboard, { width: 1366, height: 768, dark: true }],
  ['at 390 px', byMouse, { width: 390, height: 844 }],
];

inBrowser('the order of the worklist, and what is new on it', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
    await fill(room, 12);
  });
  afterAll(() => room.close());

  const shoot = async (page: Page, name: string): Promise<void> => {
    if (process.env.SHOTS !== undefined)
      await page.screenshot({ path: `${process.env.SHOTS}/${name.replaceAll(' ', '-')}.png` });
  };
  const people = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('link') });
  const names = async (page: Page) =>
    (await people(page).getByRole('cell').first().or(people(page).locator('td:first-child')).allTextContents()).map(
      (text) => /^[^,]+/.exec(text)?.[0] ?? text,
    );

  test.each(ways)(
    'C1-8 %s: since you were last here, and each figure leads to as many rows',
    async (way, hands, screen) => {
      const { page, faults, staffId, close } = await room.desk('coordinator', screen);
      await looked(room.f.db, room.f.clinicId, { principal: staffId, action: 'GET /worklist', ago: '21 days' });
      await page.goto('/worklist');
      const line = page.getByText(/^Since you were last here, /);
      await line.waitFor();
      await shoot(page, `since ${way}`);
      const figures = (await line.getByRole('link').allTextContents()).map((text) => text.trim());
      const led: [string, number][] = [];
      for (const figure of figures) {
        await hands(page).press('link', figure);
        await page.waitForURL(new RegExp(`news=${figure.replace(/^\d+ /, '')}`));
        await line.getByRole('link', { name: 'Show the whole list' }).waitFor();
        await people(page).nth(Number.parseInt(figure, 10)).waitFor({ state: 'detached' });
        await people(page).first().waitFor();
        led.push([figure, await people(page).count()]);
      }
      await shoot(page, `answered ${way}`);
      const address = page.url();
      await page.reload();
      await people(page).first().waitFor();
      const again = await people(page).count();
      const found = [await tooWide(page), await axeFindings(page)];
      await hands(page).press('link', 'Show the whole list');
      await page.waitForURL((url) => !url.search.includes('news'));

      expect(figures.length).toBeGreaterThan(1);
      expect(led).toEqual(figures.map((figure) => [figure, Number.parseInt(figure, 10)]));
      expect(again).toBe(led.at(-1)?.[1]);
      expect(address).toContain('since=');
      expect([found, faults]).toEqual([[0, []], []]);
      await close();
    },
  );

  test('C1-8 whoever comes back to a page that was left open is told of what happened since they left', async () => {
    const { page, close } = await room.desk('clinician');
    await page.clock.install();
    await page.goto('/worklist');
    await people(page).first().waitFor();
    await page.keyboard.press('Tab');
    const told = page.waitForRequest((request) => request.url().includes('/worklist?view=needs-you&since='));
    await page.clock.fastForward('20:00');
    await page.keyboard.press('Tab');
    const since = new URL((await told).url()).searchParams.get('since') ?? '';

    const minutes = ((await room.f.now()) - Date.parse(since)) / 60_000;
    // The clock of the server has not moved with that of the page.
    expect(Math.round(minutes)).toBeLessThanOrEqual(20);
    await close();
  });

  test.each(ways)(
    'C1-4 %s: the whole list is sorted, the address says so and is read back',
    async (way, hands, screen) => {
      const { page, faults, close } = await room.desk('coordinator', screen);
      const phone = screen.width < 768;
      const sort = async (column: string, item: string) => {
        if (phone) {
          await page.getByRole('button', { name: /^Sort:/ }).scrollIntoViewIfNeeded();
          await hands(page).press('button', /^Sort:/);
          await hands(page).press('button', item);
        } else await hands(page, () => page.getByRole('columnheader')).press('button', column);
      };
      await page.goto('/worklist');
      await people(page).first().waitFor();
      const urgent = await names(page);

      await sort('Patient', 'patient A to Z');
      await page.waitForURL(/sort=patient/);
      await people(page).nth(1).filter({ hasText: 'FEATHERSTONEHAUGH' }).waitFor();
      const sorted = await names(page);
      await shoot(page, `sorted ${way}`);
      const head = page.locator('th', { hasText: 'Patient' });
      const ascending = await head.getAttribute('aria-sort');
      await sort('Patient', 'patient Z to A');
      await page.waitForURL(/order=descending/);
      await people(page).nth(0).filter({ hasText: 'ZWICKY' }).waitFor();
      await page.reload();
      await people(page).first().waitFor();
      const back = await names(page);
      const descending = await head.getAttribute('aria-sort');
      const found = [await tooWide(page), await axeFindings(page)];
      await sort('Patient', 'most urgent first');
      await page.waitForURL((url) => !url.search.includes('sort'));
      await people(page)
        .nth(1)
        .filter({ hasText: urgent[1] ?? '' })
        .waitFor();

      expect(sorted).toEqual(urgent.toSorted((a, b) => a.localeCompare(b, 'en')));
      expect(back).toEqual(sorted.toReversed());
      expect(await names(page)).toEqual(urgent);
      expect([ascending, descending, await head.getAttribute('aria-sort')]).toEqual(['ascending', 'descending', null]);
      expect([found, faults]).toEqual([[0, []], []]);
      await close();
    },
  );
});
