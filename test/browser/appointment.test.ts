import { type Booked, bookedVisit } from '../api/patient/booked-visit';
import { browserAt, inBrowser, type PatientBrowser, press, type Step, walk, walked } from '../support/servers/browser';

/** Each state of the page, in the order in which they leave each other standing. */
const steps: Step<Booked>[] = [
  ['booked', ({ page }, { visitCode }) => page.goto(`/go/${visitCode}`)],
  [
    'saved',
    async ({ page }) => {
      await page.locator('input[value=letter]').check();
      await page.locator('#questions').fill('Can I drive afterwards? And what about work?');
      await press(page, page.locator('form button'));
    },
  ],
  ['too long', ({ page }, { visitCode }) => page.goto(`/go/${visitCode}?fault=long`)],
  ['cannot come', ({ page }) => page.goto(page.url().replace(/\?.*/, '/cannot-come'))],
  ['told', ({ page }) => press(page)],
  [
    'moved',
    async ({ page }, home) => {
      const data = { session: 'a', at: home.visitAt + 86_400_000 };
      await home.record({ type: 'session.moved', data, recordedBy: 'test' });
      await page.goto(`/go/${home.visitCode}`);
    },
  ],
  [
    'called off',
    async ({ page }, home) => {
      await home.record({ type: 'session.cancelled', data: { session: 'a' }, recordedBy: 'test' });
      await page.goto(`/go/${home.visitCode}`);
    },
  ],
];

inBrowser('the page of an appointment', () => {
  let home: Booked;
  let browser: PatientBrowser;
  beforeEach(async () => {
    home = await bookedVisit();
    browser = await browserAt(home);
  });
  afterEach(async () => {
    await browser.close();
    await home.close();
  });

  test.each(walked)(
    'PF-a, PF-b: works without a script on %s, fits it, and axe has nothing to say',
    async (_name, screen) => {
      const phone = await browser.phone(screen);

      expect(await walk(phone, home, steps)).toEqual({});
      expect(await phone.page.locator('script').count()).toBe(0);
    },
  );
});
