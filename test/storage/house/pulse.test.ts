import { sql } from 'kysely';
import { anEnrolment, createApiFixture, type ApiFixture, type Enrolled } from '../../support/api-fixture';
import { staffIdOf } from '../../support/staff-browser';

let f: ApiFixture;
let one: Enrolled;
beforeAll(async () => {
  f = await createApiFixture();
  one = await f.enrolled({ patient: { phone: undefined } });
  await f.settle();
});
afterAll(async () => {
  await f.close();
});

const version = async (clinicId = f.clinicId): Promise<string> => (await f.store.pulse.pulseOf(f.db, clinicId)).version;

/** Once nothing older is running any more, in whichever database of the server: tests of others share it. */
async function versionAtRest(clinicId = f.clinicId): Promise<string> {
  for (;;) {
    const now = await version(clinicId);
    if (!now.includes('-')) return now;
  }
}

const raise = (signalKey: string, patientId = one.patientId) =>
  f.store.transact(f.db, (tx) =>
    f.store.escalations.raiseEscalation(tx, {
      ...{ clinicId: f.clinicId, patientId, enrolmentId: null, tier: 'today', class: 'medication' },
      ...{ rule: 'severe', signalKey, at: Date.now() },
    }),
  );

describe('the version of a clinic', () => {
  const changes: [string, () => Promise<unknown>][] = [
    ['somebody is enrolled', () => f.enrolled()],
    [
      'a fact is recorded',
      () =>
        f
          .as('clinician')
          .post(`/api/v1/patients/${one.patientId}/events`, { type: 'consent.changed', data: { email: false } }),
    ],
    ['the time is taken in', () => f.advance(one.id)],
    [
      'a task is claimed',
      async () => {
        const answer = await f.as('coordinator').get('/api/v1/tasks?limit=200');
        const { items } = answer.body as { items: { id: string; team: string }[] };
        const { id } = items.find(({ team }) => team === 'coordinators') ?? { id: 'nothing to claim' };
        return f.as('coordinator').post(`/api/v1/tasks/${id}/claim`, {});
      },
    ],
    ['an escalation is raised', () => raise('first')],
    ['a rota is changed', () => f.as('lead').put('/api/v1/rotas/second-on-call/shifts', { shifts: [] })],
    [
      'somebody leaves',
      () => f.db.updateTable('staff_member').set({ active: false }).where('role', '=', 'operator').execute(),
    ],
    ['the clock is moved', () => f.store.demoClock.moveClock(f.db, f.clinicId, Date.now() + 3_600_000)],
    [
      'a message is withheld',
      () => f.db.updateTable('message').set({ state: 'withheld' }).where('state', '=', 'planned').execute(),
    ],
  ];
  test.each(changes)('API-9: is another one once %s', async (_what, change) => {
    await f.settle();
    const before = await version();
    const done = (await change()) as { status?: number } | undefined;
    await f.settle();

    expect(done?.status ?? 200).toBeLessThan(300);
    expect(await version()).not.toBe(before);
  });

  test('stays what it is while people look, keep signed in, and the house looks after itself', async () => {
    const { staffId } = { staffId: await staffIdOf(f, 'clinician') };
    await f.settle();
    const before = await versionAtRest();

    for (const path of ['/worklist', '/tasks', '/escalations', `/enrolments/${one.id}`, '/me', '/pulse'])
      expect((await f.as('lead').get(`/api/v1${path}`)).status).toBe(200);
    await f.store.sessions.startSession(f.db, { tokenHash: Buffer.from('x'), staffId, idToken: 'y' });
    await f.store.sessions.findSession(f.db, Buffer.from('x'), { background: false });
    await f.db.insertInto('watch_round').values({ findings: '[]' }).execute();
    await f.db.updateTable('message').set({ state: 'claimed' }).where('state', '=', 'planned').execute();

    expect(await versionAtRest()).toBe(before);
  });

  test('is not moved by another clinic', async () => {
    const other = await f.otherClinic('lead');
    const before = [await versionAtRest(), await versionAtRest(other.clinicId)];
    await f.as(other).post('/api/v1/enrolments', anEnrolment());
    await f.settle();

    expect(await versionAtRest()).toBe(before[0]);
    expect(await versionAtRest(other.clinicId)).not.toBe(before[1]);
  });

  test('is another one after every change that ends, in whatever order changes begin and end', async () => {
    const mark = (tx: Pick<ApiFixture, 'db'>['db']) =>
      sql`insert into pulse (clinic_id) values (${f.clinicId})`.execute(tx);
    // The same walk each time: 0 begins one, any other number ends one of those that run.
    let seed = 7;
    const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    const running: Awaited<ReturnType<ReturnType<typeof f.db.startTransaction>['execute']>>[] = [];
    const kept: string[] = [];
    let before = await version();
    for (let step = 0; step < 120; step += 1) {
      if (running.length === 0 || (running.length < 6 && next(2) === 0)) {
        const tx = await f.db.startTransaction().execute();
        await mark(tx);
        running.push(tx);
        continue;
      }
      const [tx] = running.splice(next(running.length), 1);
      await tx?.commit().execute();
      const now = await version();
      if (now === before) kept.push(`step ${String(step)} at ${now}`);
      before = now;
    }
    for (const tx of running) await tx.rollback().execute();

    expect(kept).toEqual([]);
  });

  test('goes on from this server’s own history after a restore from another one', async () => {
    await sql`insert into pulse (clinic_id, xid) values (${f.clinicId}, '4611686018427387904')`.execute(f.db);
    const before = await version();
    await raise('after a restore');

    expect(await version()).not.toBe(before);
    expect(before).not.toContain('4611686018427387904');
  });

  test('outlives the tidying of old marks', async () => {
    const before = await versionAtRest();
    await sql`update pulse set at = at - interval '2 days' where clinic_id = ${f.clinicId}`.execute(f.db);
    expect(await f.store.tidying.tidy(f.db)).toBeGreaterThan(20);

    expect(await versionAtRest()).toBe(before);
  });
});

test('the open escalations are counted by tier, without the daily test', async () => {
  const before = await f.store.pulse.pulseOf(f.db, f.clinicId);
  const two = await f.enrolled();
  await raise('counted', two.patientId);
  await f.store.canary.runCanary(f.db, f.clinicId);

  const { open, now } = await f.store.pulse.pulseOf(f.db, f.clinicId);

  expect(open).toEqual({ ...before.open, today: before.open.today + 1 });
  expect(now).toBeGreaterThan(before.now);
});
