import { HOUR } from '../../../src/domain/words/time';
import { createApiFixture, type ApiFixture, type Enrolled } from '../../support/api-fixture';

let f: ApiFixture;
let staff: Record<string, string>;
beforeAll(async () => {
  f = await createApiFixture();
  const { body } = await f.as('lead').get('/api/v1/staff');
  const items = body.items as { id: string; name: string }[];
  staff = Object.fromEntries(items.map(({ id, name }) => [name, id]));
});
afterAll(async () => {
  await f.close();
});

let n = 0;
async function raised(tier: 'now' | 'today' = 'now', patient?: object): Promise<{ id: string; enrolled: Enrolled }> {
  const enrolled = await f.enrolled(patient === undefined ? {} : { patient });
  n += 1;
  const { escalationId } = await f.store.transact(f.db, async (tx) =>
    f.store.escalations.raiseEscalation(tx, {
      ...{ clinicId: f.clinicId, patientId: enrolled.patientId, enrolmentId: enrolled.id, tier, class: 'medication' },
      ...{ rule: 'severe', signalKey: `hold ${String(n)}`, at: await f.now() },
    }),
  );
  return { id: escalationId, enrolled };
}
const post = (id: string, act: string, body: object, who: Parameters<ApiFixture['as']>[0] = 'clinician') =>
  f.as(who).post(`/api/v1/escalations/${id}/${act}`, body);

describe('handing over', () => {
  test('API-7: names the new owner, why, and whoever gave it; the mail to them is on its way', async () => {
    const { id } = await raised();

    const given = await post(id, 'hand-over', { revision: 1, to: staff['Dr Amara Osei'], reason: 'I am in theatre' });

    expect(given.status).toBe(200);
    expect(given.body).toMatchObject({
      status: 'acknowledged',
      owner: { name: 'Dr Amara Osei' },
      holding: { what: 'handed-over', by: 'Dr Lee', reason: 'I am in theatre' },
      told: [{ name: 'Dr Amara Osei', state: 'on-the-way' }],
    });
    expect(f.nudges.slice(-2)).toEqual(['escalation', 'dispatch urgent']);
    const mine = await f.as('lead').get('/api/v1/escalations?owner=mine');
    expect(mine.body.items).toMatchObject([{ id }]);
  });

  test('is refused with the field and the words, and asks for a reason', async () => {
    const { id } = await raised();

    const coordinator = await post(id, 'hand-over', { revision: 1, to: staff['Priya Shah'], reason: 'x' });
    const bare = await post(id, 'hand-over', { revision: 1, to: staff['Dr Amara Osei'] });

    expect(coordinator.status).toBe(422);
    expect(coordinator.body.errors).toEqual([
      { field: 'to', message: expect.stringContaining('Priya Shah may not own this escalation') },
    ]);
    expect(bare.body.errors.map(({ field }: { field: string }) => field)).toEqual(['reason']);
  });

  test('leaves a row in the audit with ids and no words', async () => {
    const { id } = await raised();
    await post(id, 'hand-over', { revision: 1, to: staff['Dr Amara Osei'], reason: 'a secret reason' });

    const rows = await f.db.selectFrom('audit_log').selectAll().where('subject', '=', id).execute();
    expect(rows.map(({ action }) => action)).toContain('POST /escalations/:id/hand-over');
    expect(JSON.stringify(rows)).not.toContain('secret');
  });
});

test('API-7: putting off is for what is not needed now, and says until when it may be', async () => {
  const [{ id: urgent }, { id }] = [await raised('now'), await raised('today')];
  const before = await f.as('clinician').get(`/api/v1/escalations/${id}`);
  const until = new Date((await f.now()) + 2 * HOUR).toISOString();

  const refused = await post(urgent, 'snooze', { revision: 1, until, reason: 'x' });
  const late = await post(id, 'snooze', { revision: 1, until: '2027-03-01T09:00:00Z', reason: 'x' });
  const put = await post(id, 'snooze', { revision: 1, until, reason: 'after the ward round' });

  expect(before.body.may.snooze).toEqual({ may: true, why: null });
  expect(Date.parse(before.body.snoozeUntil)).toBeGreaterThan(Date.parse(until));
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain('Somebody is needed now');
  expect(late.body.errors[0]).toMatchObject({ field: 'until' });
  expect(put.body).toMatchObject({ ownedUntil: until, holding: { what: 'snoozed' }, next: { name: 'Dr Lee' } });
});

describe('reaching the patient', () => {
  test('every try is listed with who, how and what came of it', async () => {
    const { id } = await raised();

    await post(id, 'contact-attempts', { how: 'rang', outcome: 'no-answer' }, 'coordinator');
    const tried = await post(id, 'contact-attempts', { how: 'rang', outcome: 'voicemail', note: 'Left our number.' });

    expect(tried.body.tries).toMatchObject([
      { by: 'Priya Shah', how: 'rang', outcome: 'no-answer', note: null },
      { by: 'Dr Lee', how: 'rang', outcome: 'voicemail', note: 'Left our number.' },
    ]);
    expect(tried.body).toMatchObject({ status: 'open', revision: 1 });
  });

  test('K2-2: could not reach opens the steps, with whom may be told; each is ticked by name and may be taken back', async () => {
    const emergencyContact = { name: 'Emeka', phone: '07700 900 124', relation: 'husband', mayDiscuss: false };
    const { id } = await raised('now', { emergencyContact });
    const { signals } = (await f.as('clinician').get(`/api/v1/escalations/${id}`)).body;

    const open = await post(id, 'resolution', {
      ...{ revision: 1, messages: 'resume' },
      signals: signals.map((signal: { id: string }) => ({ id: signal.id, outcome: 'could-not-reach' })),
    });
    const ticked = await post(id, 'no-contact-steps', { step: 'again', done: true });
    const back = await post(id, 'no-contact-steps', { step: 'again', done: false });
    const unknown = await post(id, 'no-contact-steps', { step: 'pray', done: true });

    expect(open.body.status).toBe('open');
    expect(open.body.noContact).toHaveLength(6);
    expect(open.body.noContact[2]).toMatchObject({ step: 'contact', why: expect.stringContaining('has not allowed') });
    expect(ticked.body.noContact[0]).toMatchObject({ step: 'again', by: 'Dr Lee', doneAt: expect.any(String) });
    expect(back.body.noContact[0]).toMatchObject({ doneAt: null, by: null });
    expect(unknown.body.errors[0]).toMatchObject({ field: 'step', message: expect.stringContaining('again, message') });
  });

  test('is for named people of the team, and over with the resolution', async () => {
    const { id } = await raised();
    const body = { how: 'rang', outcome: 'no-answer' };

    const operator = await post(id, 'contact-attempts', body, 'operator');
    const program = await post(id, 'contact-attempts', body, { key: await f.programKey('clinician') });

    expect([operator.status, program.status]).toEqual([403, 403]);
    const { signals } = (await f.as('clinician').get(`/api/v1/escalations/${id}`)).body;
    await post(id, 'resolution', {
      ...{ revision: 1, messages: 'resume' },
      signals: signals.map((signal: { id: string }) => ({ id: signal.id, outcome: 'not-clinical' })),
    });
    expect((await post(id, 'contact-attempts', body)).status).toBe(409);
  });
});
