import { DAY } from '../../../src/domain/words/time';
import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { TEST_DAY } from '../../support/care/test-day';

let f: ApiFixture;
let id: string;
beforeAll(async () => {
  f = await createApiFixture();
  const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment());
  id = (made.body as { id: string }).id;
});
afterAll(async () => {
  await f.close();
});

const record = (rule: string, days: number, who: 'clinician' | 'coordinator' = 'clinician') =>
  f.as(who).post(`/api/v1/enrolments/${id}/events`, {
    type: 'flag.known',
    data: { rule, until: new Date(TEST_DAY + days * DAY).toISOString(), reason: 'Since the operation in 2019.' },
  });

test('a clinician records a sign as known for ninety days at most', async () => {
  expect((await record('red-flag.progressive-weakness', 89)).status).toBe(202);
  const long = await record('red-flag.progressive-weakness', 91);

  expect(long.status).toBe(409);
  expect(long.body.detail).toContain('90 days at most');
});

test.each([
  'red-flag.saddle-numbness',
  'red-flag.bladder-change',
  'red-flag.bowel-change',
  'red-flag.sexual-function-change',
  'red-flag.both-legs',
  'phq-9.item-9',
])('%s can never be recorded as known', async (rule) => {
  const before = await f.rows();
  const answer = await record(rule, 30);

  expect(answer.status).toBe(409);
  expect(answer.body.detail).toContain('can never be recorded as known');
  expect(await f.rows()).toEqual(before);
});

test('a coordinator cannot record a sign as known', async () => {
  expect((await record('red-flag.fever', 30, 'coordinator')).status).toBe(403);
});
