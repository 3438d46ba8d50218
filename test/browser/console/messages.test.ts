import type { Page } from 'playwright-core';
import { DAY } from '../../../src/domain/words/time';
import type { CheckIn } from '../../support/care/answering-clinic';
import { askedPatient } from '../../support/care/asked-patient';
import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

inBrowser('mail to a patient', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  const invite = async ({ id }: CheckIn) =>
    room.f.db
      .selectFrom('message')
      .select('id')
      .where('check_in_id', '=', id)
      .where('role', '=', 'invite')
      .executeTakeFirstOrThrow();
  const became = async (checkIn: CheckIn, change: object) => {
    const { id } = await invite(checkIn);
    await room.f.db.updateTable('message').set(change).where('id', '=', id).execute();
  };
  const rolesOf = async ({ id }: CheckIn) => {
    const rows = room.f.db.selectFrom('message').select(['role', 'state']).where('check_in_id', '=', id);
    return (await rows.execute()).map(({ role, state }) => `${role} ${state}`);
  };
  const opened = async (page: Page, { enrolmentId }: CheckIn) => {
    await page.goto(`/cases/${enrolmentId}`);
    await page
      .getByRole('region', { name: 'Messages' })
      .getByRole('button', { name: /^Read: The check-in/ })
      .last()
      .click();
    return page.getByRole('dialog');
  };

  test('C3-3 the mails of a case stand newest first, and the older ones follow', async () => {
    const checkIn = await askedPatient(room.f, ['peg']);
    const { page, close } = await room.desk('coordinator', { width: 390, height: 844 });
    await page.goto(`/cases/${checkIn.enrolmentId}`);
    const list = page.getByRole('region', { name: 'Messages' });
    await list
      .getByRole('button', { name: /^Read: / })
      .first()
      .waitFor();
    const rows = await list.getByRole('button', { name: /^Read: / }).all();
    const labels = await Promise.all(rows.map((row) => row.getAttribute('aria-label')));
    const shown = labels.map((label) =>
      Date.parse((/(\d\d-\w{3}-\d{4} \d\d:\d\d)$/.exec(label ?? '')?.[1] ?? '').replaceAll('-', ' ')),
    );

    expect(shown.length).toBeGreaterThan(2);
    expect(shown).toEqual(shown.toSorted((one, other) => other - one));
    await close();
  });

  test.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a phone in the dark', { width: 390, height: 844, dark: true }],
  ])(
    'API-8, K2-5 a planned mail reads on %s as it will leave, in a frame in which nothing runs, and is kept back with a reason',
    async (name, screen) => {
      const checkIn = await askedPatient(room.f, ['peg']);
      const { page, faults, close } = await room.desk('coordinator', screen);
      const dialog = await opened(page, checkIn);
      const frame = dialog.getByTitle('The mail as it looks');
      expect(await frame.getAttribute('sandbox')).toBe('');
      await dialog.frameLocator('iframe').getByText(/^Dear/).waitFor();
      if (process.env.SHOTS !== undefined)
        await page.screenshot({ path: `${process.env.SHOTS}/message-${name.replaceAll(' ', '-')}.png` });
      await dialog.getByRole('button', { name: 'As text' }).click();
      await dialog.getByText('XXXX-XXXX-XXXX-XXXX').waitFor();
      expect([await tooWide(page), await axeFindings(page)]).toEqual([0, []]);

      await dialog.getByRole('button', { name: 'Do not send …' }).click();
      await dialog.getByRole('button', { name: 'Do not send', exact: true }).click();
      await dialog.getByText('Give a reason').first().waitFor();
      await dialog.getByRole('textbox').fill('rang the patient instead');
      await dialog.getByRole('button', { name: 'Do not send', exact: true }).click();
      await dialog.getByText(/^Kept back by .+: “rang the patient instead”$/).waitFor();

      expect(await rolesOf(checkIn)).toContain('invite withheld');
      expect(faults).toEqual([]);
      await close();
    },
  );

  test('API-8 a mail that was sent is sent again by keyboard, and says when it goes', async () => {
    const checkIn = await askedPatient(room.f, ['peg']);
    await became(checkIn, { state: 'accepted', accepted_at: new Date((await room.f.now()) - DAY), attempts: 1 });
    const { page, close } = await room.desk('coordinator');
    await page.goto(`/cases/${checkIn.enrolmentId}`);
    const list = page.getByRole('region', { name: 'Messages' });
    await list
      .getByRole('button', { name: /^Read: The check-in/ })
      .last()
      .press('Enter');
    const again = page.getByRole('dialog').getByRole('button', { name: 'Send again' });
    await again.press('Enter');
    await page.getByText(/^It is sent again\. It goes/).waitFor();
    expect(await rolesOf(checkIn)).toContain('sent-again planned');
    await close();
  });

  test('C2-2, T-8: after a bounce the address is corrected and what is open goes again in two clicks', async () => {
    const checkIn = await askedPatient(room.f, ['peg']);
    await became(checkIn, { state: 'refused', attempts: 1 });
    const bounced = { email_bounced_at: new Date(await room.f.now()) };
    await room.f.db.updateTable('patient').set(bounced).where('id', '=', checkIn.patientId).execute();
    const { page, close } = await room.desk('coordinator');
    await page.goto(`/cases/${checkIn.enrolmentId}`);

    await page.getByRole('button', { name: 'Correct the address' }).click();
    await page.getByRole('dialog').getByLabel('Email').fill('ada.right@example.test');
    await page.getByRole('button', { name: 'Save contact' }).click();
    await page.getByText(/^What is still open goes again to the new address/).waitFor();
    await room.f.settle();
    expect(await rolesOf(checkIn)).toEqual(expect.arrayContaining(['invite refused', 'invite planned']));
    await close();
  });
});
