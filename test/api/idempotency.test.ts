import { anEnrolment, createApiFixture, type ApiFixture } from '../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const withKey = (key: string) => ({ 'Idempotency-Key': key });

test('the same request with the same key is answered again and done once', async () => {
  const body = anEnrolment();
  const first = await f.as('coordinator').post('/api/v1/enrolments', body, withKey('one'));
  const before = await f.rows();

  const again = await f.as('coordinator').post('/api/v1/enrolments', body, withKey('one'));

  expect(first.status).toBe(201);
  expect({ status: again.status, body: again.body, location: again.headers.location }).toEqual({
    status: 201,
    body: first.body,
    location: first.headers.location,
  });
  expect(await f.rows()).toEqual(before);
});

test('another body with the same key is a 422', async () => {
  await f.as('coordinator').post('/api/v1/enrolments', anEnrolment(), withKey('two'));
  const before = await f.rows();

  const other = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment(), withKey('two'));

  expect(other.status).toBe(422);
  expect(other.body.detail).toContain('another body');
  expect(await f.rows()).toEqual(before);
});

test('a key belongs to one person and one address', async () => {
  const first = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment(), withKey('three'));
  const second = await f.as('lead').post('/api/v1/enrolments', anEnrolment(), withKey('three'));
  const event = { type: 'diagnosis.recorded', data: { mechanism: 'axial' } };
  const third = await f.as('lead').post(`/api/v1/enrolments/${first.body.id}/events`, event, withKey('three'));
  const fourth = await f.as('lead').post(`/api/v1/enrolments/${second.body.id}/events`, event, withKey('three'));

  expect([first.status, second.status, third.status, fourth.status]).toEqual([201, 201, 202, 202]);
  expect(second.body.id).not.toBe(first.body.id);
  expect(fourth.body.eventId).not.toBe(third.body.eventId);
});

test('of ten at once one does it, and none does it twice', async () => {
  const body = anEnrolment();

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => f.as('coordinator').post('/api/v1/enrolments', body, withKey('four'))),
  );

  const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body: { id } }) => id as string));
  expect(ids.size).toBe(1);
  expect(
    answers.filter(({ status }) => status !== 201).every(({ status, body }) => status === 409 && body.code === 'busy'),
  ).toBe(true);
});

test('a key whose request is still running is a 409', async () => {
  const busy = anEnrolment();
  // Somebody holds the patient's reference, so that the first request waits inside its transaction.
  const made = await f.as('coordinator').post('/api/v1/enrolments', busy);
  let second: Promise<{ status: number; body: { code?: string } }> | undefined;
  let first: Promise<{ status: number }> | undefined;
  await f.db.transaction().execute(async (tx) => {
    await f.store.facts.lockPatient(tx, made.body.patientId);
    first = f
      .as('coordinator')
      .post('/api/v1/enrolments', busy, withKey('five'))
      .then((answer) => answer);
    second = waitingThen(f, () =>
      f
        .as('coordinator')
        .post('/api/v1/enrolments', busy, withKey('five'))
        .then((answer) => answer),
    );
    expect(await second).toMatchObject({ status: 409, body: { code: 'busy' } });
  });
  expect((await first)?.status).toBe(409);
});

test('a refused request leaves its key free', async () => {
  const bad = anEnrolment({ pathway: 'no-such' });

  const refused = await f.as('coordinator').post('/api/v1/enrolments', bad, withKey('six'));
  const mended = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment(), withKey('six'));

  expect([refused.status, mended.status]).toEqual([422, 201]);
});

test('a demonstration clock asked twice with one key walks once', async () => {
  const before = f.walks.length;

  const first = await f.as('operator').post('/api/v1/demo/clock', { advance: 'P7D' }, withKey('seven'));
  const again = await f.as('operator').post('/api/v1/demo/clock', { advance: 'P7D' }, withKey('seven'));

  expect(again.body).toEqual(first.body);
  expect(f.walks.slice(before)).toEqual([{ advanceMs: 7 * 86_400_000 }]);
});

test.each(['', ' ', 'x'.repeat(201)])('a key of %j is refused', async (key) => {
  const answer = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment(), withKey(key));

  expect(answer.status).toBe(422);
});

/** Runs `next` once the database has a session waiting for a lock. */
async function waitingThen<T>(fixture: ApiFixture, next: () => Promise<T>): Promise<T> {
  for (;;) {
    const { rows } = await fixture.store.db.executeQuery<{ waiting: number }>({
      ...fixture.db.selectNoFrom((eb) => eb.lit(1).as('one')).compile(),
      sql: "select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    });
    if ((rows[0]?.waiting ?? 0) > 0) return next();
  }
}
