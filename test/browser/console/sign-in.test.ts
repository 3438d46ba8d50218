import type { Page } from 'playwright-core';
import { aPatientTicks, raise, type Ticked } from '../../support/journeys/night-scenes';
import { inBrowser, press } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

const phone = { width: 390, height: 660 };

inBrowser('signing in', () => {
  let room: StaffRoom;
  let ada: Ticked;
  beforeAll(async () => {
    room = await staffRoom();
    ada = await aPatientTicks(room.f, ['1', '5'], { patient: { familyName: 'Okafor', givenName: 'Ada' } });
  });
  afterAll(() => room.close());

  const choose = (page: Page, name: string) => press(page, page.getByRole('button', { name }));

  test('ML-3 the link of an alert opens that item after sign-in, on a phone, with the number in view', async () => {
    const { page, close } = await room.visitor(phone);
    await page.goto(`/escalations/${ada.escalationId}`);
    await choose(page, 'Dr Lee');

    const take = page.locator('[data-dock] button');
    const number = page.locator('[data-dock] a[href^="tel:"]');
    await take.waitFor();
    expect(new URL(page.url()).pathname).toBe(`/escalations/${ada.escalationId}`);
    for (const each of [take, number]) {
      const box = await each.boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(660);
    }
    expect(await page.evaluate<number>('scrollY')).toBe(0);
    await close();
  });

  test('ML-3 also when the session of this phone was over', async () => {
    const { page, close } = await room.desk('clinician', phone);
    await room.f.db.deleteFrom('staff_session').execute();
    await page.goto(`/escalations/${ada.escalationId}`);
    await choose(page, 'Dr Lee');

    await page.locator('[data-dock] button').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/escalations/${ada.escalationId}`);
    await close();
  });

  test('G-1 sign-in leads back to the address that was asked for, filters and all', async () => {
    const { page, close } = await room.visitor({ width: 1366, height: 768 });
    await page.goto('/worklist?view=waiting&owner=team&overdue=true');
    await choose(page, 'Priya Shah');

    await page.getByRole('heading', { name: 'Worklist' }).waitFor();
    expect(page.url()).toBe(`${room.f.here}/worklist?view=waiting&owner=team&overdue=true`);
    await close();
  });

  test('G-1 a session that ends while somebody types: sign-in lies over the page, and no character is lost', async () => {
    const { page, context, close } = await room.desk('clinician');
    await page.goto(`/escalations/${ada.escalationId}`);
    await page.getByRole('radio', { name: /^Reached/ }).check();
    await page.getByLabel('Note').pressSequentially('Spoke with Ada. She is on her ');
    await room.f.db.deleteFrom('staff_session').execute();

    const over = page.getByRole('dialog', { name: 'You were signed out' });
    await over.waitFor();
    const opened = context.waitForEvent('page');
    await over.getByRole('link', { name: 'Sign in again' }).click();
    const other = await opened;
    const closed = other.waitForEvent('close');
    await other.getByRole('button', { name: 'Dr Lee' }).click();
    await closed;
    await over.waitFor({ state: 'hidden' });
    await page.keyboard.type('way.');

    expect(await page.getByLabel('Note').inputValue()).toBe('Spoke with Ada. She is on her way.');
    expect(await page.getByRole('radio', { name: /^Reached/ }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'I have it' }).first().click();
    await page
      .getByText(/You have it until/)
      .first()
      .waitFor();
    await close();
  });

  test('a screen nobody sits before does not stay signed in because the clinic is busy', async () => {
    const { page, staffId, close } = await room.desk('clinician');
    await page.goto('/escalations');
    await page.locator('[data-id]').first().waitFor();
    const sessions = room.f.db.updateTable('staff_session').where('staff_id', '=', staffId);
    await sessions.set({ active_at: new Date(Date.now() - 29 * 60_000) }).execute();
    // The clock of this page is put past the last touch of anybody.
    await page.evaluate('Date.now = ((now) => () => now() + 60_000)(Date.now)');
    const read = page.waitForResponse(/\/escalations\?/);
    await raise(room.f, await room.f.enrolled(), { tier: 'today' });
    await read;

    const row = room.f.db.selectFrom('staff_session').select('active_at').where('staff_id', '=', staffId);
    const { active_at: activeAt } = await row.orderBy('started_at', 'desc').executeTakeFirstOrThrow();
    expect(Date.now() - activeAt).toBeGreaterThan(28 * 60_000);
    await close();
  });
});
