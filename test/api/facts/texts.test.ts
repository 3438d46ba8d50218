import { sql } from 'kysely';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

const secret = 'Her cousin in Leeds says the scan of 2019 was never read';
const mri = { modality: 'mri', region: 'lumbar' };

async function reported(text = secret): Promise<{ id: string; patientId: string; report: string }> {
  const one = await c.enrolled();
  await c.record('clinician', one.id, 'imaging.ordered', mri);
  const report = await c.record('clinician', one.id, 'imaging.reported', { ...mri, finding: 'scar', text });
  await c.settle();
  return { ...one, report };
}

async function shown(id: string, eventId: string): Promise<unknown> {
  const { body } = await c.as('coordinator').get(`/api/v1/enrolments/${id}/timeline?limit=200`);
  const lines = (body as { items: { eventId?: string; data?: unknown }[] }).items;
  return lines.find((line) => line.eventId === eventId)?.data;
}

const texts = (patientId: string) =>
  c.db.selectFrom('patient_text').selectAll().where('patient_id', '=', patientId).orderBy('id').execute();

/** Every table in which a word stands, as text. */
async function tablesWith(word: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(c.db);
  const found: string[] = [];
  for (const { name } of rows) {
    const { rows: hits } =
      await sql`select from ${sql.table(name)} t where t::text like ${`%${word}%`} limit 1`.execute(c.db);
    if (hits.length > 0) found.push(name);
  }
  return found;
}

describe('what people write about a patient', () => {
  test('stands in a row of its own, with who wrote it, and nowhere else', async () => {
    const { id, patientId, report } = await reported();

    expect(await texts(patientId)).toMatchObject([{ enrolment_id: id, clinic_id: c.clinicId, text: secret }]);
    expect(await tablesWith('cousin in Leeds')).toEqual(['patient_text']);
    const event = await c.db.selectFrom('event').select('data').where('id', '=', report).executeTakeFirstOrThrow();
    expect(event.data).toEqual({ ...mri, finding: 'scar', text: (await texts(patientId))[0]?.id });
  });

  test('is read where the fact is shown', async () => {
    const { id, report } = await reported();

    expect(await shown(id, report)).toEqual({ ...mri, finding: 'scar', text: secret });
  });

  test('is gone from what is shown once its row is, and the fact stays', async () => {
    const { id, patientId, report } = await reported();

    await c.db.deleteFrom('patient_text').where('patient_id', '=', patientId).execute();

    expect(await shown(id, report)).toEqual({ ...mri, finding: 'scar', text: null });
    await c.rebuilt(id);
  });

  test('is not written when the fact is refused', async () => {
    const { id, patientId } = await reported();

    const data = { reliefPercent: 60, text: 'once more' };
    const refused = await c
      .as('clinician')
      .post(`/api/v1/enrolments/${id}/events`, { type: 'stimulator-trial.reported', data });

    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'No trial of a stimulator waits for its result: record surgery.performed first.',
    ]);
    expect(await texts(patientId)).toHaveLength(1);
  });

  test('of a correction stands apart as well, and is what is shown', async () => {
    const { id, patientId, report } = await reported();

    const replacement = { ...mri, finding: 'nothing-new', text: 'Only the old scar' };
    expect((await c.retract('clinician', id, report, { replacement })).status).toBe(202);

    expect(await shown(id, report)).toEqual(replacement);
    expect((await texts(patientId)).map(({ text }) => text)).toEqual([secret, 'Only the old scar']);
    expect(await tablesWith('Only the old scar')).toEqual(['patient_text']);
  });

  test('goes along when two records of one person become one', async () => {
    const { patientId: fromId, id, report } = await reported();
    const { patientId: intoId } = await c.enrolled({ pathway: 'knee-osteoarthritis' });

    const { id: by } = await c.db.selectFrom('staff_member').select('id').limit(1).executeTakeFirstOrThrow();
    const at = await c.now();
    await c.store.transact(c.db, (tx) => c.store.patientMerges.mergeRecords(tx, { intoId, fromId }, { by, at }));

    expect(await texts(fromId)).toEqual([]);
    expect(await shown(id, report)).toMatchObject({ text: secret });
  });
});

test('a session may be missed for a reason, which is a text', async () => {
  const { id } = await c.enrolled();
  const at = new Date((await c.now()) + 3_600_000).toISOString();
  await c.record('coordinator', id, 'session.booked', { session: 's1', purpose: 'visit', at });
  await c.wait(7_200_000);

  const missed = await c.record('coordinator', id, 'session.missed', { session: 's1', reason: 'The bus did not come' });

  expect(await shown(id, missed)).toEqual({ session: 's1', reason: 'The bus did not come' });
  expect(await tablesWith('The bus did not')).toEqual(['patient_text']);
});
