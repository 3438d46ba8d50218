import type { PossibleFact } from '../../../src/domain/possible/field';
import { createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { filled, posted, whimsOf } from '../../support/care/filled-forms';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(() => f.close());

type Possible = { now: string; items: (PossibleFact & { roles: string[] })[] };

const possible = async (id: string, who: 'clinician' | 'coordinator' = 'clinician'): Promise<Possible> =>
  (await f.as(who).get(`/api/v1/enrolments/${id}/possible`)).body as Possible;

/** Times as numbers, as they are filled in here. */
const typed = (fact: PossibleFact): PossibleFact => ({
  ...fact,
  fields: fact.fields.map((field) =>
    field.kind === 'instant' && typeof field.min === 'string' ? { ...field, min: Date.parse(field.min) } : field,
  ),
});

const ends = ['enrolment.withdrawn', 'enrolment.transferred', 'patient.died'];

test('whatever is offered and filled in by its own options is recorded, never answered 409 or 422', async () => {
  const { id, patientId } = await f.enrolled();
  await f.settle();
  const whim = whimsOf(11);
  const refused: object[] = [];
  const { items } = await possible(id);
  for (const { key } of items.filter(({ type }) => !ends.includes(type))) {
    // What was recorded before may have made another one impossible: it is not offered any more then.
    const fact = (await possible(id)).items.find((each) => each.key === key);
    const data = fact && filled(typed(fact), whim);
    if (!fact || !data) continue;
    const path = fact.of === 'patient' ? `/api/v1/patients/${patientId}/events` : `/api/v1/enrolments/${id}/events`;
    const answer = await f.as('clinician').post(path, { type: fact.type, data: posted(fact, data) });
    await f.settle();
    if (answer.status !== 202) refused.push({ key, data, answer: answer.body as object });
  }

  expect(refused).toEqual([]);
  expect(items.length).toBeGreaterThan(25);
});

test('the times of a form are text, and what is waited for stands first', async () => {
  const { id } = await f.enrolled();
  await f.settle();
  const { now, items } = await possible(id);
  const paused = items.find(({ type }) => type === 'enrolment.paused');

  expect(paused?.fields.find(({ name }) => name === 'until')?.min).toBe(now);
  const firstOther = items.findIndex(({ expected }) => !expected);
  expect(items.slice(firstOther).some(({ expected }) => expected)).toBe(false);
});

test('of another clinic there is nothing to record', async () => {
  const { id } = await f.enrolled();
  const { key } = await f.otherClinic('clinician');

  expect((await f.as({ key }).get(`/api/v1/enrolments/${id}/possible`)).status).toBe(404);
});
