import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { fill, type StaffRoom, staffRoom } from '../../support/servers/console';

inBrowser('the worklist', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
    await fill(room, 12);
  });
  afterAll(() => room.close());

  test('C1-1 begins with the most urgent, and the title of the tab counts who needs somebody', async () => {
    const { page, close } = await room.desk('coordinator');
    await page.goto('/worklist');
    const people = page.getByRole('row').filter({ has: page.getByRole('link') });
    await people.first().waitFor();

    expect(await people.first().textContent()).toContain('BRENNAN');
    expect(await page.title()).toMatch(new RegExp(`^Needs you \\(${String(await people.count())}\\)`));
    await close();
  });

  test('C1-2, C1-3 a patient is one row: what to do in a sentence, the number to press, the interpreter, the tries', async () => {
    const { page, close } = await room.desk('coordinator');
    await page.goto('/worklist');
    const kofi = page.getByRole('row').filter({ hasText: 'MENSAH' });
    await kofi.first().waitFor();

    expect(await kofi.count()).toBe(1);
    expect(await kofi.getByRole('button').first().textContent()).toMatch(/^Ring/);
    expect(await kofi.locator('a[href="tel:07700900342"]').count()).toBe(1);
    expect(await kofi.textContent()).toContain('tried once');
    expect(await page.getByRole('row').filter({ hasText: 'KOWALSKA' }).textContent()).toContain(
      'Wants an interpreter: Polish',
    );
    const margaret = page.getByRole('row').filter({ hasText: 'THISTLETHWAITE' });
    expect(await margaret.count()).toBe(1);
    expect(await margaret.getByRole('listitem').count()).toBeGreaterThan(0);
    await close();
  });

  test('C1-4 filters by mouse and by keyboard stand in the address and are read back', async () => {
    const { page, faults, close } = await room.desk('coordinator');
    await page.goto('/worklist');
    await page.getByRole('button', { name: 'Overdue only' }).click();
    await page.waitForURL(/overdue=/);
    await page.getByRole('button', { name: 'Owner: all' }).press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Owner: all' }).press('Enter');
    await page.getByRole('button', { name: 'my team' }).press('Enter');
    await page.waitForURL(/owner=team/);
    const shown = () =>
      page
        .getByRole('row')
        .filter({ has: page.getByRole('link') })
        .allTextContents();
    await page.getByText('BRENNAN').waitFor({ state: 'detached' });
    const before = await shown();
    await page.reload();
    await page.getByRole('row').filter({ hasText: 'MENSAH' }).waitFor();

    expect(await shown()).toEqual(before);
    expect(before.every((row) => row.includes('late'))).toBe(true);
    expect(await page.getByText(/^Checked \d\d:\d\d$/).count()).toBe(1);
    expect(faults).toEqual([]);
    await close();
  });

  test('C1-5 the call list is sorted by due, prints with room for notes, and counts what came of a call', async () => {
    const { page, close } = await room.desk('coordinator');
    await page.goto('/calls');
    await page.getByRole('button', { name: 'No answer' }).waitFor();
    for (const name of ['Reached', 'No answer', 'Voicemail', 'Wrong number'])
      expect(await page.getByRole('button', { name }).count()).toBe(1);
    await page.emulateMedia({ media: 'print' });
    const printed = page.getByRole('table');
    expect(await printed.getByRole('columnheader').allTextContents()).toContain('Notes');
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });

    const answer = await room.f.as('coordinator').get('/api/v1/tasks?kind=call');
    const { items } = answer.body as { items: { dueAt: string }[] };
    expect(items.map(({ dueAt }) => dueAt)).toEqual(items.map(({ dueAt }) => dueAt).toSorted());
    await page.getByRole('button', { name: 'Voicemail' }).click();
    await page.getByText('Voicemail left. The next try is in the list.').waitFor();
    await close();
  });

  test('C1-7 a silent patient is chased in two presses from the list', async () => {
    const { page, close } = await room.desk('coordinator');
    await page.goto('/worklist');
    const kofi = page.getByRole('row').filter({ hasText: 'MENSAH' });
    await kofi.getByRole('button').first().click();
    const here = page.getByRole('row').filter({ has: page.getByRole('group', { name: 'What came of the call' }) });
    await here.getByRole('button', { name: 'No answer' }).first().click();
    await page.getByText('No answer. The next try is in the list.').waitFor();
    await close();
  });

  test('G-5 a telephone number typed anyhow and Enter open the patient, from every screen', async () => {
    const { page, close } = await room.desk('coordinator');
    await page.goto('/rota');
    await page.getByRole('heading', { name: 'Rota' }).waitFor();
    await page.keyboard.press('Control+K');
    await page.keyboard.type('07700-900 342');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/cases\//);
    await page.getByText('MENSAH').first().waitFor();
    await close();
  });

  test('G-10: under a finger each control of the screens of staff is 44 px high, links of a sentence apart', async () => {
    const { page, close } = await room.desk('clinician', { width: 390, height: 844, touch: true });
    const { id } = await room.f.db.selectFrom('escalation').select('id').limit(1).executeTakeFirstOrThrow();
    const small: Record<string, string[]> = {};
    for (const path of ['/worklist', '/escalations', `/escalations/${id}`, '/calls', '/rota']) {
      await page.goto(path);
      await page.locator('main h1').first().waitFor({ state: 'attached' });
      await page.locator('main button, main a').first().waitFor();
      const found = await page.evaluate<string[]>(smallTargets);
      if (found.length > 0) small[path] = found;
    }

    expect(small).toEqual({});
    await close();
  });

  test.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a small phone in the dark', { width: 320, height: 640, dark: true }],
  ])('G-11: the list, an opened row, the calls and the search are whole on %s', async (_name, screen) => {
    const { page, faults, close } = await room.desk('coordinator', screen);
    const found: unknown[] = [];
    const look = async (what: string) => {
      const [wide, findings] = [await tooWide(page), await axeFindings(page)];
      if (wide > 0 || findings.length > 0) found.push([what, wide, findings]);
    };
    await page.goto('/worklist');
    await page.getByRole('row').filter({ hasText: 'PATEL' }).getByRole('button').first().click();
    await page.locator('[aria-expanded="true"]').first().waitFor();
    await look('worklist');
    await page.goto('/calls');
    await page.getByRole('button', { name: 'No answer' }).waitFor();
    await look('calls');
    await page.keyboard.press('Control+K');
    await page.keyboard.type('mensah');
    await page.getByRole('listbox', { name: 'Patients found' }).getByRole('option').first().waitFor();
    await look('find');
    expect([found, faults]).toEqual([[], []]);
    await close();
  });
});

/** What can be pressed and is lower than a fingertip; a box to tick counts with the line it stands in. */
const smallTargets = `[...document.querySelectorAll('button, select, input, summary, [role=button], a.touch')]
  .map((each) => (each.matches('[type=checkbox], [type=radio]') ? each.closest('label') ?? each.parentElement : each))
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height > 0)
  .filter((each) => each.getBoundingClientRect().height < 44)
  .map((each) => each.outerHTML.slice(0, 160) + ' ' + each.getBoundingClientRect().height)`;
