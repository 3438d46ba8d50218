import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes } from '../../api/routes';
import { staffRouter } from '../../api/routes/staff-router';
import type { Deed } from '../../src/domain/words/authority';
import { createMatrix, tableOf, type Matrix } from '../support/authority-matrix';
import { anEnrolment, createApiFixture, type ApiFixture } from '../support/api-fixture';
import { root } from '../support/care/shipped';

// The whole matrix as it is answered, word for word: who changes the table of authority reads here what that opens and shuts.
// Refreshed by: GOLDEN=write npx jest test/api/auth-matrix.test.ts
const golden = join(root, 'test', 'api', 'golden', 'authority.md');
const refreshing = process.env.GOLDEN === 'write';

let f: ApiFixture;
let matrix: Matrix;
beforeAll(async () => {
  f = await createApiFixture();
  matrix = await createMatrix(f);
});
afterAll(async () => {
  await matrix.close();
  await f.close();
});

test('every role, with and without a person, is answered as golden/authority.md says', async () => {
  const before = await f.rows();
  const asked = await matrix.routes();
  expect(await f.rows()).toEqual(before);

  // Whoever has signed in with a browser may what they may with their key, and nothing else.
  expect(asked.otherwise).toEqual([]);

  // Whoever is let through reaches nothing of another clinic: by its id it is not there, and no list shows it.
  const named = asked.answers.filter(({ name }) => name.includes(':id') && !/\/(rotas|pathways)\//.test(name));
  expect(named.filter(({ status }) => status !== 404)).toEqual([]);
  expect(named.length).toBeGreaterThan(50);
  const theirs = Object.values(matrix.foreign);
  expect(asked.answers.filter(({ text }) => theirs.some((id) => text.includes(id)))).toEqual([]);
  expect(asked.answers.filter(({ status }) => status >= 500 || status === 401)).toEqual([]);

  const page = [
    '# Who may do what',
    '',
    'As the API answers. `yes`: with any key of the role; `person`: only with the key of a named person; `–`: refused.',
    '',
    tableOf('Routes', asked.lines),
    tableOf('Facts', await matrix.facts()),
    tableOf('Tasks', await matrix.tasks()),
    tableOf('Escalations', await matrix.escalations()),
    tableOf('Rotas', await matrix.rotas()),
  ].join('\n');
  if (refreshing) writeFileSync(golden, page);

  expect(page.trimEnd().split('\n')).toEqual(readFileSync(golden, 'utf8').trimEnd().split('\n'));
});

test.each(routes.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route })))(
  '$name without a key is a 401',
  async ({ route }) => {
    const path = `/api/v1${route.path}`;
    const answer = await (route.method === 'get' ? f.as(null).get(path) : f.as(null)[route.method](path, {}));

    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  },
);

const changing = routes.flatMap(({ method, path }) => (method === 'get' ? [] : [{ method, path }]));

test.each(changing)(
  '$method $path is refused to a signed-in browser that another site made ask',
  async ({ method, path }) => {
    const before = await f.rows();
    const cookie = matrix.cookieOf('lead');
    const from: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://elsewhere.example' },
      {},
    ];

    for (const headers of from)
      expect((await f.as(null)[method](`/api/v1${path}`, {}, { cookie, ...headers })).status).toBe(403);

    expect(await f.rows()).toEqual(before);
  },
);

test('a revoked key and the key of somebody who has left open nothing', async () => {
  const g = await createApiFixture();
  await g.db.updateTable('api_key').set({ revoked_at: new Date() }).where('role', '=', 'clinician').execute();
  await g.db.updateTable('staff_member').set({ active: false }).where('role', '=', 'lead').execute();

  const answers = await Promise.all(
    (['clinician', 'lead', 'operator'] as const).map((who) => g.as(who).get('/api/v1/staff')),
  );
  await g.close();

  expect(answers.map(({ status }) => status)).toEqual([401, 401, 200]);
});

test('operators see counts and ids: their own tasks and the clinic’s, and of an escalation only that there is one', async () => {
  const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ patient: { phone: undefined } }));
  const { id, patientId } = made.body as { id: string; patientId: string };
  const { escalationId } = await f.store.transact(f.db, (tx) =>
    f.store.escalations.raiseEscalation(tx, {
      ...{ clinicId: f.clinicId, patientId, enrolmentId: id, tier: 'now', class: 'mental-health' },
      // Before all those of the matrix: on the first page.
      ...{ rule: 'self-harm', signalKey: 'seen by an operator', at: Date.UTC(2026, 0, 1) },
    }),
  );

  const list = await f.as('operator').get('/api/v1/escalations?limit=200');
  const one = await f.as('operator').get(`/api/v1/escalations/${escalationId}`);
  const tasks = await f.as('operator').get('/api/v1/tasks?limit=200');
  const theirs = await f.as('coordinator').get('/api/v1/tasks?limit=200');

  const { openedBy, ...shown } = one.body as { openedBy: unknown };
  expect(openedBy).toEqual([]);
  expect(shown).toEqual({
    ...{ id: escalationId, revision: 1, tier: 'now', status: 'open', round: 1, rung: 0, exhausted: false },
    ...{ receivedUnstaffed: expect.any(Boolean), owner: null, resolvedAt: null },
    ...{ raisedAt: expect.any(String), dueAt: expect.any(String) },
  });
  expect(list.body.items).toContainEqual(shown);
  expect(`${list.text}${one.text}${tasks.text}`).not.toMatch(new RegExp(`${id}|${patientId}|self-harm|mental`));
  expect(theirs.text).toContain(patientId);
});

test('wrong keys from one address are slowed down; the right key still passes', async () => {
  const g = await createApiFixture();
  const statuses: number[] = [];
  for (let tries = 0; tries < 22; tries += 1)
    statuses.push((await g.as({ key: `guess-${tries}` }).get('/api/v1/staff')).status);
  const right = await g.as('lead').get('/api/v1/staff');
  await g.close();

  expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
  expect(statuses.slice(20)).toEqual([429, 429]);
  expect(right.status).toBe(200);
});

test('a route that names no deed does not start', () => {
  const [route] = routes;
  if (!route) throw new Error('no routes');

  expect(() => staffRouter([{ ...route, deed: 'anything' as Deed }], f.deps)).toThrow('names no deed');
});

test('G-14: requests about a patient leave a row in the audit, with ids and nothing else', async () => {
  const made = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment());
  await f.as('clinician').get(`/api/v1/enrolments/${made.body.id}`);
  await f.as('operator').get(`/api/v1/enrolments/${made.body.id}`);

  const rows = await f.db
    .selectFrom('audit_log')
    .select(['action', 'status', 'principal'])
    .where('subject', '=', made.body.id)
    .orderBy('at')
    .execute();

  expect(rows.map(({ action, status }) => [action, status])).toEqual([
    ['POST /enrolments', 201],
    ['GET /enrolments/:id', 200],
    ['GET /enrolments/:id', 403],
  ]);
});
