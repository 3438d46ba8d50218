import { createApiFixture, type ApiFixture } from '../support/api-fixture';
import { axeFindings, browserAt, inBrowser, type PatientBrowser, tooWide } from '../support/servers/browser';

const screens = [
  ['a phone', { width: 360 }],
  ['a phone in the dark', { width: 360, dark: true }],
  ['a desk', { width: 1280, height: 800 }],
  ['a desk in the dark', { width: 1280, height: 800, dark: true }],
] as const;

/** The last of the page are shapes, thousands of lines of the same few kinds. Some seconds long axe looks at all of them, in the light and in the dark once each; else at the first ten. */
const afterTenShapes = 'main > h3:nth-of-type(10) ~ *';
const whole: readonly string[] = ['a phone', 'a desk in the dark'];

inBrowser('the page that describes the API', () => {
  let f: ApiFixture;
  let browser: PatientBrowser;
  beforeAll(async () => {
    f = await createApiFixture();
    browser = await browserAt({ app: f.app, code: 'none' });
  });
  afterAll(async () => {
    await browser.close();
    await f.close();
  });

  test.each(screens)('is readable on %s: axe finds nothing, and nobody scrolls sideways', async (name, screen) => {
    const { page, close } = await browser.phone(screen);
    await page.goto('/docs');
    expect(await page.locator('details').count()).toBeGreaterThan(20);
    // One that takes a body, and one that takes parameters.
    for (const address of ['POST /api/v1/enrolments/{id}/events', 'GET /api/v1/escalations']) {
      await page.locator('summary', { hasText: address }).first().click();
    }

    expect(await page.locator(afterTenShapes).count()).toBeGreaterThan(20);
    expect(await axeFindings(page, whole.includes(name) ? undefined : afterTenShapes)).toEqual([]);
    await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
    expect(await tooWide(page)).toBe(0);
    await close();
  });

  test.each(screens)(
    'so are the front page, the mailbox of a demonstration, and a page that says there is none, on %s',
    async (_screen, screen) => {
      const { page, close } = await browser.phone(screen);
      for (const path of ['/', '/demo/mailbox', '/nowhere']) {
        await page.goto(path);
        expect([path, await axeFindings(page), await tooWide(page)]).toEqual([path, [], 0]);
      }
      await close();
    },
  );
});
