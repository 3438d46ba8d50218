import { createApiFixture, type ApiFixture } from '../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const DAY_MS = 86_400_000;

async function catchMail(html: string): Promise<void> {
  await f.db
    .insertInto('caught_mail')
    .values({
      to_address: 'ada@example.test',
      from_address: 'no-reply@riverside.test',
      subject: 'A <b>bold</b> subject',
      text: 'Hello <there>',
      html,
      message_id: '<1@riverside.test>',
      headers: '{}',
      raw: Buffer.from('raw'),
      received_at: new Date('2026-11-20T09:00:00Z'),
    })
    .execute();
}

test.each([
  [{ advance: 'P7D' }, { advanceMs: 7 * DAY_MS }],
  [{ advance: 'PT0S' }, { advanceMs: 0 }],
  [{ advance: 'P1W2DT3H' }, { advanceMs: 9 * DAY_MS + 3 * 3_600_000 }],
  [{ to: 'next-event' }, 'next-event'],
  [{ to: '2027-01-05T09:00:00Z' }, { at: Date.UTC(2027, 0, 5, 9) }],
])('the clock takes %j', async (body, target) => {
  const answer = await f.as('operator').post('/api/v1/demo/clock', body);

  expect(answer.status).toBe(200);
  expect(Date.parse(answer.body.now)).toBeGreaterThan(0);
  expect(f.walks.at(-1)).toEqual(target);
});

test.each([
  [{}],
  [{ advance: 'P1M' }],
  [{ advance: 'P' }],
  [{ advance: '-P1D' }],
  [{ advance: 'P9999W' }],
  [{ to: 'yesterday' }],
  [{ advance: 'P1D', to: 'next-event' }],
])('the clock refuses %j', async (body) => {
  const before = f.walks.length;

  const answer = await f.as('operator').post('/api/v1/demo/clock', body);

  expect(answer.status).toBe(422);
  expect(f.walks).toHaveLength(before);
});

test('the clock says how many repeats were folded, and the same again where the request is repeated', async () => {
  const { walkClock } = f.deps;
  f.deps.walkClock = async (...asked) => ({ ...(await walkClock(...asked)), folded: 41 });
  const key = { 'Idempotency-Key': 'folded-once' };

  const first = await f.as('operator').post('/api/v1/demo/clock', { advance: 'P1D' }, key);
  f.deps.walkClock = walkClock;
  const again = await f.as('operator').post('/api/v1/demo/clock', { advance: 'P1D' }, key);

  expect(first.body).toEqual({ now: expect.any(String), folded: 41 });
  expect(again.body).toEqual(first.body);
});

test('caught mail is listed for an address, and shown as a page that runs nothing', async () => {
  await catchMail(
    '<html><head></head><body><script>alert(1)</script><a href="http://127.0.0.1/go/x">"Start"</a></body></html>',
  );

  const mine = await f.as('coordinator').get('/api/v1/demo/mailbox?to=ada@example.test');
  const others = await f.as('coordinator').get('/api/v1/demo/mailbox?to=eve@example.test');
  const list = await f.as(null).get('/demo/mailbox');
  const one = await f.as(null).get(`/demo/mailbox/${mine.body.items[0].id}`);

  expect(mine.body.items).toEqual([
    expect.objectContaining({ to: 'ada@example.test', text: 'Hello <there>', receivedAt: '2026-11-20T09:00:00.000Z' }),
  ]);
  expect(others.body.items).toEqual([]);
  expect(list.text).toContain('A &lt;b&gt;bold&lt;/b&gt; subject');
  expect(one.text).toContain('sandbox="');
  expect(one.text).not.toContain('allow-scripts');
  expect(one.text).not.toContain('<script>');
  expect(one.headers['content-security-policy']).toContain("default-src 'none'");
});

test('a live store has no clock, no mailbox and no page of it', async () => {
  const live = await createApiFixture({ mode: 'live' });

  const answers = await Promise.all([
    live.as('operator').post('/api/v1/demo/clock', { advance: 'P1D' }),
    live.as('operator').get('/api/v1/demo/mailbox'),
    live.as(null).get('/demo/mailbox'),
  ]);
  const walked = live.walks.length;
  await live.close();

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 404]);
  expect(walked).toBe(0);
});
