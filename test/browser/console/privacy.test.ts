import type { Page } from 'playwright-core';
import { createLog } from '../../../src/log';
import { aPatientTicks } from '../../support/journeys/night-scenes';
import { inBrowser } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

/** What identifies a person and must stand in nothing that outlives a screen. */
const planted = {
  reference: 'Zq-77001',
  familyName: 'Zqvarnhagen',
  givenName: 'Zqottilie',
  preferredName: 'Zqtilly',
  email: 'zqottilie@example.test',
  phone: '+44 7700 900771',
  address: '77 Zqlindenallee',
  emergencyContact: { name: 'Zqemil Vogt', phone: '+44 7700 900772', relation: 'zqbrother', mayDiscuss: true },
  gp: { name: 'Zqdr Roth', practice: 'Zqpark surgery' },
};
const strings = [
  ...[planted.reference, planted.familyName, planted.givenName, planted.preferredName],
  ...[planted.email, planted.phone, planted.address, ...Object.values(planted.emergencyContact).map(String)],
  ...Object.values(planted.gp),
  ...['1961-03-07', '07-Mar-1961', '7 March 1961', '07/03/1961', 'Lindenallee', '900771', '900772', 'Zqnote of a call'],
].filter((each) => each !== 'true');

/** All that a browser keeps when the page is gone. */
const KEPT = `(async () => {
  const bases = await indexedDB.databases();
  return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, bases, await caches.keys(), history.state]);
})()`;

inBrowser('what a screen leaves behind', () => {
  let room: StaffRoom;
  const lines: string[] = [];
  beforeAll(async () => {
    room = await staffRoom({ log: createLog('test', 'trace', { write: (line) => void lines.push(line) }) });
  });
  afterAll(() => room.close());

  test('no title, address, storage, request line or log names a patient, however she is looked at; the policy is kept', async () => {
    expect(strings).toHaveLength(20);
    const ada = await aPatientTicks(room.f, ['1'], { patient: { ...planted, bornOn: '1961-03-07' } });
    const { page, context, faults, close } = await room.desk('clinician');
    const seen = new Set<string>();
    page.on('request', (request) => {
      // The search itself is asked in so many words, and its address is kept by nobody.
      if (!request.url().includes('/api/v1/search')) seen.add(request.url());
    });
    const look = async (at: Page) => {
      seen.add(await at.title()).add(at.url());
    };
    const name = page.getByText('ZQVARNHAGEN').first();
    for (const path of [
      '/worklist',
      `/cases/${ada.id}`,
      '/calls',
      '/escalations',
      `/escalations/${ada.escalationId}`,
    ]) {
      await page.goto(path);
      if (path === '/calls') await page.locator('main h1').waitFor();
      else await name.waitFor();
      await look(page);
    }
    await page.getByLabel('Note').fill('Zqnote of a call');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('Zqvarnhagen');
    await page.getByRole('option').first().click();
    await name.waitFor();
    await look(page);
    const kept = await page.evaluate<string>(KEPT);
    const cookies = JSON.stringify(await context.cookies());

    const left = [...seen, kept, cookies, lines.join('')].flatMap((text) =>
      strings.filter((string) => text.toLowerCase().includes(string.toLowerCase())),
    );
    expect([left, faults]).toEqual([[], []]);
    expect(lines.join('')).toContain('/api/v1/search');
    await close();
  });

  test('without a session nothing of the console is sent, and the address is kept through sign-in', async () => {
    const { page, close } = await room.desk('coordinator');
    await page.context().clearCookies();

    const answer = await page.request.get('/cases/0199a000-0000-7000-8000-000000000000?view=timeline&q=1', {
      maxRedirects: 0,
    });

    expect([answer.status(), answer.headers().location]).toEqual([
      303,
      `/sign-in?to=${encodeURIComponent('/cases/0199a000-0000-7000-8000-000000000000?view=timeline&q=1')}`,
    ]);
    await close();
  });

  test('the first load stays below 250 KB, compressed', async () => {
    const { page, close } = await room.desk('coordinator');
    let bytes = 0;
    page.on('response', (response) => {
      if (!response.url().includes('/console/')) return;
      void response
        .body()
        .then(async (body) => {
          const { gzipSync } = await import('node:zlib');
          bytes += response.url().endsWith('.woff2') ? body.length : gzipSync(body).length;
        })
        .catch(() => undefined);
    });
    await page.goto('/worklist');
    await page.getByText('No patient is enrolled yet.').or(page.locator('tbody tr')).first().waitFor();
    await page.waitForLoadState('networkidle');

    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(250_000);
    await close();
  });
});
