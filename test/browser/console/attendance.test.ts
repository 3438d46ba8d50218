import type { Page } from 'playwright-core';
import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';
import { byKeyboard, byMouse } from '../../support/servers/hands';
import { setClinicClock } from '../../support/care/test-day';

const HOUR = 3_600_000;

const ways: [string, typeof byMouse, { width: number; height: number; dark?: boolean }][] = [
  ['by mouse', byMouse, { width: 1366, height: 768 }],
  ['by keyboard alone', byKeyboard, { width: 1366, height: 768, dark: true }],
  ['at 390 px', byMouse, { width: 390, height: 844 }],
];

inBrowser('a whole group on one screen', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  /** People who were expected an hour ago. */
  async function expected(count: number): Promise<string[]> {
    const at = new Date((await room.f.now()) - HOUR).toISOString();
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { id } = await room.f.enrolled();
      await room.f.settle();
      await room.f.as('coordinator').post(`/api/v1/enrolments/${id}/events`, {
        type: 'session.booked',
        data: { session: 'group', purpose: 'therapy', at },
      });
      ids.push(id);
    }
    await room.f.settle();
    return ids;
  }

  const shoot = async (page: Page, name: string): Promise<void> => {
    if (process.env.SHOTS !== undefined) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
  };

  test.each(ways)(
    'C3-6, G-8, T-6: eight people in ten presses %s, each row saved by itself, and one undone from my day',
    async (way, hands, screen) => {
      const ids = await expected(8);
      const { page, faults, close } = await room.desk('coordinator', screen);
      await page.goto('/worklist');
      await page.getByRole('link', { name: 'Attendance of today' }).waitFor();
      const hand = hands(page);
      await hand.press('link', 'Attendance of today');
      for (const id of ids) {
        const row = page.locator('li', { has: page.locator(`a[href="/cases/${id}"]`) });
        await row.waitFor();
        const inRow = hands(page, () => row);
        await inRow.press('button', id === ids[0] ? 'Did not come' : 'Came');
        await row.getByText(/^Recorded by/).waitFor();
        expect(inRow.pressed()).toBe(1);
      }
      expect(hand.pressed() + ids.length).toBeLessThanOrEqual(10);
      await shoot(page, `attendance-${way}`);
      expect([await axeFindings(page), await tooWide(page)]).toEqual([[], 0]);

      await page.goto('/my-day');
      const undo = page.getByRole('button', { name: /^Undo until .*: Did not attend/ }).first();
      await undo.waitFor();
      await shoot(page, `my-day-${way}`);
      const mine = hands(page);
      await mine.press('button', /^Undo until .*: Did not attend/);
      await page.locator('s', { hasText: 'Did not attend' }).first().waitFor();
      expect([mine.pressed(), await axeFindings(page), await tooWide(page), faults]).toEqual([1, [], 0, []]);
      await close();
    },
  );

  test('C1-7, T-6: attendance of one in three presses from the row of the worklist that asks for it, undone where it stood', async () => {
    const [id = ''] = await expected(1);
    await setClinicClock(room.f.db, (await room.f.now()) + 24 * HOUR);
    await room.f.advance(id);
    const { page, faults, close } = await room.desk('coordinator');
    await page.goto('/worklist');
    const hand = byMouse(page);
    const row = page.locator('tbody', { has: page.locator(`#do-${id}`) });
    await row.locator(`#do-${id}`).waitFor();
    await row.locator(`#do-${id}`).click();
    await hand.press('button', /^Record$/);
    await page.getByRole('dialog').getByRole('heading', { name: 'Attended' }).waitFor();
    await hand.press('button', 'Save');
    await page.getByText(/^Attended, Therapy session of .*: recorded\.$/).waitFor();
    expect(1 + hand.pressed()).toBeLessThanOrEqual(3);
    await shoot(page, 'worklist-recorded');

    await hand.press('button', /^Undo until/);
    await page.getByText(/: taken back\.$/).waitFor();
    expect(faults).toEqual([]);
    await close();
  });
});
