import { Client } from 'pg';
import { fill, type PatientAtHome, patientAtHome, started } from './patient-at-home';

let home: PatientAtHome;
beforeAll(async () => {
  home = await patientAtHome();
});
afterAll(() => home.close());

/** Every statement that reaches the database while `work` runs, begin and commit included. */
async function statements(work: () => PromiseLike<unknown>): Promise<string[]> {
  const query = jest.spyOn(Client.prototype, 'query');
  await work();
  const sent = query.mock.calls.map(([first]) =>
    (typeof first === 'string' ? first : (first as unknown as { text: string }).text).trim(),
  );
  query.mockRestore();
  return sent;
}

test('saving one ordinary item costs five statements, one that completes a score six', async () => {
  const browser = await started(home);

  const withScore = await statements(() => fill(browser, 2, { answer: '4' }).expect(303));
  const ordinary = await statements(() => fill(browser, 3, { answer: '4' }).expect(303));
  const again = await statements(() => fill(browser, 3, { answer: '4' }).expect(303));

  expect(ordinary.map((text) => text.split(/\s/)[0])).toEqual(['begin', 'select', 'select', 'insert', 'commit']);
  expect(withScore).toHaveLength(6);
  expect(again).toHaveLength(4);
});

test('the first statement of a save locks the patient', async () => {
  const browser = await started(home);

  const [, lock, read] = await statements(() => fill(browser, 4, { answer: '4' }));

  expect(lock).toContain('for no key update of p');
  expect(read).toContain('clinic_now');
});
