import type { Page } from 'playwright-core';
import { raise } from '../../support/journeys/night-scenes';
import { inBrowser, passUntil } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

type Api = { path: string; heading: string; api: RegExp };
const inbox: Api = { path: '/escalations', heading: 'Escalations', api: /\/api\/v1\/escalations\?/ };
const worklist: Api = { path: '/worklist', heading: 'Worklist', api: /\/api\/v1\/worklist\?/ };
const lists: [string, Api][] = [
  ['the inbox', inbox],
  ['the worklist', worklist],
];

/** The states of a list, in the order in which a clinic meets them: first nobody is enrolled, then somebody is. */
inBrowser('G-6 the states of', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  async function open(at: Api, role: 'clinician' | 'coordinator' | 'operator' = 'clinician') {
    const desk = await room.desk(role);
    await desk.page.clock.install();
    return {
      ...desk,
      /** Opens the list, without waiting for its rows. */
      show: async () => {
        await desk.page.goto(at.path);
        await desk.page.getByRole('heading', { name: at.heading, level: 1 }).waitFor();
      },
    };
  }
  const main = (page: Page) => page.locator('main');
  const rows = (page: Page) => page.locator('[data-id], tbody tr').filter({ hasText: 'OKAFOR' });

  test('the worklist of a new clinic: nobody is enrolled, when that was looked at, and the way to begin', async () => {
    const { page, show, close } = await open(worklist, 'coordinator');
    await show();
    await main(page).getByText('No patient is enrolled yet.').waitFor();
    expect(await main(page).innerText()).toMatch(/Checked \d\d:\d\d\./);
    expect(await main(page).innerText()).toContain('On duty: Dr Lee');
    expect(await main(page).getByRole('link', { name: 'Enrol a patient' }).count()).toBe(1);
    await close();
  });

  test('the inbox of a new clinic: nothing needs you, and when that was looked at', async () => {
    const { page, show, close } = await open(inbox);
    await show();
    await main(page).getByText('Nothing needs you.').waitFor();
    await main(page)
      .getByText(/0 patients are on track, 0 have questions open. Checked \d\d:\d\d/)
      .waitFor();
    await close();
  });

  test.each(lists)(
    '%s, which takes longer than a second: that it loads is said then, and not before',
    async (_n, at) => {
      const { page, show, close } = await open(at);
      let goOn = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      let asked = 0;
      await page.route(at.api, async (route) => {
        asked = Date.now();
        await held;
        await route.continue();
      });
      await show();
      await main(page).getByText('Loading …').waitFor({ state: 'attached' });
      expect(Date.now() - asked).toBeGreaterThan(500);
      goOn();
      await main(page).getByText('Loading …').waitFor({ state: 'detached' });
      await close();
    },
  );

  test.each(lists)('%s, which fails: that it could not be loaded, and a press tries again', async (_name, at) => {
    const { page, show, close } = await open(at);
    await page.route(at.api, (route) => route.fulfill({ status: 500, json: {} }));
    await show();
    await passUntil(page, main(page).getByText('This could not be loaded.'));
    await page.unroute(at.api);
    await main(page).getByRole('button', { name: 'Try again' }).click();
    await main(page).getByText('This could not be loaded.').waitFor({ state: 'detached' });
    await main(page)
      .getByText(/Checked \d\d:\d\d/)
      .first()
      .waitFor();
    await close();
  });

  test.each(lists)('%s without a connection: that there is none, and whom to ring', async (_name, at) => {
    const { page, show, close } = await open(at);
    await page.route(at.api, (route) => route.abort());
    await show();
    await passUntil(page, main(page).getByText('No connection. Ring +44 20 7946 0100 if it is urgent.'));
    await close();
  });

  test('the worklist, of somebody who may not see patients: that their role does not see it', async () => {
    const { page, show, close } = await open(worklist, 'operator');
    await show();
    await main(page)
      .getByText(/^(It is for|Your role)/)
      .waitFor();
    await close();
  });

  test('the inbox, of somebody who may not see patients: that there is one, and of no one whom it is about', async () => {
    await raise(room.f, await room.f.enrolled(), { tier: 'today' });
    const { page, show, close } = await open(inbox, 'operator');
    await page.goto('/escalations?owner=all');
    await show();
    await page.goto('/escalations?owner=all');
    await main(page).getByText('You see that there is one, and not whom it is about.').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('OKAFOR');
    await close();
  });

  test.each(lists)('%s, which cannot be read again: the rows stay, with the time they are of', async (_name, at) => {
    const { page, show, close } = await open(at);
    await show();
    await rows(page).first().waitFor();
    await page.route(at.api, (route) => route.fulfill({ status: 500, json: {} }));
    await room.f.enrolled();
    await passUntil(page, main(page).getByText(/Could not refresh\. This is from 10:\d\d\./));
    expect(await rows(page).count()).toBeGreaterThan(0);
    await page.unroute(at.api);
    await room.f.enrolled();
    await passUntil(page, main(page).getByText('Could not refresh'), 'detached');
    await close();
  });

  test.each(lists)(
    '%s when nothing is heard any more: it says since when, and goes on by itself',
    async (_name, at) => {
      const { page, show, context, close } = await open(at);
      await show();
      await rows(page).first().waitFor();
      await context.setOffline(true);
      await passUntil(
        page,
        main(page).getByText(/No connection\. What you see is from 10:\d\d, and nothing new comes in\./),
      );
      expect(await main(page).innerText()).toContain('Ring +44 20 7946 0100 if it is urgent.');
      expect(await rows(page).count()).toBeGreaterThan(0);
      await context.setOffline(false);
      await passUntil(page, main(page).getByText('No connection'), 'detached');
      await close();
    },
  );

  test('Find: too little typed, nobody found, failed, found', async () => {
    const { page, close } = await room.desk('coordinator');
    await page.clock.install();
    await page.goto('/rota');
    await page.getByRole('button', { name: 'Find a patient' }).waitFor();
    await page.keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: 'Find a patient' });
    await passUntil(page, dialog.getByText('Type at least two letters or digits.'));
    const field = dialog.getByRole('combobox');
    await field.fill('nobody at all');
    await passUntil(page, dialog.getByText('Nobody is found by that.'));
    await dialog.getByText(/Try the family name alone/).waitFor();
    await page.route(/\/search\?/, (route) => route.abort());
    await field.fill('okafor');
    await passUntil(page, dialog.getByText('No answer came.'));
    await page.unroute(/\/search\?/);
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await passUntil(page, dialog.getByText(/patients? found/));
    expect(await dialog.getByRole('option').first().innerText()).toContain('OKAFOR');
    await close();
  });

  test('Find is not there for somebody who may not see patients', async () => {
    const { page, close } = await room.desk('operator');
    await page.goto('/operations');
    await main(page).locator('h1').waitFor();
    expect(await page.getByRole('button', { name: 'Find a patient' }).count()).toBe(0);
    await close();
  });
});
