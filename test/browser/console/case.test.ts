import type { Page } from 'playwright-core';
import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { fill, type StaffRoom, staffRoom } from '../../support/servers/console';

inBrowser('the page of a patient', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
    await fill(room, ['A-1000']);
  });
  afterAll(() => room.close());

  const openAda = async (page: Page) => {
    const { id } = await room.f.db
      .selectFrom('enrolment')
      .innerJoin('patient', 'patient.id', 'enrolment.patient_id')
      .select('enrolment.id')
      .where('patient.reference', '=', 'A-1000')
      .executeTakeFirstOrThrow();
    await page.goto(`/cases/${id}`);
    await page.getByRole('img', { name: /^PEG/ }).waitFor();
  };

  test('C3-1, C3-2 where she is, what comes by itself, what would change it; her numbers to press and to copy', async () => {
    const { page, close } = await room.desk('clinician');
    await openAda(page);

    for (const words of ['Where', 'Next, by itself', 'Would change it'])
      expect(await page.getByText(words, { exact: true }).count()).toBe(1);
    expect(await page.getByText(/^Step \d of \d/).count()).toBe(1);
    expect(await page.locator('a[href="tel:07700900123"]').count()).toBeGreaterThan(0);
    expect(await page.getByRole('button', { name: /Copy/ }).count()).toBeGreaterThan(1);
    expect(await page.getByText('Who may be told').count()).toBe(1);
    await close();
  });

  test('C3-3 the timeline is narrowed by its chips, and the address keeps it', async () => {
    const { page, close } = await room.desk('clinician');
    await openAda(page);
    const answers = page.getByRole('link', { name: 'Answers', exact: true });
    await answers.click();
    await page.waitForURL(/kind=/);
    await page
      .getByText(/^Attended: therapy session/)
      .first()
      .waitFor({ state: 'detached' });
    await page.reload();
    await page
      .getByText(/^A check-in was answered/)
      .first()
      .waitFor();

    expect(await page.getByText(/^Attended: therapy session/).count()).toBe(0);
    expect(await answers.getAttribute('aria-current')).toBeTruthy();
    await close();
  });

  test('C3-5 a chart says in a sentence what it shows, and its numbers stand in a table', async () => {
    const { page, close } = await room.desk('clinician');
    await openAda(page);
    const chart = page.getByRole('img', { name: /^PEG/ });

    expect(await chart.locator('title').textContent()).toMatch(/7\.7 at the start, 7\.0 now.+goal not met/);
    expect(await chart.textContent()).toContain('goal 5.3');
    await page.getByRole('button', { name: 'PEG as a table' }).click();
    const table = page.getByRole('table').first();
    await table.waitFor();
    expect(await table.textContent()).toContain('7.7');
    await close();
  });

  test('C3-8 prints on two pages of A4 at most', async () => {
    const { page, close } = await room.desk('clinician');
    await openAda(page);
    const pdf = await page.pdf({ format: 'A4' });

    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
    await close();
  });

  test.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a tablet in the dark', { width: 1024, height: 768, dark: true }],
    ['a small phone', { width: 320, height: 640 }],
    ['a phone with letters twice as large', { width: 390, height: 844, text: 200 }],
  ])('G-11: is whole on %s', async (_name, screen) => {
    const { page, faults, close } = await room.desk('clinician', screen);
    await openAda(page);
    expect([await tooWide(page), await axeFindings(page), faults]).toEqual([0, [], []]);
    await close();
  });
});
