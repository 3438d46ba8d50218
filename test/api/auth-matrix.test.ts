import { routes } from '../../api/routes';
import type { Route } from '../../api/route';
import { roles } from '../../src/domain/role';
import { staffRouter } from '../../api/staff-router';
import { anEnrolment, createApiFixture, type ApiFixture } from '../support/api-fixture';

let f: ApiFixture;
let foreign: { id: string; version: string };
beforeAll(async () => {
  f = await createApiFixture();
  const other = await f.otherClinic('coordinator');
  const made = await f.as(other).post('/api/v1/enrolments', anEnrolment());
  foreign = { id: (made.body as { id: string }).id, version: '1' };
  expect(made.status).toBe(201);
});
afterAll(async () => {
  await f.close();
});

const addressOf = (route: Route): string =>
  `/api/v1${route.path.replaceAll(/:(\w+)/g, (_whole, name: string) => (name === 'id' ? foreign.id : foreign.version))}`;

const ask = (route: Route, who: Parameters<ApiFixture['as']>[0]) => {
  if (route.method === 'get') return f.as(who).get(addressOf(route));
  return f.as(who)[route.method](addressOf(route), {});
};

const cells = routes.flatMap((route) =>
  roles.map((role) => ({ name: `${route.method.toUpperCase()} ${route.path}`, role, route })),
);

const NOT_FOR_YOU = 'Your role may not do this';

test.each(cells)('$name as $role: its policy decides', async ({ route, role }) => {
  const key = await f.programKey(role);

  const { status, body } = await ask(route, { key });

  const refused = status === 403 && (body as { detail: string }).detail.startsWith(NOT_FOR_YOU);
  expect(refused).toBe(!route.roles.includes(role));
  expect(status).not.toBe(401);
  expect(status).toBeLessThan(500);
});

test.each(routes.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route })))(
  '$name without a key is a 401',
  async ({ route }) => {
    const answer = await ask(route, null);

    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
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

const withId = routes.filter(
  ({ path, about }) => path.includes(':id') && (about === 'patient' || path.startsWith('/staff')),
);

test.each(withId.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route })))(
  '$name with an id of another clinic is a 404, and nothing changes there',
  async ({ route }) => {
    const before = await f.rows();
    const body = bodies[route.path];

    const answers = await Promise.all(
      (['coordinator', 'lead'] as const)
        .filter((role) => route.roles.includes(role))
        .map((role) =>
          route.method === 'get' ? f.as(role).get(addressOf(route)) : f.as(role).post(addressOf(route), body),
        ),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(answers.length).toBeGreaterThan(0);
    expect(await f.rows()).toEqual(before);
  },
);

const bodies: Record<string, object> = {
  '/enrolments/:id/events': { type: 'enrolment.withdrawn', data: { reason: 'x' } },
  '/enrolments/:id/migration-preview': { toVersion: 2 },
  '/patients/:id/events': { type: 'consent.changed', data: { email: false } },
  '/escalations/:id/acknowledgement': {},
  '/escalations/:id/resolution': {
    revision: 1,
    signals: [{ id: '0199a000-0000-7000-8000-000000000000', outcome: 'reached-safe' }],
    messages: 'resume',
  },
  '/tasks/:id/claim': {},
  '/tasks/:id/completion': {},
  '/check-ins/:id/responses': { taken: 'telephone', answers: { peg: { '1': 5 } } },
  '/check-ins/:id/response-move': { toCheckInId: '0199a000-0000-7000-8000-000000000000', reason: 'x' },
  '/staff/:id/absences': { startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' },
};

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

test('a route that names no role does not start', () => {
  const [route] = routes;
  if (!route) throw new Error('no routes');

  expect(() => staffRouter([{ ...route, roles: [] }], f.deps)).toThrow('names no role');
});

test('requests about a patient leave a row in the audit, with ids and nothing else', async () => {
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
