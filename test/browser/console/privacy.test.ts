import { inBrowser } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

/** What identifies a person and must stand in nothing that outlives a screen. */
const planted = {
  reference: 'Zq-77001',
  familyName: 'Zqvarnhagen',
  givenName: 'Zqottilie',
  email: 'zqottilie@example.test',
  phone: '+44 7700 900771',
  address: '77 Zqlindenallee',
};
const strings = [...Object.values(planted), '1961-03-07', '07-Mar-1961', '900771'];

inBrowser('what a screen leaves behind', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  test('no title, address, storage or request line names a patient, however she is looked at', async () => {
    const { phone, address, ...named } = planted;
    const { id } = await room.f.enrolled({ patient: { ...named, phone, address, bornOn: '1961-03-07' } });
    await room.f.settle();
    const { page, faults, close } = await room.desk('coordinator');
    const seen = new Set<string>();
    page.on('request', (request) => {
      // The search itself is asked in so many words, and its address is kept by nobody.
      if (!request.url().includes('/api/v1/search')) seen.add(request.url());
    });
    for (const path of ['/worklist', `/cases/${id}`, '/calls', '/rota', '/escalations']) {
      await page.goto(path);
      await page.locator('h1, h2').first().waitFor();
      await page.waitForTimeout(500);
      seen.add(await page.title()).add(page.url());
    }
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );

    const left = [...seen, kept].filter((text) => strings.some((string) => text.includes(string)));
    expect([left, faults]).toEqual([[], []]);
    await close();
  }, 60_000);

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
    await page.locator('main h1').waitFor();
    await page.waitForTimeout(500);

    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(250_000);
    await close();
  });
});
