import { raise } from '../../support/journeys/night-scenes';
import { inBrowser } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

const SOON_MS = 4_000;

inBrowser('what is new', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  test('G-4: of tier now is on every open screen within four seconds, and in the inbox at once and at the top', async () => {
    const { f } = room;
    const one = await f.enrolled();
    await f.settle();
    const { page, close } = await room.desk('lead');
    const places = ['/worklist', `/cases/${one.id}`, '/enrol', '/rota', '/audit', '/escalations'];
    const late: Record<string, number> = {};
    for (const [n, place] of places.entries()) {
      await page.goto(place);
      await page.locator('main h1').first().waitFor({ state: 'attached' });
      await page
        .getByText(n === 0 ? 'On duty now:' : `${String(n)} now`)
        .first()
        .waitFor();
      const from = Date.now();
      await raise(f, await f.enrolled(), { tier: 'now' });
      await page
        .getByText(`${String(n + 1)} now`, { exact: true })
        .first()
        .waitFor();
      if (Date.now() - from > SOON_MS) late[place] = Date.now() - from;
    }

    expect(late).toEqual({});
    await page.getByRole('status').getByText('New, tier now.').waitFor();
    await close();
  });

  test('G-4: never moves the row that is pointed at or has the focus; the rest waits behind a line that counts it', async () => {
    const { f } = room;
    const ada = await f.enrolled();
    const held = await raise(f, ada, { tier: 'today', key: 'held' });
    const { page, faults, close } = await room.desk('clinician');
    await page.goto('/escalations');
    const row = page.locator(`[data-id="${held}"]`);
    await row.waitFor();
    const top = async () => Math.round((await row.boundingBox())?.y ?? -1);
    await row.hover();
    const pointedAt = await top();
    await raise(f, await f.enrolled(), { tier: 'now' });
    await page.getByRole('status').getByText('New, tier now.').waitFor();
    expect(await top()).toBe(pointedAt);

    await page.mouse.move(5, 5);
    await row.getByRole('link').first().focus();
    const focused = await top();
    await raise(f, await f.enrolled(), { tier: 'now', key: 'second' });
    await page.locator('[data-tier=now] [data-id]').nth(7).waitFor();
    expect(await top()).toBe(focused);
    await raise(f, await f.enrolled(), { tier: 'today', key: 'waits' });
    await page.getByText('1 new', { exact: true }).waitFor();
    expect(await page.locator('[data-tier=today] [data-id]').count()).toBe(1);

    await page.getByText('1 new').locator('xpath=ancestor::*[button][1]').getByRole('button', { name: 'Show' }).click();
    await page.locator('[data-tier=today] [data-id]').nth(1).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  test('G-4: what was closed elsewhere says so in its place and takes no other row away from under the pointer', async () => {
    const { f } = room;
    const { page, close } = await room.desk('clinician');
    await page.goto('/escalations');
    const rows = page.locator('[data-tier=today] [data-id]');
    await rows.nth(1).waitFor();
    await rows.nth(1).hover();
    const before = await rows.nth(1).boundingBox();
    const id = (await rows.nth(0).getAttribute('data-id')) ?? '';
    const item = (await f.as('lead').get(`/api/v1/escalations/${id}`)).body as {
      revision: number;
      signals: { id: string }[];
    };
    const closed = await f.as('lead').post(`/api/v1/escalations/${id}/resolution`, {
      ...{ revision: item.revision, messages: 'resume', note: null },
      signals: item.signals.map((signal) => ({ id: signal.id, outcome: 'not-clinical' })),
    });
    expect([closed.status, closed.text]).toEqual([200, expect.anything()]);
    await page.getByText('No longer in this list').waitFor();

    expect(await rows.nth(1).boundingBox()).toEqual(before);
    await close();
  });

  test('G-4: is read once, however much of the screen counts the time, and not missed where it comes before the first pulse', async () => {
    const { f } = room;
    await raise(f, await f.enrolled(), { tier: 'today' });
    const { page, close } = await room.desk('lead');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const reads = () => asked.filter((url) => url.includes('/api/v1/escalations?')).length;
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => (go = resolve));
    await page.route('**/api/v1/pulse', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/escalations?owner=all');
    await page.waitForRequest('**/api/v1/pulse');
    const first = await raise(f, await f.enrolled(), { tier: 'now', key: 'early' });
    go();
    await page.locator(`[data-id="${first}"]`).waitFor();

    const before = reads();
    const second = await raise(f, await f.enrolled(), { tier: 'now', key: 'later' });
    await page.locator(`[data-id="${second}"]`).waitFor();
    await page.waitForResponse('**/api/v1/pulse');
    expect(reads() - before).toBeLessThanOrEqual(2);
    await close();
  });
});
