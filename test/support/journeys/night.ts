import type { Enrolled } from '../api-fixture';
import type { Journey } from './journey';
import { aPatientTicks, aQuestion, type Ticked } from './night-scenes';

const anItem = {
  role: 'clinician',
  ready: ({ f }) => aPatientTicks(f, ['1', '5']),
  begin: async (page, { escalationId }) => {
    await page.goto(`/escalations/${escalationId}`);
    await page.getByRole('radio').first().waitFor();
  },
} satisfies Partial<Journey<Ticked>>;

/** From the link in the mail, signed in, to having it: nobody else is woken. */
export const takeOn: Journey<Ticked> = {
  task: 'alert mail → acknowledged',
  most: { presses: 2, fields: 0 },
  ...anItem,
  walk: async ({ page, press }) => {
    await press(page.getByRole('button', { name: 'I have it' }).filter({ visible: true }).last());
    await page
      .getByText(/You have it until/)
      .first()
      .waitFor();
  },
};

/** Whoever has it has rung: what came of it, what becomes of the messages, the check, the end. */
export const close: Journey<Ticked> = {
  task: 'acknowledged → rung, outcome, resolved',
  most: { presses: 5, fields: 1 },
  ...anItem,
  begin: async (page, { escalationId }) => {
    await page.goto(`/escalations/${escalationId}`);
    await page.getByRole('button', { name: 'I have it' }).filter({ visible: true }).last().click();
    await page
      .getByText(/You have it until/)
      .first()
      .waitFor();
  },
  walk: async ({ page, press, choose, write }) => {
    await press(page.getByRole('button', { name: 'Reached', exact: true }));
    await page.getByText(/Tried once: Reached/).waitFor();
    await choose(page.getByRole('radio', { name: /^Reached: safe/ }));
    await write(page.getByLabel('Note'), 'Walks, no numbness now.');
    await choose(page.getByRole('radio', { name: /^go on/ }));
    await press(page.getByRole('button', { name: 'Check and close' }).filter({ visible: true }).last());
    await press(page.getByRole('button', { name: 'Close it' }));
    await page.getByText(/Closed \d\d:\d\d by Dr Lee/).waitFor();
  },
};

/** From the question, with its evidence on the same screen, to the decision. */
export const decide: Journey<Enrolled> = {
  task: 'gate → decided with reason',
  most: { presses: 5, fields: 1 },
  role: 'lead',
  ready: ({ f }) => aQuestion(f),
  begin: async (page, { id }) => {
    await page.goto(`/cases/${id}/decisions/surgical-review`);
    await page.getByText('duloxetine (snri)').waitFor();
  },
  walk: async ({ page, press, choose, write }) => {
    await choose(page.getByRole('radio', { name: /^No/ }));
    await write(page.getByLabel('Reason'), 'Not before a whole trial.');
    await press(page.getByRole('button', { name: 'Check your decision' }).filter({ visible: true }).last());
    await press(page.getByRole('button', { name: 'Decide: No' }));
    await page.getByRole('button', { name: /^Undo until/ }).waitFor();
  },
};
