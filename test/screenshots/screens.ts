import type { Page } from 'playwright-core';
import type { Screen } from '../support/servers/browser';
import type { StaffRoom } from '../support/servers/console';

/** A screen of the product in one of its states, and how one comes to it. */
export type Shot = {
  /** The name of its file. */
  name: string;
  /** Who is signed in; nobody when left out. */
  as?: 'coordinator' | 'clinician' | 'lead' | 'operator';
  /** The whole page, further than the window shows. */
  whole?: boolean;
  on?: Screen;
  open: (page: Page, room: StaffRoom) => Promise<unknown>;
};

/** The address of a screen, opened and waited for. */
const at = (path: string) => async (page: Page) => {
  await page.goto(path);
  await page.locator('h1, h2').first().waitFor();
};

/** The page of the made-up patient with this reference. */
export const caseOf =
  (reference: string, query = '') =>
  async (page: Page, { f }: StaffRoom) => {
    const { id } = await f.db
      .selectFrom('enrolment')
      .innerJoin('patient', 'patient.id', 'enrolment.patient_id')
      .select('enrolment.id')
      .where('patient.reference', '=', reference)
      .executeTakeFirstOrThrow();
    await at(`/cases/${id}${query}`)(page);
  };

/** One escalation of this person. */
const item =
  (words: RegExp, then: (page: Page) => Promise<unknown> = () => Promise.resolve()) =>
  async (page: Page) => {
    await at('/escalations?of=all')(page);
    await page.getByRole('link', { name: words }).first().click();
    await page.getByRole('heading', { name: 'Ring, then say what came of it' }).waitFor({ state: 'attached' });
    await then(page);
  };

/** Has it, and says what came of it. */
const closing = async (page: Page) => {
  const take = page.getByRole('button', { name: 'I have it' }).locator('visible=true').first();
  if (await take.isVisible()) await take.click();
  await page
    .getByText(/You have it/)
    .first()
    .waitFor();
  await page
    .getByRole('radio', { name: /Sent to emergency care/ })
    .first()
    .check();
};

const toCheck = async (page: Page) => {
  await closing(page);
  const goOn = page.getByRole('radio', { name: /^go on/ });
  if (await goOn.isVisible()) await goOn.check();
  await page.getByLabel('Note').fill('Rang at once. On the way to the emergency department with her husband.');
  await page.getByRole('button', { name: 'Check and close' }).locator('visible=true').first().click();
  await page.getByRole('heading', { name: 'Check and close' }).waitFor();
};

const gate =
  (reference: string, then: (page: Page) => Promise<unknown> = () => Promise.resolve()) =>
  async (page: Page, room: StaffRoom) => {
    await caseOf(reference)(page, room);
    await page.getByRole('link', { name: 'Decide' }).first().click();
    await page.getByRole('radio').first().waitFor();
    await then(page);
  };

/** The form of an enrolment, filled; of somebody whose birth date and name are known already when `alike`. */
const enrolling = (alike: boolean) => async (page: Page) => {
  await at('/enrol')(page);
  await page.getByLabel('Family name').fill(alike ? 'Kowalska' : 'Abernathy');
  await page.getByLabel('Given name').fill(alike ? 'Zofia' : 'Morag');
  await page.getByLabel('Born', { exact: true }).fill(alike ? '1961-12-08' : '1958-06-30');
  await page.getByLabel('Clinic reference').fill('A-1050');
  await page.getByLabel('Email', { exact: true }).fill('morag.abernathy@example.test');
  await page.getByLabel('Telephone', { exact: true }).fill('07700 900515');
  await page.getByRole('radio', { name: /^Only/ }).check();
  await page.getByRole('radio', { name: /^Agreed/ }).check();
  await page.getByLabel('Pathway').selectOption({ label: 'Persistent pain after spinal surgery' });
  await page.getByRole('button', { name: 'Read it' }).first().waitFor();
};

export const screens: readonly Shot[] = [
  { name: 'door', open: at('/') },
  {
    name: 'people',
    open: async (page, { f }) => {
      await page.goto(`${f.here}/sign-in?to=/worklist`);
    },
  },
  { name: 'mailbox', open: at('/demo/mailbox') },
  {
    name: 'mail',
    async open(page) {
      await at('/demo/mailbox?of=patients')(page);
      await page
        .getByRole('link', { name: /Questions about your care/ })
        .first()
        .click();
    },
  },
  {
    name: 'patient',
    async open(page) {
      await at('/demo/mailbox?of=patients')(page);
      await page
        .getByRole('link', { name: /^Your questions are still open/ })
        .first()
        .click();
      const text = await page.locator('pre').innerText();
      await page.goto(/http\S+\/go\/[\w-]+/.exec(text)?.[0] ?? '/');
      await page.locator('main form button').first().click();
      await page.locator('fieldset').first().waitFor();
    },
  },
  { name: 'fault-404', as: 'coordinator', open: (page) => page.goto('/nowhere') },
  { name: 'fault-role', as: 'operator', open: at('/worklist') },
  { name: 'inbox', as: 'clinician', open: at('/escalations') },
  { name: 'inbox-empty', as: 'coordinator', open: at('/escalations?of=mine') },
  { name: 'item', as: 'clinician', open: item(/PRITCHARD/) },
  { name: 'worklist', as: 'coordinator', open: at('/worklist') },
  {
    name: 'worklist-open',
    as: 'coordinator',
    async open(page) {
      await at('/worklist')(page);
      await page.getByRole('row').filter({ hasText: 'MENSAH' }).getByRole('button').first().click();
    },
  },
  { name: 'calls', as: 'coordinator', open: at('/calls') },
  {
    name: 'find',
    as: 'coordinator',
    async open(page) {
      await at('/worklist')(page);
      await page.keyboard.press('Control+K');
      await page.getByRole('combobox').fill('ada');
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'case', as: 'clinician', open: caseOf('A-1000') },
  {
    name: 'case-correct',
    as: 'clinician',
    async open(page, room) {
      await caseOf('A-1000')(page, room);
      await page.getByText('Name or birth date is wrong').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'gate', as: 'clinician', open: gate('A-1017') },
  { name: 'enrol', as: 'coordinator', open: enrolling(false) },
  { name: 'enrol-alike', as: 'coordinator', open: enrolling(true) },
  {
    name: 'enrol-check',
    as: 'coordinator',
    async open(page) {
      await enrolling(false)(page);
      await page.getByRole('button', { name: 'Check and enrol' }).click();
      await page.getByRole('heading', { name: 'Check what was typed' }).waitFor();
    },
  },
  { name: 'rota', as: 'lead', open: at('/rota') },
  { name: 'pathways', as: 'lead', open: at('/pathways') },
  { name: 'pathway', as: 'lead', open: at('/pathways/post-laminectomy-syndrome/3') },
  { name: 'pathway-ways', as: 'lead', open: at('/pathways/post-laminectomy-syndrome/3?view=ways') },
  { name: 'pathway-numbers', as: 'lead', open: at('/pathways/post-laminectomy-syndrome/3?view=numbers') },
  { name: 'operations', as: 'operator', open: at('/operations') },
  { name: 'audit', as: 'lead', open: at('/audit') },
  // These change what the others show, and stand last.
  { name: 'item-mine', as: 'clinician', open: item(/PRITCHARD/, closing) },
  { name: 'item-check', as: 'clinician', open: item(/PRITCHARD/, toCheck) },
];

const phone: Screen = { width: 390, height: 844 };

/** The pictures of the guides: a screen, on what it is shown, and the name of the file where it is not the screen's. */
const shown: readonly { of: string; on?: Screen; name?: string }[] = [
  { of: 'door' },
  { of: 'patient', on: { width: 390, height: 640 } },
  { of: 'inbox' },
  { of: 'inbox', on: { width: 1366, height: 768, dark: true }, name: 'inbox-dark' },
  { of: 'item' },
  { of: 'item', on: phone, name: 'item-phone' },
  { of: 'worklist' },
  { of: 'calls' },
  { of: 'find' },
  { of: 'case' },
  { of: 'gate' },
  { of: 'enrol' },
  { of: 'rota' },
  { of: 'pathway-ways' },
  { of: 'operations' },
  { of: 'mailbox' },
];

export const pictures = (): Shot[] =>
  shown.map(({ of, on, name = of }) => {
    const screen = screens.find((each) => each.name === of);
    if (screen === undefined) throw new Error(`No screen is named ${of}.`);
    return { ...screen, name, ...(on && { on }) };
  });
