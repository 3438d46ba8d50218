import { sql } from 'kysely';
import { DAY } from '../../../src/domain/words/time';
import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const lumbar = { modality: 'mri', region: 'lumbar' };

async function record(id: string, type: string, data: object): Promise<void> {
  const { status, body } = await f.as('clinician').post(`/api/v1/enrolments/${id}/events`, { type, data });
  if (status >= 300) throw new Error(`${type} answered ${status}: ${JSON.stringify(body)}`);
  await f.advance(id);
}
async function pass(id: string, days: number): Promise<void> {
  await sql`update clinic set clock_offset_ms = clock_offset_ms + ${days * DAY}`.execute(f.db);
  await f.advance(id);
}
const enrolmentOf = (id: string) =>
  f.db.selectFrom('enrolment').select(['status', 'wake_at']).where('id', '=', id).executeTakeFirstOrThrow();
const chasesOf = (id: string) =>
  f.db
    .selectFrom('task')
    .select(['id', 'status'])
    .where('enrolment_id', '=', id)
    .where('kind', '=', 'chase-imaging')
    .orderBy('opened_at')
    .execute();

test('a report that is waited for wakes an ended enrolment until it is there', async () => {
  const { id } = (await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version: 2 }))).body as {
    id: string;
  };
  await record(id, 'imaging.ordered', lumbar);
  await record(id, 'enrolment.withdrawn', { reason: 'moves away' });
  expect(await enrolmentOf(id)).toMatchObject({ status: 'ended', wake_at: expect.anything() as number });

  await pass(id, 22);
  const [first] = await chasesOf(id);
  expect(first?.status).toBe('open');
  await f.as('coordinator').post(`/api/v1/tasks/${first?.id ?? ''}/completion`, { note: 'rang, nothing there' });
  await f.advance(id);
  await pass(id, 10);
  expect((await chasesOf(id)).map(({ status }) => status)).toEqual(['done', 'open']);

  await record(id, 'imaging.reported', lumbar);
  expect((await chasesOf(id)).map(({ status }) => status)).toEqual(['done', 'closed']);
  expect(await enrolmentOf(id)).toEqual({ status: 'ended', wake_at: null });
});
