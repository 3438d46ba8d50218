import express from 'express';
import request from 'supertest';
import { createApp } from '../../api/app';
import { createShed, worthOf, type Worth } from '../../api/middleware/load';
import { sendTooBusy } from '../../api/middleware/error-handler';
import { connect, type Db } from '../../src/storage/tx/connection';
import { createStore } from '../../src/storage/store';
import { createApiFixture, type ApiFixture } from '../support/api-fixture';
import { latch } from '../support/servers/engine-room';
import { standBefore } from '../support/servers/frozen-server';

describe('what a request is worth', () => {
  it.each<[string, string, Worth]>([
    ['POST', '/check-in/1/q/3', 'answer'],
    ['POST', '/check-in/1/q/3/skip', 'answer'],
    ['GET', '/check-in/1/q/3', 'safety'],
    ['POST', '/go/ABCD', 'safety'],
    ['POST', '/api/v1/check-ins/x/responses', 'safety'],
    ['POST', '/api/v1/patients/x/events', 'safety'],
    ['POST', '/api/v1/escalations/x/acknowledgement', 'safety'],
    ['GET', '/api/v1/escalations', 'safety'],
    ['POST', '/api/v1/enrolments', 'work'],
    ['PUT', '/api/v1/rotas/x/shifts', 'work'],
    ['GET', '/api/v1/worklist', 'list'],
    ['GET', '/api/v1/enrolments/x/timeline', 'list'],
  ])('%s %s is %s', (method, path, worth) => {
    expect(worthOf(method, path)).toBe(worth);
  });
});

test('under load lists are turned away first, then work, and answers last', async () => {
  const shed = createShed({ list: 1, work: 2, safety: 3, answer: 4 });
  const held = latch();
  let underWay = 0;
  const app = express()
    .use(shed(sendTooBusy))
    .use(async (_req, res) => {
      underWay += 1;
      await held.opened;
      res.status(204).end();
    });
  const server = app.listen(0);
  const going: Promise<number>[] = [];
  const begin = async (method: 'get' | 'post', path: string): Promise<void> => {
    const before = underWay;
    const asked = method === 'get' ? request(server).get(path) : request(server).post(path);
    going.push(asked.then(({ status }) => status));
    while (underWay === before) await new Promise((resolve) => setImmediate(resolve));
  };
  const list = () => request(server).get('/api/v1/worklist');
  const work = () => request(server).post('/api/v1/enrolments');
  const alert = () => request(server).get('/api/v1/escalations');

  const statuses: number[] = [];
  await begin('get', '/api/v1/worklist');
  statuses.push((await list()).status);
  await begin('post', '/api/v1/enrolments');
  statuses.push((await work()).status);
  await begin('get', '/api/v1/escalations');
  const refused = await alert();
  statuses.push(refused.status);
  await begin('post', '/check-in/1/q/1');
  held.open();

  expect(statuses).toEqual([503, 503, 503]);
  expect(refused.headers['retry-after']).toMatch(/^\d+$/);
  expect(await Promise.all(going)).toEqual([204, 204, 204, 204]);
  expect((await list()).status).toBe(204); // nothing stays counted
  server.close();
});

describe('a house whose connections are all taken', () => {
  let f: ApiFixture;
  let narrow: Db;
  let letGo: () => void;
  let holding: Promise<void>;

  beforeEach(async () => {
    f = await createApiFixture();
    narrow = connect(f.databaseUrl, { max: 1, connectTimeoutMs: 200 });
    const { opened, open } = latch();
    letGo = open;
    const taken = latch();
    holding = narrow.connection().execute(() => {
      taken.open();
      return opened;
    });
    await taken.opened;
  });
  afterEach(async () => {
    letGo();
    await holding;
    await narrow.destroy();
    await f.close();
  });

  test('answers 503 and says when to come back', async () => {
    const app = createApp({ ...f.deps, store: createStore(narrow) });

    const answer = await request(app).get('/api/v1/escalations').set('authorization', `Bearer ${f.keys.clinician}`);

    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  test('shows patients a page with the number to ring', async () => {
    const app = createApp({ ...f.deps, store: createStore(narrow) });

    const answer = await request(app).get('/go/AAAA-BBBB');

    expect([answer.status, answer.type]).toEqual([503, 'text/html']);
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
  });

  test('whose lists are stuck still takes what is about safety', async () => {
    const app = createApp({ ...f.deps, lists: createStore(narrow) });
    const ask = (path: string) => request(app).get(path).set('authorization', `Bearer ${f.keys.clinician}`);

    expect((await ask('/api/v1/worklist?view=needs-you')).status).toBe(503);
    expect((await ask('/api/v1/escalations')).status).toBe(200);
  });

  test('is still told ready or not by readiness, which has connections of its own', async () => {
    const app = createApp({ ...f.deps, store: createStore(narrow), lists: createStore(narrow) });

    expect((await request(app).get('/readyz/answers')).status).toBe(200);
  });
});

test('readiness answers within two seconds while PostgreSQL is frozen', async () => {
  const f = await createApiFixture();
  const server = await standBefore(f.databaseUrl);
  const probe = connect(server.url, { max: 2, statementTimeoutMs: 20_000 });
  const app = createApp({ ...f.deps, probe });
  await request(app).get('/readyz/answers').expect(200);
  server.freeze();
  const since = performance.now();

  const answers = await Promise.all(['/readyz', '/readyz', '/readyz/answers'].map((path) => request(app).get(path)));

  expect(performance.now() - since).toBeLessThan(2500);
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  server.thaw();
  await probe.destroy();
  await server.close();
  await f.close();
});
