import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { fill, type StaffRoom, staffRoom } from '../../support/servers/console';

const protocol = '/pathways/post-laminectomy-syndrome/3';

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

    expect(await page.getByText(/nobody is on duty as/).count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  test('R-1 the next one by keyboard alone; who cannot be woken is marked', async () => {
    const { f } = room;
    const { id } = await f.db
      .selectFrom('staff_member')
      .select('id')
      .where('name', '=', 'Dr Tunde Abiola')
      .executeTakeFirstOrThrow();
    const at = (days: number, hour: number) => new Date(Date.UTC(2026, 10, 23 + days, hour)).toISOString();
    const away = await f.as('lead').post(`/api/v1/staff/${id}/absences`, { startsAt: at(5, 9), endsAt: at(5, 12) });
    expect(away.status).toBe(201);
    const { page, close } = await room.desk('lead');
    await page.goto('/rota');
    await page.getByRole('button', { name: 'Put somebody on', exact: true }).first().press('Enter');
    await page.getByLabel('Who', { exact: true }).focus();
    await page.keyboard.type('Dr Lee');
    await page.getByRole('button', { name: 'Put on duty' }).press('Enter');
    await page.getByText('Done. The rota below shows it.').waitFor();

    expect(await page.getByText(/nobody is on duty as/).count()).toBe(0);
    expect(await page.getByText('email only: it wakes nobody').count()).toBeGreaterThan(0);
    await close();
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
