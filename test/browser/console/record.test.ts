import type { Page } from 'playwright-core';
import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';
import { byKeyboard, byMouse, type Hands } from '../../support/servers/hands';

const shoot = async (page: Page, name: string): Promise<void> => {
  if (process.env.SHOTS !== undefined) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};

const ways: [string, (page: Page) => Hands, { width: number; height: number; dark?: boolean }][] = [
  ['by mouse', byMouse, { width: 1366, height: 768 }],
  ['by keyboard alone', byKeyboard, { width: 1366, height: 768, dark: true }],
  ['at 390 px', byMouse, { width: 390, height: 844 }],
];

inBrowser('recording what happened', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  const patient = async (): Promise<string> => {
    const { id } = await room.f.enrolled();
    await room.f.settle();
    return id;
  };

  describe.each(ways)('%s', (way, hands, screen) => {
    test('C3-4: a usual fact in three presses and its answer, the page changes at once, and it is undone by one', async () => {
      const id = await patient();
      const { page, faults, close } = await room.desk('clinician', screen);
      await page.goto(`/cases/${id}`);
      const hand = hands(page);

      await hand.press('button', 'Record');
      await page.getByRole('textbox', { name: 'Type what happened' }).waitFor();
      await shoot(page, `record-kinds-${way}`);
      await hand.press('button', /^Examination/);
      expect(await page.getByRole('dialog').getByText(/Born/).count()).toBeGreaterThan(0);
      await hand.press('radio', /^None/);
      await shoot(page, `record-form-${way}`);
      await hand.press('button', 'Save');
      await page.getByText('Examination: recorded.').waitFor();
      await page.locator('#timeline ~ *, section', { hasText: 'Examination: deficit none' }).first().waitFor();
      expect(hand.pressed()).toBeLessThanOrEqual(4);
      await shoot(page, `record-done-${way}`);

      const before = hand.pressed();
      await hand.press('button', /^Undo until/);
      await page.getByText('Examination: taken back.').waitFor();
      expect([hand.pressed() - before, faults]).toEqual([1, []]);
      await close();
    });

    test('who looks after a patient is chosen by name, told in the timeline, and undone by one press', async () => {
      const id = await patient();
      const { page, faults, close } = await room.desk('coordinator', screen);
      await page.goto(`/cases/${id}`);
      const hand = hands(page);

      await hand.press('button', 'Change the care team');
      const clinician = page.getByRole('combobox', { name: 'Clinician' });
      await clinician.getByRole('option', { name: 'Dr Lee' }).waitFor({ state: 'attached' });
      expect(await clinician.getByRole('option', { name: 'Priya Shah' }).count()).toBe(0);
      await clinician.focus();
      await page.keyboard.type('Dr L');
      await shoot(page, `care-team-form-${way}`);
      expect([await axeFindings(page), await tooWide(page)]).toEqual([[], 0]);
      await hand.press('button', 'Save');
      await page.getByText('Care team: recorded.').waitFor();
      await page.getByText('Clinician: Dr Lee, before: nobody.').first().waitFor();
      const card = page.locator('section[aria-labelledby=contact]');
      await card.getByText('Dr Lee').waitFor();
      await shoot(page, `care-team-done-${way}`);

      await hand.press('button', /^Undo until/);
      await page.getByText('Care team: taken back.').waitFor();
      await card.getByText('Dr Lee').waitFor({ state: 'detached' });
      expect(faults).toEqual([]);
      await close();
    });

    test('T-7: a wrong fact is corrected in four presses, and stands struck through with who and why', async () => {
      const id = await patient();
      await room.f.as('clinician').post(`/api/v1/enrolments/${id}/events`, {
        type: 'imaging.ordered',
        data: { modality: 'mri', region: 'lumbar' },
      });
      await room.f.settle();
      const { page, close } = await room.desk('clinician', screen);
      await page.goto(`/cases/${id}`);
      const hand = hands(page);

      await hand.press('button', /Imaging ordered/);
      await hand.press('button', 'Wrong: correct it');
      await hand.press('radio', 'It did not happen');
      await page.getByRole('dialog').getByRole('textbox').fill('meant for somebody else');
      await hand.press('button', 'Take it back');
      await page.getByText('meant for somebody else').first().waitFor();
      expect(hand.pressed()).toBeLessThanOrEqual(4);
      await close();
    });
  });

  test('what was otherwise is put right in its own form, and again where that was wrong too', async () => {
    const id = await patient();
    await room.f.as('clinician').post(`/api/v1/enrolments/${id}/events`, {
      type: 'imaging.ordered',
      data: { modality: 'mri', region: 'lumbar' },
    });
    await room.f.settle();
    const { page, faults, close } = await room.desk('clinician', { width: 390, height: 844 });
    await page.goto(`/cases/${id}`);
    const hand = byKeyboard(page);
    const correct = async (modality: string, why: string) => {
      const what = page.getByRole('button', { name: /Imaging ordered/ }).first();
      if ((await what.getAttribute('aria-expanded')) === 'false') await hand.press('button', /Imaging ordered/);
      await hand.press('button', 'Wrong: correct it');
      await hand.press('radio', 'It was otherwise');
      await hand.press('radio', modality);
      await page.getByRole('dialog').getByRole('textbox', { name: 'Why was it wrong?' }).fill(why);
      await hand.press('button', 'Put it right');
      await page.getByText(why).first().waitFor();
    };

    await correct('CT', 'the letter said so');
    await page.getByRole('button', { name: /Imaging ordered: CT/ }).waitFor();
    await correct('X-ray', 'read once more');
    await page.getByRole('button', { name: /Imaging ordered: X-ray/i }).waitFor();
    expect([await axeFindings(page), await tooWide(page), faults]).toEqual([[], 0, []]);
    await close();
  });

  test('C3-4: what would be refused is not offered, the words are those of the pathway, and faults stand at their field', async () => {
    const id = await patient();
    const { page, faults, close } = await room.desk('clinician');
    await page.goto(`/cases/${id}?record=any`);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /^Examination/ }).waitFor();
    expect(await dialog.getByRole('button', { name: /^(Attended|Did not attend|Appointment moved)/ }).count()).toBe(0);

    await dialog.getByRole('textbox', { name: 'Type what happened' }).fill('medicine decl');
    await page.keyboard.press('Enter');
    for (const name of ['Gabapentinoid', 'SNRI']) await dialog.getByRole('radio', { name }).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog
      .getByText(/Give a reason/)
      .first()
      .waitFor();
    expect([await axeFindings(page), await tooWide(page), faults]).toEqual([[], 0, []]);
    await close();
  });
});
