import type { Page } from 'playwright-core';
import {
  always,
  askInstead,
  fillAll,
  type PatientAtHome,
  patientAtHome,
  started,
} from '../api/patient/patient-at-home';
import { handOf } from '../support/journeys/hand';
import { answerPage } from '../support/journeys/patient';
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

/** How to come to each page and state of a check-in, in the order in which they leave each other standing. */
const steps: [name: string, open: (phone: Phone, home: PatientAtHome) => Promise<unknown>][] = [
  ['link', ({ page }, { code }) => page.goto(`/go/${code}`)],
  ['unknown link', ({ page }) => page.goto('/go/0000')],
  ['stop by link', ({ page }, { code }) => page.goto(`/go/${code}/stop`)],
  ['no session', ({ page }, { at }) => page.goto(`${at}/q/1`)],
  ['list', ({ start }) => start()],
  ['list with a fault', ({ page }) => press(page)],
  ['scale', ({ page }, { at }) => page.goto(`${at}/q/2`)],
  ['scale with a fault', ({ page }) => press(page)],
  ['long list', ({ page }, { at }) => page.goto(`${at}/q/5`)],
  ['skip', ({ page }, { at }) => page.goto(`${at}/q/2/skip`)],
  ['check', ({ page }, { at }) => page.goto(`${at}/check`)],
  ['help', ({ page }, { at }) => page.goto(`${at}/q/1`).then(() => tick(page, '#tick-2'))],
  ['scale after help', ({ page }, { at }) => page.goto(`${at}/q/2`)],
  ['contradiction', ({ page }, { at }) => page.goto(`${at}/q/1`).then(() => tick(page, '#none', '#tick-2'))],
  ['link after help', ({ page }, { code }) => page.goto(`/go/${code}`)],
  [
    'closed link after help',
    (phone, home) => withCheckIn(home, 'cancelled', () => phone.page.goto(`/go/${home.code}`)),
  ],
  ['stop', ({ page }, home) => withCheckIn(home, 'planned', () => page.goto(`${home.at}/stop`))],
  ['stop with a fault', ({ page }) => press(page)],
  ['paused', ({ page }) => tick(page, '#pause-1')],
  ['link while paused', ({ page }, { code }) => page.goto(`/go/${code}`)],
  ['nothing here', ({ page }, { at }) => page.goto(`${at}/q/99`)],
];

async function withCheckIn({ db }: PatientAtHome, status: string, open: () => Promise<unknown>): Promise<void> {
  await db.updateTable('check_in').set({ status }).execute();
  await open();
}

async function tick(page: Page, ...boxes: string[]): Promise<void> {
  for (const box of boxes) await page.locator(box).check();
  const form = page.locator('main form').filter({ has: page.locator(boxes[0] ?? '') });
  await press(page, form.locator('button'));
}

const screens: [name: string, Screen][] = [
  ['a small phone with letters twice as large', { width: 320, text: 200 }],
  ['a phone with letters twice as large, in the dark', { width: 390, text: 200, dark: true }],
  ['a phone in the dark', { width: 320, dark: true }],
  ['a phone', { width: 360 }],
];

inBrowser('every page and state', () => {
  let home: PatientAtHome;
  let browser: PatientBrowser;
  beforeEach(async () => {
    home = await patientAtHome({ item9Window: always, holidays: [] });
    browser = await browserAt(home);
  });
  afterEach(async () => {
    await browser.close();
    await home.close();
  });

  test.each(screens)(
    'PF-a, PF-b: fits %s without scrolling sideways, and axe has nothing to say',
    async (_name, screen) => {
      const phone = await browser.phone(screen);
      const found: Record<string, unknown> = {};
      const look = async (name: string) => {
        const wide = await tooWide(phone.page);
        const findings = await axeFindings(phone.page);
        if (wide > 0 || findings.length > 0) found[name] = { wide, findings };
        await shoot(phone.page, `${screen.width}-${screen.text ?? 100}-${name}`);
      };

      for (const [name, open] of steps) {
        await open(phone, home);
        await look(name);
      }
      await fillAll(await started(home), '4');
      await phone.start();
      await press(phone.page);
      await look('done after help');
      expect(found).toEqual({});
    },
    240_000,
  );

  test('PF-c: in colours of the reader’s own choice the cells of the scale keep their dividers', async () => {
    const { page, start } = await browser.phone({ width: 390, forcedColors: true });
    await start();
    await page.goto(`${home.at}/q/2`);

    const dividers = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.cell + .cell')].map((cell) => getComputedStyle(cell).borderInlineStartWidth)`,
    );

    expect(dividers).toEqual(Array(10).fill('1px'));
    await shoot(page, 'forced-colours');
  });

  test('PF-f: the keyboard alone completes a baseline; the focus is seen at each stop, and a fault has it', async () => {
    await askInstead(home, 'red-flags', 'peg', 'rmdq-24', 'phq-9', 'gad-7');
    const { page, context } = await browser.phone({ width: 390 });
    const unseen: string[] = [];
    let stops = 0;
    await context.exposeBinding('stopped', (_source, what: string, isSeen: boolean) => {
      stops += 1;
      if (!isSeen) unseen.push(what);
    });
    await context.addInitScript(reportFocus);
    const hand = handOf(page, 'keyboard');
    await page.goto(`/go/${home.code}`);
    await Promise.all([page.waitForEvent('load'), hand.press(page.locator('main form button'))]);

    await Promise.all([page.waitForEvent('load'), hand.press(page.locator('main form button'))]);
    const summary = page.locator('.summary');
    expect(await summary.and(page.locator(':focus')).count()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('type')).toBe('checkbox');

    let pages = 1;
    for (; /\/q\/\d+$/.test(new URL(page.url()).pathname); pages += 1) await answerPage(hand);
    await Promise.all([page.waitForEvent('load'), hand.press(page.locator('main form button'))]);
    expect(await page.locator('h1').textContent()).toBe('Answers sent');
    expect(pages).toBeGreaterThan(20);
    expect(stops).toBeGreaterThan(100);
    expect(unseen).toEqual([]);
  }, 240_000);
});

/** Tells of each element that gets the focus whether that is drawn: on itself, or on the line it belongs to. */
const reportFocus = `addEventListener('focusin', ({ target }) => {
  const drawn = (each) => each && parseFloat(getComputedStyle(each).outlineWidth) >= 2 && getComputedStyle(each).outlineStyle !== 'none';
  stopped(target.outerHTML.slice(0, 80), Boolean(drawn(target) || drawn(target.closest('label')) || drawn(target.nextElementSibling)));
})`;

/** For whoever wants to look: TEST_PICTURES names a folder. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.TEST_PICTURES;
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}.png`, fullPage: true });
}
