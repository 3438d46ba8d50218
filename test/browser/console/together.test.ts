import type { Page } from 'playwright-core';
import { DAY } from '../../../src/domain/words/time';
import { askedPatient } from '../../support/care/asked-patient';
import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

inBrowser('answering together', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  const begun = async (page: Page, enrolmentId: string, taken: string) => {
    await page.goto(`/cases/${enrolmentId}`);
    await page.getByRole('link', { name: 'Answer together' }).click();
    await page.getByText(taken, { exact: true }).click();
    await page.getByText('The patient', { exact: true }).click();
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('heading', { name: 'Before we start' }).waitFor();
  };
  const taken = async (enrolmentId: string) => {
    const row = room.f.db.selectFrom('event').select(['data', 'recorded_by']).where('enrolment_id', '=', enrolmentId);
    return row.where('type', '=', 'check-in.answered').executeTakeFirst();
  };
  const picture = async (page: Page, name: string) => {
    if (process.env.SHOTS !== undefined)
      await page.screenshot({ path: `${process.env.SHOTS}/together-${name.replaceAll(' ', '-')}.png`, fullPage: true });
  };

  test.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a phone', { width: 390, height: 844 }],
    ['a phone in the dark', { width: 390, height: 844, dark: true }],
  ])(
    'C3-7 on %s: what to say first, a page at a time, the help of a worrying answer before the next question, and data marked telephone',
    async (name, screen) => {
      const { enrolmentId, patientId } = await askedPatient(room.f, ['red-flags', 'peg']);
      const { page, faults, staffId, close } = await room.desk('coordinator', screen);
      await begun(page, enrolmentId, 'On the telephone');
      await page.getByText(/^Hello, this is .+ Am I speaking with/).waitFor();

      await page.getByRole('button', { name: 'Save and go on' }).click();
      await page.getByText(/^Tick what is so/).waitFor();
      await page.getByText(/^Trouble passing urine/).click();
      await page.getByRole('button', { name: 'Save and go on' }).click();

      await page.getByRole('heading', { name: 'Read this to the patient now' }).waitFor();
      const raised = room.f.db.selectFrom('escalation').select('tier').where('patient_id', '=', patientId);
      expect(await raised.execute()).toEqual([{ tier: 'now' }]);
      await picture(page, `help on ${name}`);
      expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);

      await page.getByText('7', { exact: true }).click();
      await page.getByRole('button', { name: 'Save and go on' }).click();
      await page.getByText('Page 3 of 4').waitFor();
      await page.getByRole('button', { name: 'Would rather not answer' }).click();
      await page.getByText('Page 4 of 4').waitFor();
      await picture(page, name);
      await page.getByRole('button', { name: 'Stop here' }).click();
      await page.getByText('They are marked: taken on the telephone, by you.').waitFor();

      expect(await taken(enrolmentId)).toMatchObject({
        recorded_by: staffId,
        data: { taken: { by: 'telephone', from: 'patient' }, late: false },
      });
      expect(faults).toEqual([]);
      await close();
    },
    90_000,
  );

  test.each([
    ['the row of the worklist, by keyboard', '/worklist', { width: 1366, height: 768 }],
    ['the call list on a phone', '/calls', { width: 390, height: 844 }],
  ])('C3-7 whoever rings about open questions begins from %s', async (name, list, screen) => {
    const asked = await askedPatient(room.f, ['peg'], { familyName: `Rung ${list.slice(1)}` });
    const due = new Date((await room.f.now()) - 30 * DAY);
    const of = { enrolment_id: asked.enrolmentId, patient_id: asked.patientId, clinic_id: room.f.clinicId };
    const key = `${asked.enrolmentId}/safety-call/${asked.key}`;
    await room.f.db
      .insertInto('task')
      .values({ ...of, kind: 'safety-call', team: 'coordinators', key, due_at: due, opened_at: due })
      .execute();
    const { page, faults, close } = await room.desk('coordinator', screen);
    await page.goto(list);
    const link = page.getByRole('main').getByRole('link', { name: 'Answer together' }).first();
    if (list === '/worklist') {
      const row = page.getByRole('row').filter({ hasText: 'RUNG WORKLIST' });
      await row.getByRole('button').first().press('Enter');
      await page.locator('[aria-expanded="true"]').first().waitFor();
      await page.getByRole('cell').getByRole('link', { name: 'Answer together' }).press('Enter');
    } else {
      await link.waitFor();
      await picture(page, `from ${name}`);
      expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);
      await link.click();
    }
    await page.getByRole('button', { name: 'Begin' }).waitFor();

    expect(new URL(page.url()).pathname).toMatch(/^\/cases\/[0-9a-f-]+\/answers\/[0-9a-f-]+$/);
    if (list === '/worklist') expect(page.url()).toContain(`${asked.enrolmentId}/answers/${asked.id}`);
    expect(faults).toEqual([]);
    await close();
  });

  test('C3-7 by keyboard alone, copied from paper: figures choose, Enter saves, and choosing alone calls nobody', async () => {
    const { enrolmentId } = await askedPatient(room.f, ['red-flags', 'peg']);
    const { page, close } = await room.desk('coordinator');
    await page.goto(`/cases/${enrolmentId}`);
    await page.getByRole('link', { name: 'Answer together' }).press('Enter');
    await page.getByRole('radio', { name: 'From paper' }).press('Space');
    await page.getByRole('radio', { name: 'The patient', exact: true }).press('Space');
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox').last().press('Space');
    await page.keyboard.press('Enter');
    for (const [n, key] of [
      [2, '7'],
      [3, '6'],
      [4, '8'],
    ] as const) {
      await page.getByText(`Page ${String(n)} of 4`).waitFor();
      await page.getByRole('radio').first().focus();
      await page.keyboard.press(key);
      await page.keyboard.press('Enter');
    }
    await page.getByRole('button', { name: 'Finish' }).press('Enter');
    await page.getByText('They are marked: copied from paper, by you.').waitFor();
    expect(await taken(enrolmentId)).toMatchObject({
      data: {
        taken: { by: 'paper' },
        scores: [
          { score: 'peg', value: 7 },
          { score: 'nrs', value: 7 },
        ],
      },
    });
    await close();
  });
});
