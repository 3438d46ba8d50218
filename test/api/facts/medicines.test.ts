import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { TEST_DAY } from '../../support/care/test-day';
import { entryMet } from '../../support/care/whole';

let f: ApiFixture;
let id: string;
const DAY_MS = 86_400_000;
const inDays = (days: number): string => new Date(TEST_DAY + days * DAY_MS).toISOString();

type Who = Parameters<ApiFixture['as']>[0];
const record = (who: Who, type: string, data: object) =>
  f.as(who).post(`/api/v1/enrolments/${id}/events`, { type, data });
const explained = async (who: Who) => (await f.as(who).get(`/api/v1/enrolments/${id}/explanation`)).body;
const snooze = (who: Who, data: object) =>
  record(who, 'prompt.snoozed', {
    prompt: 'prompt.gabapentinoid-opioid',
    until: inDays(20),
    reason: 'weighed',
    ...data,
  });

beforeAll(async () => {
  f = await createApiFixture();
  const made = await f.as('coordinator').post('/api/v1/enrolments', { ...anEnrolment(), version: 2 });
  expect(made.status).toBe(201);
  id = (made.body as { id: string }).id;
  for (const [type, data] of [
    ['history.recorded', { previousOperations: 1, conditions: entryMet }],
    ['examination.recorded', { deficit: 'none' }],
    ['diagnosis.recorded', { mechanism: 'neuropathic' }],
  ] as const) {
    expect((await record('clinician', type, data)).status).toBe(202);
  }
});
afterAll(async () => {
  await f.close();
});

describe('prompts about medicines', () => {
  test('are shown to clinicians, with "not checked" and the conflict of the sources', async () => {
    const { medicines, tracks } = await explained('clinician');

    expect(medicines.confirmed).toBe('Not checked: nobody has gone through the medicines here.');
    expect(medicines).toMatchObject({ confirmedAt: null, confirmedBy: null, checked: false, taken: [] });
    expect(medicines.prompts[0]).toMatchObject({
      id: 'prompt.gabapentinoid-opioid',
      hard: true,
      moment: 'start',
      certain: false,
      source: expect.stringContaining('[F34]'),
      snoozed: null,
    });
    expect(tracks[0].notices.map(({ source }: { source: string }) => source)).toEqual([
      'NG59, 2020 update [F27c]',
      'CG173 [T]; NeuPSIG (PMC7807995) [F33]',
    ]);
  });

  test('are shown to nobody else', async () => {
    expect(await explained('coordinator')).not.toHaveProperty('medicines');
    expect(await explained('lead')).toHaveProperty('medicines');
  });

  test('cannot be set aside by a coordinator, nor by a program without a person', async () => {
    const before = await f.rows();
    const byCoordinator = await snooze('coordinator', {});
    const byProgram = await snooze({ key: await f.programKey('clinician') }, {});

    expect([byCoordinator.status, byProgram.status]).toEqual([403, 403]);
    expect(byCoordinator.body.detail).toMatch(/Your role may not record prompt.snoozed. It is for: clinician, lead./);
    expect(byProgram.body.detail).toMatch(/needs a named person/);
    expect(await f.rows()).toEqual(before);
  });

  test.each([
    ['no reason', { reason: '' }, 422, /reason/],
    ['no end', { until: undefined }, 422, /until/],
    ['an end in the past', { until: inDays(-1) }, 422, /until a time in the future/],
    ['longer than a hard prompt allows', { until: inDays(31) }, 409, /more than 30 days ahead/],
    ['longer than any allows', { prompt: 'prompt.gabapentinoid-before', until: inDays(91) }, 409, /more than 90 days/],
    ['a prompt that does not exist', { prompt: 'prompt.odd' }, 409, /There is no prompt .*prompt.odd/],
    ['one that is not shown', { prompt: 'prompt.opioid-before' }, 409, /is not shown now/],
  ])('are not set aside with %s, and nothing is written', async (_what, data, status, sentence) => {
    const before = await f.rows();
    const answer = await snooze('clinician', data);

    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toMatch(sentence);
    expect(await f.rows()).toEqual(before);
  });

  test('set aside stay in the list: until when, by whom, and why', async () => {
    const until = inDays(20);
    expect((await snooze('clinician', { until })).status).toBe(202);
    const { medicines } = await explained('lead');

    expect(medicines.prompts[0].snoozed).toEqual({
      from: expect.any(String),
      until,
      by: await nameOf('clinician'),
      reason: 'weighed',
    });
  });

  test('come back at once when the combination is found, and name who went through the list', async () => {
    const reviewed = await record('clinician', 'medication.reviewed', { classes: ['opioid'] });
    expect(reviewed.status).toBe(202);
    const { medicines } = await explained('clinician');

    expect(medicines.confirmed).toMatch(/^Medicines last confirmed on \d+ \w+ \d{4} by .+\.$/);
    expect(medicines).toMatchObject({ confirmedBy: await nameOf('clinician'), checked: true, taken: ['opioid'] });
    expect(medicines.prompts[0]).toMatchObject({ id: 'prompt.gabapentinoid-opioid', certain: true, snoozed: null });
  });

  test('the equivalents a day are entered by a clinician, with their table', async () => {
    const entered = (who: Who, version?: string) =>
      record(who, 'score.entered', { instrument: 'mme', total: 60, ...(version ? { version } : {}) });

    expect((await entered('coordinator', 'CDC 2022')).status).toBe(403);
    expect((await entered('clinician')).body.detail).toMatch(/name the version it was worked out with/);
    expect((await entered('clinician', 'CDC 2022')).status).toBe(202);
  });

  test('a list with a misspelt class is refused, because it would count as none', async () => {
    const answer = await record('clinician', 'medication.reviewed', { classes: ['opiod'] });

    expect(answer.status).toBe(409);
    expect(answer.body.detail).toMatch(/There is no class "opiod" here/);
  });
});

async function nameOf(role: 'clinician'): Promise<string> {
  const row = await f.db.selectFrom('staff_member').select('name').where('role', '=', role).executeTakeFirstOrThrow();
  return row.name;
}
