import { sql } from 'kysely';
import { gzipSync } from 'node:zlib';
import { DomainError, errorCodes } from '../../src/domain/words/error';
import { errorForLog } from '../../src/log';
import { urlForLog } from '../../api/middleware/request-log';
import { problems } from '../../api/contracts/problem';
import { anEnrolment, createApiFixture, type ApiFixture } from '../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const JSON_TYPE = { 'Content-Type': 'application/json' };
const enrol = (body: string | object, headers: Record<string, string> = JSON_TYPE) =>
  f.as('coordinator').post('/api/v1/enrolments', body, headers);

describe('bodies', () => {
  test.each([
    ['half a JSON', '{"pathway":', JSON_TYPE, 400],
    ['a bare text', '"hello"', JSON_TYPE, 400],
    ['128 KB and one byte', JSON.stringify({ x: 'a'.repeat(128 * 1024 - 7) }), JSON_TYPE, 413],
    ['a form', 'a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', '{}', { 'Content-Type': 'text/plain' }, 415],
    ['an unknown encoding', '{}', { ...JSON_TYPE, 'Content-Encoding': 'zstd9' }, 415],
    ['an unknown character set', '{}', { 'Content-Type': 'application/json; charset=utf-99' }, 415],
    ['thirty thousand brackets', `{"pathway":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, JSON_TYPE, 422],
  ])('%s is refused', async (_case, body, headers, status) => {
    const before = await f.rows();

    const answer = await enrol(body, headers);

    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, requestId: expect.any(String), detail: expect.any(String) });
    expect(await f.rows()).toEqual(before);
  });

  test('a small gzip that unpacks to megabytes is a 413', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, 32));

    const answer = await f
      .as('coordinator')
      .post('/api/v1/enrolments', undefined, { ...JSON_TYPE, 'Content-Encoding': 'gzip' })
      .serialize((value) => value as unknown as string)
      .send(bomb);

    expect(answer.status).toBe(413);
  });
});

describe('addresses', () => {
  test.each([
    ['an unknown address', '/api/v1/nothing', 404],
    ['a broken escape', '/api/v1/enrolments/%E0%A4%A', 400],
    ['an unknown query field', '/api/v1/tasks?stat=open', 422],
    ['a query field twice', '/api/v1/tasks?status=open&status=done', 422],
    ['a query object', '/api/v1/tasks?status[$ne]=open', 422],
    ['a garbled cursor', '/api/v1/tasks?cursor=abc', 422],
    ['a cursor without an id', `/api/v1/tasks?cursor=${Buffer.from('1/x').toString('base64url')}`, 422],
    ['a limit of nought', '/api/v1/tasks?limit=0', 422],
    ['a limit of thousands', '/api/v1/worklist?limit=5000', 422],
    ['an unknown view', '/api/v1/worklist?view=mine', 422],
  ])('%s is refused', async (_case, path, status) => {
    const answer = await f.as('coordinator').get(path);

    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});

describe('headers', () => {
  test.each(['/healthz', '/api/v1/staff', '/api/v1/nothing', '/docs', '/demo/mailbox'])(
    '%s carries the policy of the house',
    async (path) => {
      const { headers } = await f.as('lead').get(path);

      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  test('answers about patients are never cached', async () => {
    const made = await enrol(anEnrolment());
    const seen = await f.as('lead').get(`/api/v1/enrolments/${made.body.id}`);

    expect([made.headers['cache-control'], seen.headers['cache-control']]).toEqual(['no-store', 'no-store']);
  });

  test('a request id of the caller is not taken over', async () => {
    const { headers } = await f.as('lead').get('/healthz', { 'X-Request-Id': 'forged' });

    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('faults', () => {
  test('an unknown fault is a 500 with a request id and nothing else', async () => {
    const { listStaff } = f.store.staff;
    const broken = { ...f.store.staff, listStaff: () => Promise.reject(new Error('secret of Ada Okafor')) };
    Object.assign(f.deps.store, { staff: broken });

    const answer = await f.as('lead').get('/api/v1/staff');
    Object.assign(f.deps.store, { staff: { ...broken, listStaff } });

    expect(answer.status).toBe(500);
    expect(Object.keys(answer.body).sort()).toEqual(['detail', 'requestId', 'status', 'title', 'type']);
    expect(answer.text).not.toContain('Okafor');
  });

  test('G-13: whoever opens an address in a browser reads a page, whatever went wrong', async () => {
    const open = async (path: string) => {
      const { status, type, text } = await f.as(null).get(path).set('Accept', 'text/html,*/*;q=0.8');
      expect({ path, status, type, heading: /<h1[^>]*>[A-Z]/.test(text) }).toMatchObject({
        type: 'text/html',
        heading: true,
      });
      return status;
    };
    const { caughtMail } = f.deps.store;
    const failingWith = async (error: Error) => {
      Object.assign(f.deps.store, { caughtMail: { ...caughtMail, listCaughtMail: () => Promise.reject(error) } });
      const status = await open('/demo/mailbox');
      Object.assign(f.deps.store, { caughtMail });
      return status;
    };

    expect(await open('/nowhere')).toBe(404);
    expect(await open('/check-in/0199a000-0000-7000-8000-000000000000/q/1')).toBe(403);
    expect(await failingWith(new Error('secret'))).toBe(500);
    expect(await failingWith(Object.assign(new Error('gone'), { code: '57P01' }))).toBe(503);
    const guesses: number[] = [];
    while (guesses.at(-1) !== 429 && guesses.length < 100)
      guesses.push(await open(`/go/7KQ4-${String(guesses.length)}`));
    expect(guesses.at(-1)).toBe(429);
  });

  test('every code of the house has a status', () => {
    expect(Object.keys(problems).sort()).toEqual([...errorCodes].sort());
  });

  test('what the database repeats does not reach the log', () => {
    const pg = Object.assign(new Error('duplicate key (reference)=(A-1001)'), { severity: 'ERROR', code: '23505' });
    const parser = Object.assign(new SyntaxError('Unexpected token in {"familyName":"Okafor"'), { status: 400 });

    const smtp = Object.assign(new Error('550 <ada@example.test> unknown'), { code: 'EENVELOPE', responseCode: 550 });

    const logged = JSON.stringify([
      errorForLog(smtp),
      errorForLog(pg),
      errorForLog(parser),
      errorForLog(new DomainError('busy', 'x', {}, { cause: pg })),
    ]);

    expect(logged).not.toContain('A-1001');
    expect(logged).not.toContain('Okafor');
    expect(logged).not.toContain('ada@');
    expect(logged).toContain('23505');
  });

  test('a patient’s link reaches the log without its code', () => {
    expect(urlForLog('/go/7KQ4-XM2P?x=1')).toBe('/go/[code]');
    expect(urlForLog('/GO/7KQ4-XM2P')).toBe('/GO/[code]');
    expect(urlForLog('/go/7KQ4-XM2P/stop')).toBe('/go/[code]/stop');
    expect(urlForLog('/api/v1/demo/mailbox?to=ada@example.test')).toBe('/api/v1/demo/mailbox');
  });

  test.each([
    ['/api/v1/enrolments/A-1001/timeline', '/api/v1/enrolments/[hidden]/timeline'],
    ['/api/v1/patients/okafor', '/api/v1/patients/[hidden]'],
    ['/Okafor', '/[hidden]'],
    ['/api/v1/ada@example.test', '/api/v1/[hidden]'],
  ])('what somebody typed into an address where no such word belongs stays out of the log: %s', (url, logged) => {
    expect(urlForLog(url)).toBe(logged);
  });

  test.each([
    '/',
    '/readyz/answers',
    '/assets/pages.css',
    '/api/v1/enrolments/0199a000-0000-7000-8000-000000000000/timeline',
    '/api/v1/pathways/post-laminectomy-syndrome/versions/2',
    '/check-in/0199a000-0000-7000-8000-000000000000/q/12/skip',
  ])('%s is told whole', (url) => {
    expect(urlForLog(url)).toBe(url);
  });
});

describe('health', () => {
  test('answers can be taken while the engine is away, and the house says so in words', async () => {
    f.state.engineWorks = false;

    const [alive, answers, whole] = await Promise.all(
      ['/healthz', '/readyz/answers', '/readyz'].map((path) => f.as(null).get(path)),
    );
    f.state.engineWorks = true;

    expect([alive?.status, answers?.status, whole?.status]).toEqual([200, 200, 503]);
    expect(whole?.body.checks).toContainEqual({
      what: 'engine',
      ok: false,
      words: expect.stringContaining('does not answer'),
    });
  });

  test('a watch round without findings turns the house ready; findings turn it red', async () => {
    await f.db.insertInto('watch_round').values({ findings: '[]' }).execute();
    const ready = await f.as(null).get('/readyz');
    await f.db
      .insertInto('watch_round')
      .values({ findings: '[{"check":"x"}]', at: new Date(Date.now() + 1000) })
      .execute();
    const red = await f.as(null).get('/readyz');

    expect([ready.status, red.status]).toEqual([200, 503]);
  });

  test('a way out that takes nothing turns the house red, and is named', async () => {
    await f.db
      .insertInto('watch_round')
      .values({ findings: '[]', at: new Date(Date.now() + 2000) })
      .execute();
    const good = await f.as(null).get('/readyz');
    const [clinic] = await f.db.selectFrom('clinic').select('id').execute();
    const tried = await sql<{ id: string }>`
      with made as (
        insert into message (clinic_id, key, lane, channel, template, role, due_at, created_at, attempts)
        select ${clinic?.id ?? ''}, 'way-out/' || n, 'bulk', 'mail', 'check-in', 'invite', now(), now(), 1
        from generate_series(1, 3) n returning id)
      insert into message_attempt (id, message_id, started_at, ended_at, outcome, code)
      select uuidv7(), id, now(), now(), 'deferred', 554 from made returning message_id as id`.execute(f.db);
    const bad = await f.as(null).get('/readyz');
    await f.db.deleteFrom('message_attempt').execute();
    for (const { id } of tried.rows) await f.db.deleteFrom('message').where('id', '=', id).execute();

    expect(good.body.checks).toContainEqual({ what: 'mail', ok: true, words: expect.any(String) });
    expect([good.status, bad.status]).toEqual([200, 503]);
    expect(bad.body.checks).toContainEqual({
      what: 'mail',
      ok: false,
      words: expect.stringContaining('bulk/mail/refused'),
    });
  });

  test('figures name no address', async () => {
    const { text } = await f.as(null).get('/metrics');

    expect(text).toContain('throughline_http_request_seconds');
    expect(text).not.toMatch(/enrolments|[0-9a-f]{8}-[0-9a-f]{4}/);
  });
});
