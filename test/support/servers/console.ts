import type { BrowserContext, Page, Request } from 'playwright-core';
import { hashOfSecret, newSecret } from '../../../src/identity/secrets';
import { readBuilt } from '../../../api/console/built';
import { createMailbox } from '../../../src/house/demonstration/mailbox';
import { makePatients } from '../../../src/house/demonstration/make';
import { createMailRender } from '../../../src/house/mail-road';
import { type ApiFixture, type ApiOptions, createApiFixture } from '../api-fixture';
import { browserBefore, type PatientBrowser, type Screen } from './browser';

export type Desk = {
  context: BrowserContext;
  page: Page;
  staffId: string;
  /** What the browser said against the page: errors of scripts, breaches of the policy, requests to elsewhere. */
  faults: string[];
  /** Waits until the page has all that it asked for, and has painted it. */
  settled: () => Promise<void>;
  close: () => Promise<void>;
};

export type StaffRoom = {
  f: ApiFixture;
  /** A fresh browser in which somebody of this role is signed in. */
  desk(role: 'coordinator' | 'clinician' | 'lead' | 'operator', screen?: Screen): Promise<Desk>;
  /** A fresh browser in which nobody is signed in. */
  visitor: PatientBrowser['phone'];
  close: () => Promise<void>;
};

/** The console before the real API and database; the engine does at once what it is nudged for. */
export async function staffRoom(options: Pick<ApiOptions, 'log'> = {}): Promise<StaffRoom> {
  if (readBuilt() === null) throw new Error('The console is not built: run `npm run build`.');
  const f = await createApiFixture({ ...options, publicUrl: 'where it listens' });
  const browser = browserBefore(f.here);
  return {
    f,
    async desk(role, screen = { width: 1366, height: 768 }) {
      const { context, page, close } = await browser.phone(screen);
      const settled = settling(page);
      const { token, staffId } = await signIn(f, role);
      await context.addCookies([{ name: 'staff', value: token, url: browser.url, httpOnly: true, sameSite: 'Lax' }]);
      if (screen.text !== undefined)
        await page.addInitScript(
          `addEventListener('DOMContentLoaded', () => (document.documentElement.style.fontSize = '${String(screen.text)}%'))`,
        );
      return { context, page, staffId, faults: faultsOf(page, browser), settled, close };
    },
    visitor: (screen) => browser.phone(screen),
    async close() {
      await browser.close();
      await f.close();
    },
  };
}

/**
 * Fills a room with made-up patients of the demonstration, its rotas and its mailbox: the first so many of their file, most
 * urgent first, or those of these references.
 */
export async function fill({ f }: StaffRoom, who: number | string[]): Promise<void> {
  const { databaseUrl } = f;
  const madeUp = f.deps.catalogue.madeUp();
  const references = typeof who === 'number' ? madeUp.references.slice(0, who) : who;
  const catalogue = { ...f.deps.catalogue, madeUp: () => ({ ...madeUp, references }) };
  const deps = { ...f.deps, catalogue };
  const render = createMailRender({ config: deps.config, catalogue: deps.catalogue });
  const mailbox = createMailbox({ render, fromAddress: 'no-reply@riverside.test', replyTo: null });
  await makePatients({ deps, databaseUrl, wanted: references.length, mailbox });
}

const TWO_FRAMES = 'new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)))';

/** The pulse goes on for ever, and brings nothing that is shown. */
function settling(page: Page): Desk['settled'] {
  const open = new Set<Request>();
  page.on('request', (request) => {
    if (!request.url().endsWith('/pulse')) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
  return async () => {
    // What came last may ask for more once it is shown.
    for (let quiet = 0; quiet < 2; quiet = open.size === 0 ? quiet + 1 : 0) await page.evaluate(TWO_FRAMES);
  };
}

async function signIn({ db, store }: ApiFixture, role: string): Promise<{ token: string; staffId: string }> {
  const { id: staffId } = await db
    .selectFrom('staff_member')
    .select('id')
    .where('role', '=', role)
    .where('active', '=', true)
    .orderBy('id')
    .executeTakeFirstOrThrow();
  const token = newSecret();
  await store.sessions.startSession(db, { tokenHash: hashOfSecret(token), staffId, idToken: 'none' });
  return { token, staffId };
}

function faultsOf(page: Page, { url }: PatientBrowser): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // A refusal of the server is shown in the page; the browser notes it, too.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) faults.push(`outside: ${request.url()}`);
  });
  return faults;
}
