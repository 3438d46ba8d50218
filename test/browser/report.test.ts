import { type PatientAtHome, patientAtHome } from '../api/patient/patient-at-home';
import { browserAt, inBrowser, type PatientBrowser, press, type Step, walk, walked } from '../support/servers/browser';

/** Each state of the pages, in the order in which they follow each other. */
const steps: Step<PatientAtHome>[] = [
  ['safety questions', ({ page }, { code }) => page.goto(`/go/${code}/report`)],
  ['nothing ticked', ({ page }) => press(page, page.locator('form button'))],
  ['skip', ({ page }) => press(page, page.locator('form + p a'))],
  [
    'signs',
    async ({ page }, { code }) => {
      await page.goto(`/go/${code}/report`);
      await page.locator('#tick-9').check();
      await press(page, page.locator('form button'));
    },
  ],
  ['what is wrong', ({ page }) => press(page, page.locator('a.button.second'))],
  ['nothing chosen', ({ page }) => press(page, page.locator('form button'))],
  [
    'sent after signs',
    async ({ page }) => {
      await page.locator('#about-medicine').check();
      await page.locator('#since-days').check();
      await page.locator('#answer-8').check();
      await page.locator('#wait-no').check();
      await page.locator('#words').fill('Very dizzy since the new tablets. I nearly fell on the stairs.');
      await press(page, page.locator('form button'));
    },
  ],
  [
    'sent',
    async ({ page }) => {
      await press(page, page.locator('a.button.second').last());
      await page.locator('#none').check();
      await press(page, page.locator('form button'));
      await page.locator('#about-wound').check();
      await page.locator('#since-today').check();
      await page.locator('#answer-2').check();
      await page.locator('#wait-not-sure').check();
      await press(page, page.locator('form button'));
    },
  ],
];

inBrowser('the pages of a report', () => {
  let home: PatientAtHome;
  let browser: PatientBrowser;
  beforeEach(async () => {
    home = await patientAtHome();
    browser = await browserAt(home);
  });
  afterEach(async () => {
    await browser.close();
    await home.close();
  });

  test.each(walked)(
    'PF-a, PF-b, PR-12: work without a script on %s, fit it, and axe has nothing to say',
    async (_name, screen) => {
      const phone = await browser.phone(screen);

      expect(await walk(phone, home, steps)).toEqual({});
      expect(await phone.page.locator('h1').first().textContent()).toBe('We have your message');
      expect(await phone.page.locator('script').count()).toBe(0);
    },
  );
});
