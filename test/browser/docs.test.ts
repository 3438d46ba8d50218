import type { Handover } from '../../src/domain/words/message';
import { createApiFixture, type ApiFixture } from '../support/api-fixture';
import { aCheckInMail, aHandover, anAlert } from '../support/ledger-fixture';
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

const safetyNet = ['Not at night. In an emergency ring 999.', 'If you are thinking about harming yourself, ring 999.'];
const toPatient = aCheckInMail({ safetyNet, pathwayId: 'post-laminectomy-syndrome', pathwayVersion: 3 });
const visit = {
  id: '0199a000-0000-7000-8000-0000000000aa',
  at: 0,
  on: null,
  sequence: 0,
  calledOff: false,
  writtenAt: 0,
};

/** One mail of each kind that leaves the house. */
const mails: [string, Handover][] = [
  ['questions', aHandover({ checkIn: toPatient })],
  [
    'an appointment',
    aHandover({
      template: 'appointment',
      role: '7-days-before',
      checkIn: null,
      appointment: { ...toPatient, ...visit },
    }),
  ],
  [
    'a reported problem',
    aHandover({ template: 'problem-report', role: 'received', checkIn: null, report: { ...toPatient, readBy: null } }),
  ],
  ['an alert', anAlert()],
  [
    'a test of the paging',
    aHandover({ template: 'paging-test', role: 'paging-test', checkIn: null, test: { testId: visit.id, askedAt: 0 } }),
  ],
];

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

  test.each(mails)(
    'ML-4: the mail about %s is an article in its language without a finding of axe; its plain part says the same',
    async (_what, handover) => {
      const { html, text } = f.deps.renderMail(handover);
      for (const dark of [false, true]) {
        const { page, close } = await browser.phone({ width: 390, dark });
        await page.setContent(html);
        expect(await page.locator('body > [role=article][lang=en]').count()).toBe(1);
        // Landmarks are those of the mail program around it.
        const findings = (await axeFindings(page)).filter((finding) => !/^(landmark-one-main|region):/.test(finding));
        expect([findings, await tooWide(page)]).toEqual([[], 0]);
        if (!dark) {
          const said = await page.locator('[role=article]').innerText();
          const bare = (words: string) => words.replace(/https?:\S+/g, '').replace(/\W+/g, ' ');
          for (const line of text.split('\n').filter((each) => /^[A-Z].*\.$/.test(each)))
            expect(bare(said)).toContain(bare(line).trim());
          const written = [...said.matchAll(/https?:\S+/g)].map(([address]) => address);
          const linked = await page.locator('[role=article] a').allTextContents();
          expect(written.length).toBeGreaterThan(0);
          expect(linked).toEqual(expect.arrayContaining(written));
        }
        await close();
      }
    },
  );
});
