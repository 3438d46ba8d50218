import { sql } from 'kysely';
import { anEnrolment, createApiFixture, type ApiFixture } from '../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

async function enrolled(): Promise<{ id: string; patientId: string }> {
  const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ patient: { phone: undefined } }));
  return made.body as { id: string; patientId: string };
}

const rowsOf = (action: string) =>
  f.db
    .selectFrom('audit_log')
    .select(['principal', 'subject', 'status', 'shown'])
    .where('action', '=', action)
    .orderBy('at')
    .execute();

const staffIdOf = async (role: string): Promise<string> => {
  const row = f.db.selectFrom('staff_member').select('id').where('role', '=', role);
  return (await row.executeTakeFirstOrThrow()).id;
};

test('a change without its audit row is no change', async () => {
  const { id } = await enrolled();
  const task = await f.db.selectFrom('task').select('id').where('enrolment_id', '=', id).executeTakeFirstOrThrow();
  await sql`create function audit_is_full() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$`.execute(
    f.db,
  );
  await sql`create trigger audit_is_full before insert on audit_log for each row
    when (new.action = 'POST /tasks/:id/claim' and new.status = 200) execute function audit_is_full()`.execute(f.db);

  const claimed = await f.as('coordinator').post(`/api/v1/tasks/${task.id}/claim`, {});

  await sql`drop trigger audit_is_full on audit_log`.execute(f.db);
  expect(claimed.status).toBe(500);
  const row = f.db.selectFrom('task').select('claimed_by').where('id', '=', task.id);
  expect(await row.executeTakeFirstOrThrow()).toEqual({ claimed_by: null });
});

test('each change is on record once, with its author: of patients, tasks, rotas and absences', async () => {
  const clinician = await staffIdOf('clinician');
  const lead = await staffIdOf('lead');
  const span = { startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' };

  await f.as('lead').put('/api/v1/rotas/second-on-call/shifts', { shifts: [{ staffId: clinician, ...span }] });
  const { body } = await f.as('lead').post(`/api/v1/staff/${clinician}/absences`, span);
  await f.as('lead').post(`/api/v1/absences/${body.id}/ending`, {});
  await f.as('operator').put('/api/v1/rotas/second-on-call/shifts', { shifts: [] });

  const operator = await staffIdOf('operator');
  expect(await rowsOf('PUT /rotas/:id/shifts')).toEqual([
    { principal: lead, subject: 'second-on-call', status: 200, shown: null },
    { principal: operator, subject: null, status: 403, shown: null },
  ]);
  expect(await rowsOf('POST /staff/:id/absences')).toEqual([
    { principal: lead, subject: clinician, status: 201, shown: null },
  ]);
  expect(await rowsOf('POST /absences/:id/ending')).toEqual([
    { principal: lead, subject: body.id, status: 200, shown: null },
  ]);
});

test('an answer given again for the same Idempotency-Key is on record again, its change is not made again', async () => {
  const body = anEnrolment();
  const before = (await rowsOf('POST /enrolments')).length;
  const headers = { 'Idempotency-Key': 'audit-once' };

  await f.as('coordinator').post('/api/v1/enrolments', body, headers);
  const again = await f.as('coordinator').post('/api/v1/enrolments', body, headers);

  expect(again.status).toBe(201);
  expect((await rowsOf('POST /enrolments')).slice(before).map(({ status }) => status)).toEqual([201, 201]);
});

test.each(['/worklist', '/tasks', '/escalations'])(
  'polling %s leaves one row in a quarter of an hour, with what was shown, and one more for who is new on it',
  async (path) => {
    await enrolled();
    const read = async (): Promise<string[]> => {
      const { body } = await f.as('clinician').get(`/api/v1${path}`);
      const { items } = body as { items: { id: string; patientId?: string | null }[] };
      // Tasks of the clinic itself say nothing about anybody.
      return items.flatMap(({ id, patientId }) => (patientId === null ? [] : [id])).sort();
    };
    const shown = async () => (await rowsOf(`GET ${path}`)).map((row) => [...(row.shown ?? [])].sort());

    const first = await read();
    for (let poll = 0; poll < 5; poll += 1) await read();
    expect(await shown()).toEqual([first]);
    const counted = sql<{ times: number }>`select r.times from audit_repeat r join audit_log a on a.id = r.audit_id
      where a.action = ${`GET ${path}`}`;
    expect((await counted.execute(f.db)).rows).toEqual([{ times: 5 }]);

    await f.as('lead').get(`/api/v1${path}`);
    expect(await shown()).toEqual([first, first]);

    const { id, patientId } = await enrolled();
    await f.store.transact(f.db, (tx) =>
      f.store.escalations.raiseEscalation(tx, {
        ...{ clinicId: f.clinicId, patientId, enrolmentId: id, tier: 'today', class: 'medication' },
        ...{ rule: 'severe', signalKey: `seen on ${path}`, at: Date.now() },
      }),
    );
    const then = await read();
    await read();
    expect(await shown()).toEqual([first, first, then.filter((each) => !first.includes(each))]);
  },
);

describe('looking at one person', () => {
  const views = async (action: string, subject: string) => {
    const { rows } = await sql<{ times: number | null }>`
      select r.times from audit_log a left join audit_repeat r on r.audit_id = a.id
      where a.action = ${action} and a.subject = ${subject} order by a.at`.execute(f.db);
    return rows.map(({ times }) => times);
  };

  test('again and again within a quarter of an hour is one row, with a count; each reader has their own', async () => {
    const { id, patientId } = await enrolled();
    const look = (who: 'clinician' | 'lead', headers?: Record<string, string>) =>
      f.as(who).get(`/api/v1/enrolments/${id}`, headers);

    for (let time = 0; time < 4; time += 1) expect((await look('clinician')).status).toBe(200);
    await look('lead');

    expect(await views('GET /enrolments/:id', id)).toEqual([3, null]);
    // No header switches it off: what a page asks by itself is on record like anything else.
    await look('lead', { 'X-Background': '1' });
    expect(await views('GET /enrolments/:id', id)).toEqual([3, 1]);
    // Each list of theirs for itself.
    await f.as('clinician').get(`/api/v1/enrolments/${id}/timeline`);
    expect(await views('GET /enrolments/:id/timeline', id)).toEqual([null]);
    expect(patientId).not.toBe(id);
  });

  test('a quarter of an hour later it is a row again', async () => {
    const { id } = await enrolled();
    const look = () => f.as('clinician').get(`/api/v1/enrolments/${id}`);
    await look();
    // The audit never changes, so a look of long ago is written as one.
    const principal = await staffIdOf('coordinator');
    await sql`insert into audit_log (clinic_id, at, principal, action, subject, status)
      values (${f.clinicId}, clock_timestamp() - interval '16 minutes', ${principal}, 'GET /enrolments/:id', ${id}, 200)`.execute(
      f.db,
    );

    await f.as('coordinator').get(`/api/v1/enrolments/${id}`);

    expect(await views('GET /enrolments/:id', id)).toEqual([null, null, null]);
  });

  test('a refused look is a row each time', async () => {
    const { id } = await enrolled();
    for (let time = 0; time < 2; time += 1) await f.as('operator').get(`/api/v1/enrolments/${id}`);

    expect(await views('GET /enrolments/:id', id)).toEqual([null, null]);
  });
});

test.each(['event', 'journal', 'audit_log'])(
  'rows of %s are never changed, never deleted and never emptied',
  async (table) => {
    const { id } = await enrolled();
    await f.advance(id);
    const column = { event: 'type', journal: 'n', audit_log: 'action' }[table] ?? '';
    const count = async () =>
      (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(f.db)).rows[0]?.n ?? 0;
    const before = await count();
    const refused = /never change/;

    await expect(
      sql`update ${sql.table(table)} set ${sql.ref(column)} = ${column === 'n' ? 9999 : 'x'}`.execute(f.db),
    ).rejects.toThrow(refused);
    await expect(sql`delete from ${sql.table(table)}`.execute(f.db)).rejects.toThrow(refused);
    await expect(sql`truncate ${sql.table(table)} cascade`.execute(f.db)).rejects.toThrow(refused);
    expect(before).toBeGreaterThan(0);
    expect(await count()).toBe(before);
  },
);
