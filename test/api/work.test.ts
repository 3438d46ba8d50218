import { anEnrolment, createApiFixture, type ApiFixture } from '../support/api-fixture';
import { TEST_DAY } from '../support/care/test-day';
import { raiseRedFlag } from '../support/care/red-flag';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const staffId = async (role: string): Promise<string> => {
  const { body } = await f.as('lead').get('/api/v1/staff');
  return (body as { items: { id: string; role: string }[] }).items.find((member) => member.role === role)?.id ?? '';
};

describe('tasks', () => {
  test('a claimed task is somebody’s, and completing it reaches the pathway', async () => {
    const { id } = await f.enrolled({ patient: { phone: undefined } });
    const list = await f.as('coordinator').get('/api/v1/tasks?limit=200');
    const task = list.body.items.find((item: { enrolmentId: string }) => item.enrolmentId === id);

    const mine = await f.as('coordinator').post(`/api/v1/tasks/${task.id}/claim`);
    const theirs = await f.as('lead').post(`/api/v1/tasks/${task.id}/claim`);
    const done = await f.as('coordinator').post(`/api/v1/tasks/${task.id}/completion`, { note: 'rang the neighbour' });
    const twice = await f.as('coordinator').post(`/api/v1/tasks/${task.id}/completion`, {});

    expect([mine.status, theirs.status, done.status, twice.status]).toEqual([200, 409, 200, 409]);
    expect(mine.body.claimedBy).toBe(await staffId('coordinator'));
    expect(done.body).toMatchObject({ status: 'done', note: 'rang the neighbour' });
    const events = await f.db
      .selectFrom('event')
      .select(['type', 'data'])
      .where('enrolment_id', '=', id)
      .where('type', '=', 'task.completed')
      .execute();
    expect(events).toHaveLength(1);
  });

  test('pages follow one another without gap or repeat', async () => {
    for (let n = 0; n < 5; n += 1) await f.enrolled({ patient: { phone: undefined } });
    const whole = await f.as('lead').get('/api/v1/tasks?limit=200');

    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await f.as('lead').get(`/api/v1/tasks?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      const { items, nextCursor } = page.body as { items: { id: string }[]; nextCursor: string | null };
      read.push(...items.map(({ id }) => id));
      cursor = nextCursor;
    } while (cursor !== null);

    expect(read).toEqual(whole.body.items.map(({ id }: { id: string }) => id));
    expect(read.length).toBeGreaterThanOrEqual(5);
  });
});

describe('escalations', () => {
  test('acknowledge, resolve, and every enrolment goes on', async () => {
    const enrolment = await f.enrolled();
    const escalation = await raiseRedFlag(f, enrolment, 'one');
    const held = await f.as('clinician').get(`/api/v1/enrolments/${enrolment.id}`);
    const open = await f.as('clinician').get('/api/v1/escalations?status=open&limit=200');
    const { revision, signals } = open.body.items.find(({ id }: { id: string }) => id === escalation);

    const acknowledged = await f
      .as('clinician')
      .post(`/api/v1/escalations/${escalation}/acknowledgement`, { revision });
    const coordinator = await f.as('coordinator').post(`/api/v1/escalations/${escalation}/resolution`, {});
    const resolved = await f.as('clinician').post(`/api/v1/escalations/${escalation}/resolution`, {
      revision: acknowledged.body.revision,
      signals: [
        { id: signals[0].id, outcome: 'reached-safe', contactAt: '2026-01-01T10:00:00Z', spokeWith: 'the patient' },
      ],
      messages: 'resume',
      note: 'seen\nand safe',
    });
    await f.settle();

    expect(held.body).toMatchObject({ status: 'held', openEscalation: { id: escalation, tier: 'now' } });
    expect(acknowledged.body).toMatchObject({ status: 'acknowledged', owner: { name: 'Dr Lee' } });
    expect(coordinator.status).toBe(403);
    expect(resolved.status).toBe(200);
    expect(resolved.body.status).toBe('resolved');
    const after = await f.as('clinician').get(`/api/v1/enrolments/${enrolment.id}`);
    expect(after.body).toMatchObject({ status: 'active', openEscalation: null });
    const again = await f.as('clinician').post(`/api/v1/escalations/${escalation}/acknowledgement`, {});
    expect(again.status).toBe(409);
  });

  test('a stale revision is a 409 that says what is new', async () => {
    const enrolment = await f.enrolled();
    const escalation = await raiseRedFlag(f, enrolment, 'two');
    await f.store.transact(f.db, (tx) =>
      f.store.escalations.raiseEscalation(tx, {
        clinicId: f.clinicId,
        patientId: enrolment.patientId,
        enrolmentId: enrolment.id,
        tier: 'now',
        class: 'spine',
        rule: 'red-flag.leg',
        signalKey: 'two-b',
        at: TEST_DAY,
      }),
    );

    const answer = await f.as('clinician').post(`/api/v1/escalations/${escalation}/acknowledgement`, { revision: 1 });

    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'stale-revision', details: { newSignals: [{ rule: 'red-flag.leg' }] } });
  });

  test('a program cannot acknowledge', async () => {
    const escalation = await raiseRedFlag(f, await f.enrolled(), 'three');

    const answer = await f
      .as({ key: await f.programKey('clinician') })
      .post(`/api/v1/escalations/${escalation}/acknowledgement`, {});

    expect(answer.status).toBe(403);
  });

  test.each([
    ['nothing', {}, ['revision', 'signals', 'messages']],
    [
      'an unknown outcome',
      { revision: 1, signals: [{ id: '0199a000-0000-7000-8000-000000000000', outcome: 'fine' }], messages: 'resume' },
      ['signals.0.outcome'],
    ],
    ['no signal', { revision: 1, signals: [], messages: 'end' }, ['signals']],
    [
      'a revision that no database counts to',
      {
        revision: Number.MAX_SAFE_INTEGER,
        signals: [{ id: '0199a000-0000-7000-8000-000000000000', outcome: 'reached-safe' }],
        messages: 'end',
      },
      ['revision'],
    ],
    [
      'an unknown way on',
      {
        revision: 1,
        signals: [{ id: '0199a000-0000-7000-8000-000000000000', outcome: 'reached-safe' }],
        messages: 'later',
      },
      ['messages'],
    ],
  ])('a resolution with %s is refused by name', async (_case, body, fields) => {
    const escalation = await raiseRedFlag(f, await f.enrolled(), `bad ${_case}`);

    const answer = await f.as('clinician').post(`/api/v1/escalations/${escalation}/resolution`, body);

    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(fields);
  });

  test('an enrolment begun while the patient is escalated is held from the start', async () => {
    const body = anEnrolment();
    const first = await f.as('coordinator').post('/api/v1/enrolments', body);
    await f
      .as('coordinator')
      .post(`/api/v1/enrolments/${first.body.id}/events`, { type: 'enrolment.withdrawn', data: { reason: 'x' } });
    await f.store.transact(f.db, (tx) =>
      f.store.escalations.raiseEscalation(tx, {
        clinicId: f.clinicId,
        patientId: first.body.patientId,
        enrolmentId: first.body.id,
        tier: 'now',
        class: 'spine',
        rule: 'r',
        signalKey: 'before',
        at: TEST_DAY,
      }),
    );

    const again = await f.as('coordinator').post('/api/v1/enrolments', body);

    const seen = await f.as('coordinator').get(`/api/v1/enrolments/${again.body.id}`);
    expect(seen.body.status).toBe('held');
  });
});

describe('rotas', () => {
  test('a plan replaces what is ahead, and an absence is written', async () => {
    const clinician = await staffId('clinician');
    const startsAt = new Date(TEST_DAY + 86_400_000).toISOString();
    const endsAt = new Date(TEST_DAY + 2 * 86_400_000).toISOString();

    const put = await f
      .as('lead')
      .put('/api/v1/rotas/second-on-call/shifts', { shifts: [{ staffId: clinician, startsAt, endsAt }] });
    const get = await f.as('lead').get('/api/v1/rotas/second-on-call/shifts');
    const away = await f.as('coordinator').post(`/api/v1/staff/${clinician}/absences`, { startsAt, endsAt });

    expect(put.status).toBe(200);
    expect(get.body.items).toEqual([
      { id: expect.any(String), staffId: clinician, startsAt, endsAt, recordedBy: await staffId('lead') },
    ]);
    expect(away.status).toBe(201);
    const gap = await f.as('lead').get('/api/v1/tasks?limit=200');
    expect(gap.body.items.map(({ kind }: { kind: string }) => kind)).toContain('close-rota-gap');
    const listed = await f.as('operator').get('/api/v1/absences');
    expect(listed.body.items).toEqual([
      expect.objectContaining({ id: away.body.id, staffId: clinician, startsAt, endsAt, endedAt: null }),
    ]);
    const ended = await f.as('lead').post(`/api/v1/absences/${away.body.id}/ending`, {});
    expect(ended.body).toMatchObject({ endsAt, endedAt: expect.any(String), endedBy: await staffId('lead') });
    expect((await f.as('lead').get('/api/v1/absences')).body).toEqual({ items: [], nextCursor: null });
  });

  test('a stranger, an end before its start and an unknown rota are refused', async () => {
    const before = await f.rows();
    const times = { startsAt: '2030-01-02T00:00:00Z', endsAt: '2030-01-01T00:00:00Z' };

    const bad = await f.as('lead').put('/api/v1/rotas/clinician-on-call/shifts', {
      shifts: [{ staffId: '0199a000-0000-7000-8000-000000000000', startsAt: 'soon', endsAt: times.endsAt }],
    });
    const backwards = await f.as('lead').post(`/api/v1/staff/${await staffId('lead')}/absences`, times);
    const unknown = await f.as('lead').put('/api/v1/rotas/no-such/shifts', { shifts: [] });

    expect(bad.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'shifts.0.staffId',
      'shifts.0.startsAt',
    ]);
    expect(backwards.body.errors.map(({ field }: { field: string }) => field)).toEqual(['endsAt']);
    expect([bad.status, backwards.status, unknown.status]).toEqual([422, 422, 404]);
    expect(await f.rows()).toEqual(before);
  });
});

describe('pathways', () => {
  test('versions are listed and shown', async () => {
    const list = await f.as('operator').get('/api/v1/pathways');
    const one = await f.as('operator').get('/api/v1/pathways/post-laminectomy-syndrome/versions/1');
    const none = await f.as('operator').get('/api/v1/pathways/post-laminectomy-syndrome/versions/99');

    expect(list.body.items).toContainEqual(expect.objectContaining({ id: 'post-laminectomy-syndrome', version: 1 }));
    expect(one.body).toMatchObject({ id: 'post-laminectomy-syndrome', version: 1, tracks: expect.any(Array) });
    expect(none.status).toBe(404);
  });
});
