import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import type { PatientAtHome } from '../../api/patient/patient-at-home';

/** `describe` where a Chromium was found (see chromium.ts), else skipped: `npm test` says so at its end. */
export const inBrowser = (name: string, body: () => void): void => {
  (process.env.TEST_CHROMIUM === undefined ? describe.skip : describe)(name, body);
};

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A wait ends when what it waits for is there; on a busy machine that takes several times as long. */
const WAIT_MS = 30_000;

/** What kind of screen somebody holds: CSS px; `text` = size of all text in per cent of the usual; `touch`: by finger alone. */
export type Screen = {
  width: number;
  height?: number;
  dark?: boolean;
  forcedColors?: boolean;
  text?: number;
  touch?: boolean;
};

export type PatientBrowser = {
  /** Where the pages are, without a slash at the end. */
  url: string;
  /** A fresh browser without cookies. */
  phone(screen: Screen): Promise<Phone>;
  close(): Promise<void>;
};

export type Phone = {
  context: BrowserContext;
  page: Page;
  /** Opens the link of the check-in, or that of `code`, and presses Start. */
  start: (code?: string) => Promise<void>;
  close: () => Promise<void>;
};

/** A real Chromium before the pages of a patient's home, served on a free port. */
export async function browserAt(home: Pick<PatientAtHome, 'app' | 'code'>): Promise<PatientBrowser> {
  const server = createServer(home.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = browserBefore(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, home.code);
  return {
    ...browser,
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A real Chromium before what listens there already. */
export function browserBefore(url: string, linkCode = 'none'): PatientBrowser {
  const contexts: BrowserContext[] = [];
  return {
    url,
    async phone({ width, height = 640, dark = false, forcedColors = false, text = 100, touch = false }) {
      const browser = await (running ??= launch());
      const context = await browser.newContext({
        baseURL: url,
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        forcedColors: forcedColors ? 'active' : 'none',
        hasTouch: touch,
        isMobile: touch,
      });
      contexts.push(context);
      context.setDefaultTimeout(WAIT_MS);
      if (text !== 100) await enlarge(context, text);
      const page = await context.newPage();
      return {
        context,
        page,
        async start(code = linkCode) {
          await page.goto(`/go/${code}`);
          await press(page);
        },
        close: () => context.close(),
      };
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      if (!inTest) await closeBrowser();
    },
  };
}

/**
 * One Chromium for all tests of a file, as starting it takes as long as several pages; each phone in it knows of no other.
 * Where no test runs (pictures, figures) it goes with the room it was opened for.
 */
let running: Promise<Browser> | undefined;
const inTest = typeof afterAll === 'function';
if (inTest) afterAll(closeBrowser);

async function closeBrowser(): Promise<void> {
  await (await running)?.close();
  running = undefined;
}

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.TEST_CHROMIUM ?? 'none',
    args: QUIET,
    // The browser keeps the machine's clock: under a shifted one (npm run test:days) its processes never rest.
    env: { ...process.env, LD_PRELOAD: undefined },
  });

/** Presses the first button of the page, or `target`, and waits for the page it leads to, its styles included. */
export async function press(page: Page, target: Locator = page.locator('main form button').first()): Promise<void> {
  await Promise.all([page.waitForEvent('load'), target.click()]);
}

/**
 * Lets the time of a page go by until something is seen, or is gone: nobody here waits for the pauses that the page makes by
 * its own clock. Before the page is opened, its clock is taken over by `page.clock.install()`.
 */
export async function passUntil(page: Page, target: Locator, state: 'visible' | 'detached' = 'visible'): Promise<void> {
  const isThere = async () => (state === 'visible' ? target.isVisible() : (await target.count()) === 0);
  for (const from = Date.now(); !(await isThere()) && Date.now() - from < WAIT_MS;) await page.clock.runFor(500);
  await target.waitFor({ state });
}

/** As a patient who has set larger letters: everything that is measured in them grows along. */
async function enlarge(context: BrowserContext, percent: number): Promise<void> {
  await context.route('**/assets/patient.css*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({
      response: answer,
      body: `${await answer.text()}\nhtml{font-size:${1.125 * percent}%!important}`,
    });
  });
}

/** How many CSS px a page is wider than its screen: 0 = nobody has to scroll sideways. */
export async function tooWide(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** The smaller of its two files: what a page must take in each time it is looked at. */
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

type Findings = { violations: { id: string; nodes: { target: string[] }[] }[] };

/**
 * What axe-core finds against a page, its best-practice rules too: `rule: element`. `without`: a part that is left out, as a
 * CSS selector. A page that is looked at again takes it in once.
 */
export async function axeFindings(page: Page, without?: string): Promise<string[]> {
  if (await page.evaluate<boolean>(`typeof axe === 'undefined'`)) await page.evaluate(`${axe};undefined`);
  const context = without === undefined ? 'document' : JSON.stringify({ exclude: [[without]] });
  const { violations } = await page.evaluate<Findings>(`axe.run(${context}, { resultTypes: ['violations'] })`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** What is wrong with a page as it stands, in the light and in the dark: how much too wide it is, and what axe finds; empty = nothing. */
export async function faultsInBothLights(page: Page): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    const [wide, findings] = [await tooWide(page), await axeFindings(page)];
    if (wide > 0 || findings.length > 0) found.push({ colorScheme, wide, findings });
  }
  return found;
}

/** The screens on which a row of pages is walked. */
export const walked: [name: string, Screen][] = [
  ['a small phone with letters twice as large', { width: 320, text: 200 }],
  ['a phone in the dark', { width: 320, dark: true }],
  ['a phone', { width: 390 }],
];

/** A state of a page by its name, and how one comes to it from the state before. */
export type Step<H> = [name: string, open: (phone: Phone, home: H) => Promise<unknown>];

/** Goes from state to state; by name, those that are wider than the screen or in which axe finds something. */
export async function walk<H>(phone: Phone, home: H, steps: readonly Step<H>[]): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [name, open] of steps) {
    await open(phone, home);
    const [wide, findings] = [await tooWide(phone.page), await axeFindings(phone.page)];
    if (wide > 0 || findings.length > 0) found[name] = { wide, findings };
  }
  return found;
}
