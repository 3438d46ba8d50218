import { type PatientAtHome, patientAtHome } from '../api/patient/patient-at-home';
import {
  axeFindings,
  browserAt,
  inBrowser,
  type PatientBrowser,
  type Phone,
  press,
  type Screen,
  tooWide,
} from '../support/servers/browser';

/** Each state of the pages, in the order in which they follow each other. */
const steps: [name: string, open: (phone: Phone, home: PatientAtHome) => Promise<unknown>][] = [
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

const screens: [name: string, Screen][] = [
  ['a small phone with letters twice as large', { width: 320, text: 200 }],
  ['a phone in the dark', { width: 320, dark: true }],
  ['a phone', { width: 390 }],
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

  test.each(screens)('work without a script on %s, fit it, and axe has nothing to say', async (_name, screen) => {
    const phone = await browser.phone(screen);
    const found: Record<string, unknown> = {};
    for (const [name, open] of steps) {
      await open(phone, home);
      const [wide, findings] = [await tooWide(phone.page), await axeFindings(phone.page)];
      if (wide > 0 || findings.length > 0) found[name] = { wide, findings };
    }

    expect(found).toEqual({});
    expect(await phone.page.locator('h1').first().textContent()).toBe('We have your message');
    expect(await phone.page.locator('script').count()).toBe(0);
  });
});
