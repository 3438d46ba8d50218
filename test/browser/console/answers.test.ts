import { type CheckIn, noFlags, numbered } from '../../support/care/answering-clinic';
import { askedPatient } from '../../support/care/asked-patient';
import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

inBrowser('the answers of a check-in', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  const taken = async (answers: object): Promise<CheckIn> => {
    const checkIn = await askedPatient(room.f, ['red-flags', 'peg']);
    const body = { taken: 'telephone', answers };
    expect((await room.f.as('coordinator').post(`/api/v1/check-ins/${checkIn.id}/responses`, body)).status).toBe(202);
    await room.f.settle();
    return checkIn;
  };

  test.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a desk in the dark', { width: 1366, height: 768, dark: true }],
    ['a phone', { width: 390, height: 844 }],
  ])(
    'API-6 are read on %s item by item from the timeline: the question, the answer, who took it down, the score with its range',
    async (name, screen) => {
      const { enrolmentId } = await taken({ 'red-flags': noFlags, peg: { '1': 7, '2': null } });
      const { page, faults, close } = await room.desk('clinician', screen);
      await page.goto(`/cases/${enrolmentId}`);
      const line = page.getByRole('listitem').filter({ hasText: 'On the telephone' });
      await line.getByRole('button').first().click();
      await page.getByRole('button', { name: 'Read the answers' }).first().click();

      const dialog = page.getByRole('dialog');
      await dialog.getByText(/^Taken on the telephone by/).waitFor();
      const peg = dialog.getByRole('region', { name: /Pain/ });
      expect(await peg.textContent()).toMatch(/PEG not known: 2 questions without an answer 0 to 10, lower is better/);
      const answers = await peg.getByRole('definition').allTextContents();
      expect(answers).toEqual([
        expect.stringMatching(/^70 = .+, 10 = /),
        expect.stringMatching(/^Skipped: not known/),
        expect.stringMatching(/^Not reached: not known/),
      ]);
      if (process.env.SHOTS !== undefined)
        await page.screenshot({ path: `${process.env.SHOTS}/answers-${name.replaceAll(' ', '-')}.png` });
      expect([await tooWide(page), await axeFindings(page), faults]).toEqual([0, [], []]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await close();
    },
  );

  test('API-6 are read by keyboard from the table of a chart', async () => {
    const { enrolmentId } = await taken({ 'red-flags': noFlags, peg: numbered(7, 6, 8) });
    const { page, close } = await room.desk('clinician');
    await page.goto(`/cases/${enrolmentId}`);
    await page.getByRole('button', { name: 'PEG as a table' }).press('Enter');
    await page.getByRole('button', { name: /^Read the answers of/ }).press('Enter');
    await page.getByRole('dialog').getByText('PEG 7.0').waitFor();
    await close();
  });

  test('API-6 are read from the escalation that one of them raised', async () => {
    const { patientId } = await taken({ 'red-flags': { ...noFlags, '2': 1 }, peg: numbered(7, 6, 8) });
    const { id } = await room.f.db
      .selectFrom('escalation')
      .select('id')
      .where('patient_id', '=', patientId)
      .executeTakeFirstOrThrow();
    const { page, close } = await room.desk('clinician');
    await page.goto(`/escalations/${id}`);
    await page.getByRole('button', { name: 'Read the answers' }).click();
    await page.getByRole('dialog').getByText('Ticked', { exact: true }).waitFor();
    await close();
  });
});
