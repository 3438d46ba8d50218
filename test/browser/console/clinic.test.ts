import type { Page } from 'playwright-core';
import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { fill, type StaffRoom, staffRoom } from '../../support/servers/console';
import { byMouse } from '../../support/servers/hands';

const protocol = '/pathways/post-laminectomy-syndrome/3';

const shoot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SHOTS !== undefined)
    await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
};

/** Neither the rota nor the line at the side of every screen says that nobody is there. */
const expectClosed = async (page: Page): Promise<void> => {
  await page
    .getByText(/nobody is on duty as/)
    .first()
    .waitFor({ state: 'detached' });
};

inBrowser('the places of the clinic', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
    await fill(room, 1);
  });
  afterAll(() => room.close());

  test('R-1 the night on which nobody is there is closed on a phone, in three presses', async () => {
    const { page, faults, close } = await room.desk('lead', { width: 390, height: 844 });
    await page.goto('/rota');
    await page.getByRole('button', { name: 'Put somebody on', exact: true }).first().click();
    await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Dr Tunde Abiola' });
    expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);
    await page.getByRole('button', { name: 'Put on duty' }).click();
    await page.getByText('Done. The rota below shows it.').waitFor();

    await expectClosed(page);
    expect(faults).toEqual([]);
    await close();
  });

  /** Somebody is away for three hours of a weekend: nobody else is there. */
  const gapOn = async (day: number): Promise<void> => {
    const { f } = room;
    const { id } = await f.db
      .selectFrom('staff_member')
      .select('id')
      .where('name', '=', 'Dr Tunde Abiola')
      .executeTakeFirstOrThrow();
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 23 + day, hour)).toISOString();
    const away = await f.as('lead').post(`/api/v1/staff/${id}/absences`, { startsAt: at(9), endsAt: at(12) });
    expect(away.status).toBe(201);
  };

  test('R-1 the next one by keyboard alone; who cannot be woken is marked', async () => {
    await gapOn(5);
    const { page, close } = await room.desk('lead');
    await page.goto('/rota');
    await page.getByRole('button', { name: 'Put somebody on', exact: true }).first().press('Enter');
    await page.getByLabel('Who', { exact: true }).focus();
    await page.keyboard.type('Dr Lee');
    await page.getByRole('button', { name: 'Put on duty' }).press('Enter');
    await page.getByText('Done. The rota below shows it.').waitFor();

    await expectClosed(page);
    expect(await page.getByText('email only: it wakes nobody').count()).toBeGreaterThan(0);
    await close();
  });

  test('R-1 and one by mouse at a desk', async () => {
    await gapOn(6);
    const { page, close } = await room.desk('lead', { width: 1366, height: 768 });
    await page.goto('/rota');
    const hand = byMouse(page);
    await hand.press('button', /^Put somebody on$/);
    await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Dr Lee' });
    await hand.press('button', 'Put on duty');
    await page.getByText('Done. The rota below shows it.').waitFor();

    await expectClosed(page);
    expect(hand.pressed()).toBe(2);
    await close();
  });

  test('whoever has left stands first among those who look after patients, and all of hers go to another in one act', async () => {
    const { f } = room;
    const gone = { clinicId: f.clinicId, name: 'Dr Gone', role: 'clinician', email: null } as const;
    const clinician = await f.store.staff.addStaff(f.db, gone);
    for (const familyName of ['Ablett', 'Zola']) await f.enrolled({ careTeam: { clinician }, patient: { familyName } });
    await f.store.transact(f.db, (tx) => f.store.staff.deactivate(tx, clinician));
    const { page, faults, close } = await room.desk('coordinator', { width: 390, height: 844 });
    await page.goto('/rota');
    const part = page.getByRole('region', { name: 'Who looks after how many patients' });

    expect(await part.getByRole('listitem').first().innerText()).toMatch(
      /Dr Gone does not work here any more.*clinician of 2/s,
    );
    await part.getByRole('button', { name: 'Hand over the patients of Dr Gone' }).press('Enter');
    const to = part.getByRole('combobox', { name: 'Clinician of 2 patients, from now on' });
    await to.focus();
    await page.keyboard.type('Dr Lee');
    await shoot(page, 'handover-form');
    expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);
    await part.getByRole('form').getByRole('button', { name: 'Hand over' }).press('Enter');
    await part.getByText('2 patients of Dr Gone handed over.').waitFor();
    expect(await part.getByText(/^(Ablett|Zola), Ada/).count()).toBe(2);
    await part.getByText(/Dr Gone does not work here/).waitFor({ state: 'detached' });
    await shoot(page, 'handover-done');

    expect([await tooWide(page), await axeFindings(page), faults]).toEqual([0, [], []]);
    await close();
    const wide = await room.desk('lead', { width: 1366, height: 900, dark: true });
    await wide.page.goto('/rota');
    await wide.page.getByRole('button', { name: 'Hand over the patients of Dr Lee' }).click();
    await shoot(wide.page, 'handover-wide');
    await wide.close();
  });

  test('A1 a version is read, walked, signed by numbers and seen as mails; each view is whole', async () => {
    const { page, faults, close } = await room.desk('lead', { width: 390, height: 844, dark: true });
    const found: unknown[] = [];
    // The numbers are some five hundred rows of one kind: they are looked at on their own, and not by axe.
    for (const view of ['ways', 'mails', 'onIt']) {
      await page.goto(`${protocol}?view=${view}`);
      await page
        .locator('[aria-current="page"]')
        .filter({ hasText: /Ways|Numbers|Emails|Who/ })
        .first()
        .waitFor();
      const [wide, findings] = [await tooWide(page), await axeFindings(page)];
      if (wide > 0 || findings.length > 0) found.push([view, wide, findings]);
    }
    const tabs = page.getByRole('navigation', { name: 'Persistent pain after spinal surgery' });
    expect(await tabs.locator('[aria-current="page"]').allTextContents()).toEqual(['Who is on it']);
    expect([found, faults]).toEqual([[], []]);
    await close();
  });

  test('O1 says in sentences how the house is, and of messages how many in which state and why', async () => {
    const { page, close } = await room.desk('operator');
    await page.goto('/operations');
    await page.getByText('Database: well').waitFor();

    for (const state of ['Sent', 'Held', 'Not sent', 'Failed'])
      expect(await page.getByRole('rowheader', { name: state, exact: true }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Next event' }).count()).toBe(1);
    await close();
  });

  test('F-1 the front door asks who you are, with the clock and what waits', async () => {
    const { page, close } = await room.visitor({ width: 390, height: 844 });
    await page.goto('/');

    expect(await page.locator('h1').textContent()).toBe('Who are you?');
    const doors = page.locator('.door');
    expect(await doors.locator('h2').allTextContents()).toEqual(['Priya Shah', 'Dr Lee', 'A patient', 'A programmer']);
    expect(await doors.nth(1).textContent()).toMatch(/\d now, \d today/);
    expect(await page.getByText('Mon 23-Nov-2026').count()).toBe(1);
    expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);
    await close();
  });

  test('F-3 the mailbox parts patients, staff and the daily test, ten on a page, and moves the clock', async () => {
    const { page, close } = await room.visitor({ width: 1366, height: 768 });
    await page.goto('/demo/mailbox');

    expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
      'Patients',
      'Staff',
      'Daily test',
    ]);
    await page.getByRole('link', { name: 'Staff' }).click();
    expect(await page.locator('.mails li').count()).toBeLessThanOrEqual(10);
    expect(await page.getByRole('button', { name: '+1 day' }).count()).toBe(1);
    expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);
    await close();
  });
});
