import { sql } from 'kysely';
import { DAY } from '../../../src/domain/words/time';
import type { ApiFixture, Enrolled } from '../api-fixture';
import type { Journey } from './journey';
import { pass } from './night-scenes';

/** Days go by, and every enrolment that is due takes its step. */
async function daysPass(f: ApiFixture, days: number): Promise<void> {
  await f.settle();
  await pass(f, days * DAY);
  const until = new Date(await f.now());
  const due = f.db
    .selectFrom('enrolment')
    .select('id')
    .where(sql<boolean>`wake_at <= ${until}`);
  for (const { id } of await due.execute()) await f.advance(id);
}

export const enrol: Journey<{ familyName: string; reference: string; number: string }> = {
  task: 'enrol',
  most: { presses: 8, fields: 14 },
  role: 'coordinator',
  ready: () => {
    const once = Date.now().toString(36);
    const number = `+44 7700 9${String(Date.now() % 100_000).padStart(5, '0')}`;
    return Promise.resolve({ familyName: `Lindqvist ${once}`, reference: `E-${once}`, number });
  },
  begin: async (page) => {
    await page.goto('/enrol');
    await page.getByLabel('Family name').waitFor();
    await page.getByLabel('Pathway', { exact: true }).locator('option').nth(1).waitFor({ state: 'attached' });
  },
  walk: async ({ page, write, choose, select, press }, { familyName, reference, number }) => {
    await write(page.getByLabel('Family name'), familyName);
    await write(page.getByLabel('Given name'), 'Ingrid');
    await write(page.getByLabel('Born', { exact: true }), '1961-03-07');
    await write(page.getByLabel('Clinic reference'), reference);
    await write(page.getByLabel('Email', { exact: true }), `${reference.toLowerCase()}@example.test`);
    await write(page.getByLabel('Telephone', { exact: true }), number);
    await choose(page.getByRole('radio', { name: /^Only/ }).first());
    await choose(page.getByRole('radio', { name: /^Agreed/ }));
    const pathway = page.getByLabel('Pathway', { exact: true });
    const words = await pathway.locator('option').nth(1).innerText();
    await select(pathway, words);
    await press(page.getByRole('button', { name: 'Check and enrol' }).filter({ visible: true }).last());
    await press(page.getByRole('button', { name: 'Enrol Ingrid' }));
    await page
      .getByText(/is enrolled\./)
      .first()
      .waitFor();
  },
};

/** Of a row of the worklist, to what came of the call. */
export const chase: Journey<Enrolled> = {
  task: 'chase a silent patient (row → called, outcome)',
  most: { presses: 3, fields: 0 },
  role: 'coordinator',
  ready: async ({ f }) => {
    const silent = await f.enrolled({ patient: { familyName: 'Chaseworth' } });
    for (let week = 0; week < 4; week += 1) await daysPass(f, 7);
    return silent;
  },
  begin: async (page) => {
    await page.goto('/worklist');
    await page.getByRole('row').filter({ hasText: 'CHASEWORTH' }).first().waitFor();
  },
  walk: async ({ page, press }) => {
    await press(page.getByRole('row').filter({ hasText: 'CHASEWORTH' }).first().locator('button[aria-expanded]'));
    await press(page.getByRole('button', { name: 'No answer' }).first());
    await page.getByText('No answer. The next try is in the list.').waitFor();
  },
};

type Ringing = { givenName: string; number: string };

/** From any screen to the page of whoever rings. */
export const find: Journey<Ringing> = {
  task: 'find a patient by telephone number',
  most: { presses: 2, fields: 1 },
  role: 'coordinator',
  ready: async ({ f }) => {
    const { patientId } = await f.enrolled();
    const { phone, given_name: givenName } = await f.db
      .selectFrom('patient')
      .select(['phone', 'given_name'])
      .where('id', '=', patientId)
      .executeTakeFirstOrThrow();
    return { givenName, number: (phone ?? '').replace('+44 ', '0') };
  },
  begin: async (page) => {
    await page.goto('/rota');
    await page.getByRole('button', { name: 'Find a patient' }).first().waitFor();
  },
  walk: async ({ page, press, write, enter }, { givenName, number }) => {
    await press(page.getByRole('button', { name: /^Find/ }).filter({ visible: true }).first());
    await write(page.getByRole('combobox'), number);
    await page.getByRole('option').filter({ hasText: givenName }).waitFor();
    await enter();
    await page.locator('section[aria-label=Patient]').filter({ hasText: givenName }).waitFor();
  },
};
