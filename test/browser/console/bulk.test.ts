import { DAY } from '../../../src/domain/words/time';
import { askedPatient } from '../../support/care/asked-patient';
import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

inBrowser('many at once in the worklist', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  const named = (familyName: string) => askedPatient(room.f, ['peg'], { familyName });
  const asked = async (familyName: string, daysAgo: number): Promise<string> => {
    const { id } = await named(familyName);
    await room.f.db
      .updateTable('message')
      .set({ state: 'accepted', accepted_at: new Date((await room.f.now()) - daysAgo * DAY), attempts: 1 })
      .where('check_in_id', '=', id)
      .where('role', '=', 'invite')
      .execute();
    return id;
  };
  const sentAgain = async () => {
    const rows = room.f.db.selectFrom('message').select('check_in_id').where('role', '=', 'sent-again');
    return (await rows.execute()).map((row) => row.check_in_id);
  };

  test.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a phone', { width: 390, height: 844 }],
  ])(
    'C1-6 on %s: who is asked once more, with the exact text, and who is left out and why; then just that, row by row',
    async (name, screen) => {
      const [silent, fresh] = [await asked(`Silent ${name}`, 2), await asked(`Fresh ${name}`, 0.1)];
      const { page, faults, close } = await room.desk('coordinator', screen);
      await page.goto('/worklist?view=waiting');
      await page.getByRole('button', { name: 'Select several' }).click();
      for (const who of ['Silent', 'Fresh'])
        await page.getByRole('checkbox', { name: new RegExp(`^Select ${who} ${name}`) }).check();
      const many = page.getByRole('region', { name: 'Several at once' });
      await many.getByText('2 patients selected').waitFor();

      await many.getByRole('button', { name: 'Remind …' }).click();
      await many.getByRole('button', { name: 'Look at it first' }).click();

      await many.getByRole('heading', { name: 'What would be sent: 1 goes, 1 is left out' }).waitFor();
      await many.getByText('Left out. A mail about it went out less than a day ago.').waitFor();
      await many.getByText('Text of the mail', { exact: true }).click();
      await many.getByText(/XXXX-XXXX-XXXX-XXXX/).waitFor();
      expect(await sentAgain()).not.toContain(silent);
      if (process.env.SHOTS !== undefined)
        await page.screenshot({ path: `${process.env.SHOTS}/bulk-${name.replaceAll(' ', '-')}.png` });
      expect([await tooWide(page), await axeFindings(page), faults]).toEqual([0, [], []]);

      await many.getByRole('button', { name: 'Send 1' }).click();
      await many.getByRole('heading', { name: 'What was sent: 1 goes, 1 is left out' }).waitFor();
      expect(await sentAgain()).toContain(silent);
      expect(await sentAgain()).not.toContain(fresh);
      await close();
    },
    90_000,
  );

  test('C1-6 tasks of many are assigned and completed by keyboard; nothing acknowledges or resolves many', async () => {
    const { enrolmentId, patientId } = await named('Tasked');
    const now = new Date(await room.f.now());
    await room.f.db
      .insertInto('task')
      .values({
        ...{ clinic_id: room.f.clinicId, enrolment_id: enrolmentId, patient_id: patientId, key: 'many/1' },
        ...{ kind: 'book-sessions', team: 'coordinators', due_at: now, opened_at: now },
      })
      .execute();
    const { page, staffId, close } = await room.desk('coordinator');
    await page.goto('/worklist');
    await page.getByRole('button', { name: 'Select several' }).press('Enter');
    await page.getByRole('checkbox', { name: /^Select Tasked/ }).press('Space');
    const many = page.getByRole('region', { name: 'Several at once' });
    expect(await many.getByRole('button').allTextContents()).toEqual([
      'Select all of this page',
      'Remind …',
      'Assign …',
      'Complete …',
    ]);
    await many.getByRole('button', { name: 'Assign …' }).press('Enter');
    await many.getByLabel('For whom?').selectOption(staffId);
    await many.getByRole('button', { name: 'Look at it first' }).press('Enter');
    await many.getByRole('button', { name: 'Assign 1' }).press('Enter');
    await many.getByRole('heading', { name: /^What was assigned: 1 goes/ }).waitFor();
    const task = () =>
      room.f.db
        .selectFrom('task')
        .select(['claimed_by', 'status'])
        .where('key', '=', 'many/1')
        .executeTakeFirstOrThrow();
    expect(await task()).toEqual({ claimed_by: staffId, status: 'open' });

    await many.getByRole('button', { name: 'Complete …' }).press('Enter');
    await many.getByLabel('A note for all of them (optional)').fill('done together');
    await many.getByRole('button', { name: 'Look at it first' }).press('Enter');
    await many.getByRole('button', { name: 'Complete 1' }).press('Enter');
    await many.getByRole('heading', { name: /^What was completed: 1 goes/ }).waitFor();
    expect((await task()).status).toBe('done');
    await close();
  });
});
