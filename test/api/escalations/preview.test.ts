import { DAY } from '../../../src/domain/words/time';
import { createApiFixture, type ApiFixture, type Enrolled } from '../../support/api-fixture';
import { atTheWeeklyPages } from '../../support/care/at-the-page';

let f: ApiFixture;
let id: string;
let patient: Enrolled;
beforeAll(async () => {
  f = await createApiFixture();
  patient = await f.enrolled();
  const page = await atTheWeeklyPages(f, patient);
  await page.tick('1');
  await f.settle();
  ({ id } = await f.db
    .selectFrom('escalation')
    .select('id')
    .where('patient_id', '=', patient.patientId)
    .executeTakeFirstOrThrow());
});
afterAll(async () => {
  await f.close();
});

type Held = { words: string; dueAt: string; willGoAt: string | null; why: string | null };
const preview = async (messages: unknown) =>
  (await f.as('clinician').post(`/api/v1/escalations/${id}/resolution-preview`, { messages })).body as {
    held: Held[];
    told: string;
    then: string;
    undo: string;
    holdEnds: object | null;
  };

test('says of each held message when it leaves, in words and with the dates', async () => {
  const { held, told, then, undo } = await preview('resume');
  const now = await f.now();

  expect(held.length).toBeGreaterThan(1);
  expect(held[0]).toMatchObject({ words: 'Weekly check-in: invitation', why: null });
  expect(Date.parse(held[0]?.dueAt ?? '')).toBeLessThan(now);
  // What was due goes from now on, and what is to come at its own time.
  expect(Date.parse(held[0]?.willGoAt ?? '')).toBeGreaterThanOrEqual(now - 1000);
  const later = held.filter(({ dueAt }) => Date.parse(dueAt) > now + DAY);
  expect(later.length).toBeGreaterThan(0);
  for (const { dueAt, willGoAt } of later) expect(willGoAt).toBe(dueAt);
  expect(told).toContain('No mail goes to the patient because of this');
  expect(then).toBe('Routine messages go on, each at the time beside it.');
  expect(undo).toContain('cannot be retracted');
});

test('says that nothing leaves where messages end or wait', async () => {
  const until = new Date((await f.now()) + 60 * DAY).toISOString();

  const ended = await preview('end');
  const waiting = await preview({ until });

  expect(ended.held.every(({ willGoAt, why }) => willGoAt === null && why === 'Routine messages end.')).toBe(true);
  expect(ended.then).toContain('reach the patient another way');
  expect(waiting.held.every(({ willGoAt }) => willGoAt === null)).toBe(true);
  expect(waiting.then).toMatch(/^Routine messages wait until \d+ \w+ 20\d\d\.$/);
  expect(waiting.holdEnds).toBeNull();
  const longest = await preview({ until: new Date((await f.now()) + 400 * DAY).toISOString() });
  expect(longest.holdEnds).toMatchObject({ why: expect.stringContaining('90 days') });
});

test('changes nothing, and what it says is what then happens', async () => {
  const before = await f.rows();
  const { held } = await preview('resume');
  expect(await f.rows()).toEqual(before);

  const { body } = await f.as('clinician').get(`/api/v1/escalations/${id}`);
  await f.as('clinician').post(`/api/v1/escalations/${id}/resolution`, {
    ...{ revision: body.revision, messages: 'resume' },
    signals: body.signals.map((signal: { id: string }) => ({ id: signal.id, outcome: 'not-clinical' })),
  });
  await f.settle();

  const planned = await f.db
    .selectFrom('message')
    .select('due_at as at')
    .where('patient_id', '=', patient.patientId)
    .where('escalation_id', 'is', null)
    .where('state', '=', 'planned')
    .orderBy('due_at')
    .execute();
  const foreseen = held
    .flatMap(({ willGoAt }) => (willGoAt === null ? [] : [Date.parse(willGoAt)]))
    .sort((a, b) => a - b);
  expect(planned.map(({ at }) => Math.round(at / 60_000))).toEqual(
    expect.arrayContaining(foreseen.map((at) => Math.round(at / 60_000))),
  );
  const again = await f.as('clinician').post(`/api/v1/escalations/${id}/resolution-preview`, { messages: 'resume' });
  expect(again.status).toBe(409);
});
