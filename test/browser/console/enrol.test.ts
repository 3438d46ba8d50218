import type { Locator, Page } from 'playwright-core';
import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

/** What is filled for somebody with an email, in the order of the page: by far fewer than 14 fields. */
const morag = (n: number) =>
  [
    ['Family name', 'Abernathy'],
    ['Given name', `Morag${'abcdefg'.charAt(n)}`],
    ['Born', `1958-06-1${String(n)}`],
    ['Clinic reference', `A-900${String(n)}`],
    ['Email', `morag${String(n)}@example.test`],
    ['Telephone', `07700 90051${String(n)}`],
  ] as const;

const pathway = 'Persistent pain after spinal surgery';

/** Presses Tab until this has the focus, as somebody without a mouse. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not come there.');
}

inBrowser('enrolling somebody', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  test.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a phone', { width: 390, height: 844 }],
  ])(
    'C2-1: is done by pointer on %s: known ones looked for, the first days seen, checked, and taken back',
    async (_name, screen) => {
      const { page, faults, close } = await room.desk('coordinator', screen);
      await page.goto('/enrol');
      const fields = morag(screen.width === 390 ? 1 : 2);
      for (const [label, value] of fields) await page.getByLabel(label, { exact: true }).fill(value);
      await page.getByRole('radio', { name: /^Only/ }).check();
      await page.getByRole('radio', { name: /^Agreed/ }).check();
      await page.getByLabel('Pathway').selectOption({ label: pathway });
      await page.getByRole('button', { name: 'Read it' }).first().waitFor();
      expect(fields.length + 3).toBeLessThanOrEqual(14);
      expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);
      await page.getByRole('button', { name: 'Check and enrol' }).click();
      await page.getByRole('heading', { name: 'Check what was typed' }).waitFor();
      expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);
      await page.getByRole('button', { name: /^Enrol Morag/ }).click();
      await page.getByText(/is enrolled\./).waitFor();
      expect([await tooWide(page), await axeFindings(page), faults]).toEqual([0, [], []]);
      await page.getByRole('button', { name: /^Undo until/ }).click();
      await page.getByText('Taken back').waitFor();
      await close();
    },
  );

  test('C2-1: is done by keyboard alone', async () => {
    const { page, close } = await room.desk('coordinator');
    await page.goto('/enrol');
    await page.getByRole('heading', { name: 'Enrol a patient' }).waitFor();
    for (const [label, value] of morag(3)) {
      await tabTo(page, page.getByLabel(label, { exact: true }));
      await page.keyboard.type(label === 'Born' ? '06131958' : value);
    }
    await tabTo(page, page.getByRole('radio', { name: /^Only/ }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByRole('radio', { name: /^Agreed/ }));
    await page.keyboard.press('Space');
    await tabTo(page, page.getByLabel('Pathway'));
    await page.keyboard.type('Persistent');
    await tabTo(page, page.getByRole('button', { name: 'Check and enrol' }));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Check what was typed' }).waitFor();
    await tabTo(page, page.getByRole('button', { name: /^Enrol Morag/ }));
    await page.keyboard.press('Enter');
    await page.getByText(/is enrolled\./).waitFor();
    await close();
  });

  test('C2-1: somebody known is found before anything is typed twice; without email is a whole path', async () => {
    const { patientId } = await room.f.enrolled({
      patient: { familyName: 'Kowalska', givenName: 'Zofia', bornOn: '1961-12-08', reference: 'K-77' },
    });
    const { page, faults, close } = await room.desk('coordinator');
    await page.goto('/enrol');
    await page.getByLabel('Family name').fill('kowalska');
    await page.getByLabel('Given name').fill('Zofia');
    await page.getByLabel('Born', { exact: true }).fill('1961-12-08');
    await page.getByText('Same name and day of birth:').waitFor();
    expect(await page.getByText('K-77').count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'No email: paper and telephone' }).click();
    await page.getByText(/^Nothing is sent by email/).waitFor();
    expect([patientId.length > 0, await page.getByLabel('Email', { exact: true }).count(), faults]).toEqual([
      true,
      0,
      [],
    ]);
    await close();
  });
});
