import { anEnrolment, createApiFixture, type ApiFixture } from '../support/api-fixture';
import { TEST_DAY } from '../support/test-day';
import { raiseRedFlag } from '../support/red-flag';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

async function enrolled(overrides: Parameters<typeof anEnrolment>[0] = {}): Promise<{ id: string; patientId: string }> {
  const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment(overrides));
  expect(made.status).toBe(201);
  return made.body as { id: string; patientId: string };
}

const redFlag = (of: { id: string; patientId: string }, key: string): Promise<string> => raiseRedFlag(f, of, key);

describe('worklist', () => {
  const viewOf = async (id: string): Promise<string[]> => {
    const views = await Promise.all(
      ['needs-you', 'waiting', 'on-track', 'ended'].map(async (view) => {
        const { body } = await f.as('coordinator').get(`/api/v1/worklist?limit=200&view=${view}`);
        return (body as { items: { id: string; why: string }[] }).items
          .filter((item) => item.id === id)
          .map(({ why }) => `${view}: ${why}`);
      }),
    );
    return views.flat();
  };

  test('every patient is in exactly one view, with one sentence of why', async () => {
    const quiet = await enrolled();
    const silent = await enrolled({ consent: { email: false } });
    const unreachable = await enrolled({ patient: { email: undefined } });
    const gone = await enrolled();
    await f
      .as('coordinator')
      .post(`/api/v1/enrolments/${gone.id}/events`, { type: 'enrolment.withdrawn', data: { reason: 'x' } });
    const flagged = await enrolled();
    await redFlag(flagged, 'worklist');
    const paused = await enrolled();
    await f.as('coordinator').post(`/api/v1/enrolments/${paused.id}/events`, {
      type: 'enrolment.paused',
      data: { until: new Date(TEST_DAY + 7 * 86_400_000).toISOString(), reason: 'x' },
    });

    expect(await viewOf(quiet.id)).toEqual(['on-track: Nothing is due.']);
    expect(await viewOf(gone.id)).toEqual(['ended: This enrolment has ended.']);
    expect(await viewOf(flagged.id)).toEqual(['needs-you: An escalation needs somebody now.']);
    expect(await viewOf(paused.id)).toEqual(['waiting: Paused; it goes on by itself.']);
    expect((await viewOf(silent.id)).map((line) => line.split(':')[0])).toEqual(['needs-you']);
    expect((await viewOf(unreachable.id)).map((line) => line.split(':')[0])).toEqual(['needs-you']);
  });

  type Item = { id: string; reason: string; at: string; reasons: { reason: string; why: string; at: string }[] };
  const listed = async (view: string): Promise<Item[]> =>
    (await f.as('coordinator').get(`/api/v1/worklist?limit=200&view=${view}`)).body.items as Item[];

  test('who is in hospital, or whose messages somebody ended, is never on track', async () => {
    const ill = await enrolled();
    const reviewAt = new Date(TEST_DAY + 3650 * 86_400_000).toISOString();
    await f.as('coordinator').post(`/api/v1/patients/${ill.patientId}/events`, {
      type: 'patient.admitted',
      data: { reviewAt },
    });
    const ended = await enrolled();
    const escalation = await redFlag(ended, 'messages ended');
    const { body: seen } = await f.as('clinician').get(`/api/v1/escalations/${escalation}`);
    await f.as('clinician').post(`/api/v1/escalations/${escalation}/resolution`, {
      revision: seen.revision,
      signals: [{ id: seen.signals[0].id, outcome: 'reached-safe', spokeWith: 'the patient' }],
      messages: 'end',
    });
    await f.settle();
    const task = f.db.selectFrom('task').select('id').where('enrolment_id', '=', ended.id).where('status', '=', 'open');
    for (const { id } of await task.execute()) await f.as('coordinator').post(`/api/v1/tasks/${id}/completion`, {});
    await f.settle();

    const admitted = (await listed('waiting')).find(({ id }) => id === ill.id);
    expect(admitted?.reason).toBe('admitted');
    // The end that the core caps, not the one that was typed.
    expect(Date.parse(admitted?.at ?? '') - TEST_DAY).toBeLessThan(91 * 86_400_000);
    expect((await listed('needs-you')).find(({ id }) => id === ended.id)?.reason).toBe('messages-ended');
    const onTrack = (await listed('on-track')).map(({ id }) => id);
    expect(onTrack).not.toEqual(expect.arrayContaining([ill.id]));
    expect(onTrack).not.toEqual(expect.arrayContaining([ended.id]));
  });

  test('a row tells all that is open, and pages put now before overdue before due', async () => {
    const many = await enrolled({ consent: { email: false }, patient: { phone: undefined } });
    await redFlag(many, 'many reasons');
    const late = await enrolled({ patient: { phone: undefined } });
    await f.db
      .updateTable('task')
      .set({ due_at: new Date(TEST_DAY - 86_400_000) })
      .where('enrolment_id', '=', late.id)
      .execute();

    const whole = await listed('needs-you');
    const read: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const asked = `/api/v1/worklist?limit=2&view=needs-you${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const { body } = await f.as('coordinator').get(asked);
      read.push(...(body.items as Item[]).map(({ id }) => id));
      cursor = body.nextCursor as string | null;
    }

    expect(whole.find(({ id }) => id === many.id)?.reasons.map(({ reason }) => reason)).toEqual([
      'escalated',
      'task',
      'held',
      'no-consent',
    ]);
    expect(read).toEqual(whole.map(({ id }) => id));
    const order = whole.map(({ id, reason }) => (id === late.id ? 'late' : reason === 'escalated' ? 'now' : 'due'));
    expect(order).toEqual([...order].sort((a, b) => 'now late due'.indexOf(a) - 'now late due'.indexOf(b)));
  });

  test('another clinic sees none of it', async () => {
    await enrolled();
    const other = await f.otherClinic('coordinator');

    const { body } = await f.as(other).get('/api/v1/worklist?view=on-track');

    expect(body).toEqual({ items: [], nextCursor: null });
  });
});
