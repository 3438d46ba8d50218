import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PatientAtHome } from '../api/patient/patient-at-home';
import { visitsOf } from '../api/patient/visits';
import { axeFindings, browserAt, inBrowser, type PatientBrowser, press, tooWide } from '../support/servers/browser';

/** What can be seen and rung without scrolling. */
const FOLD = 400;
const screens = [
  { width: 360, height: 640 },
  { width: 320, height: 568 },
];
/** Where to keep pictures of the pages, for people who look at them. */
const pictures = process.env.TEST_PICTURES;

inBrowser('the page of a worrying answer on a phone', () => {
  let home: PatientAtHome;
  let browser: PatientBrowser;

  const openedAt = async (form: string, time: string): Promise<void> => {
    const visits = await visitsOf([form]);
    home = visits.home;
    await visits.comeAt(time);
    browser = await browserAt(home);
  };
  afterEach(async () => {
    await browser.close();
    await home.close();
  });

  test.each([
    ['emergency', 'red-flags', '#tick-1', '10:00', ['999', '+442079460100']],
    ['fever-after-injection', 'after-injection', '#tick-4', '10:00', ['999', '+442079460100']],
    ['headache', 'after-injection', '#tick-6', '10:00', ['+442079460100', '999']],
    ['ring-today', 'red-flags', '#tick-9', '20:00', ['111', '+442079460100']],
    ['overdose', 'medicine-safety', '#tick-1', '10:00', ['999', '+442079460100']],
  ])('PS-4: %s shows whom to ring without scrolling, in its order', async (page, form, tick, time, calls) => {
    await openedAt(form, time);
    for (const [index, screen] of screens.entries()) {
      for (const dark of index === 0 ? [false] : [false, true]) {
        const phone = await browser.phone({ ...screen, dark });
        await phone.start();
        await phone.page.goto(firstOf(phone.page.url()));
        await phone.page.locator(tick).check();
        await press(phone.page);
        const buttons = await phone.page.locator('main .calls a').all();
        const seen = await Promise.all(
          buttons.map(async (button) => {
            const box = await button.boundingBox();
            return { to: (await button.getAttribute('href'))?.slice(4), bottom: box ? box.y + box.height : Infinity };
          }),
        );

        expect(seen.slice(0, 2).map(({ to }) => to)).toEqual(calls);
        for (const { bottom } of seen.slice(0, 2)) expect(bottom).toBeLessThanOrEqual(FOLD);
        expect(await tooWide(phone.page)).toBe(0);
        expect(await axeFindings(phone.page)).toEqual([]);
        await keep(phone.page, `${page}-${String(screen.width)}${dark ? '-dark' : ''}`);
        await phone.close();
      }
    }
  });

  test('PS-4, PS-5: a crisis has the crisis line and the emergency number side by side, without scrolling', async () => {
    await openedAt('side-effects', '10:00');
    for (const screen of screens) {
      const phone = await browser.phone(screen);
      await phone.start();
      await phone.page.goto(firstOf(phone.page.url()).replace(/1$/, '6'));
      await phone.page.locator('#answer-3').check();
      await press(phone.page);
      const [crisis, emergency] = await Promise.all(
        ['.to-crisis a', '.to-emergency a'].map((which) => phone.page.locator(`main .calls ${which}`).boundingBox()),
      );

      expect(emergency?.y).toBe(crisis?.y);
      expect((crisis?.x ?? 0) + (crisis?.width ?? Infinity)).toBeLessThan(emergency?.x ?? 0);
      for (const box of [crisis, emergency])
        expect((box?.y ?? 0) + (box?.height ?? Infinity)).toBeLessThanOrEqual(FOLD);
      await keep(phone.page, `mood-change-${String(screen.width)}`);
      await phone.close();
    }
  });
});

/** The first question, also when it was answered on another phone before. */
const firstOf = (address: string): string => address.replace(/\/(q\/\d+|check)$/, '/q/1');

async function keep(page: { screenshot: (to: { path: string; fullPage: boolean }) => Promise<unknown> }, name: string) {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}
