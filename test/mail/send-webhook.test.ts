import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { createWebhookChannel } from '../../src/mail/send-webhook';
import { anAlert } from '../support/ledger-fixture';

const secret = `whsec_${Buffer.from('a secret of thirty-two bytes long').toString('base64')}`;
let server: Server;
let url: string;
let status = 204;
let seen: { headers: IncomingHttpHeaders; body: string }[];

beforeEach(async () => {
  seen = [];
  status = 204;
  server = createServer((req, res) => {
    void text(req).then((body) => {
      seen.push({ headers: req.headers, body });
      if (status === 0) req.socket.destroy();
      else if (status > 0) res.writeHead(status, { location: `${url}/elsewhere` }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const noting = () => Promise.resolve();
const channel = createWebhookChannel({ secret, loopbackOnly: true, timeoutMs: 300 });
const deliver = (to = url) => channel.deliver(anAlert({ channel: 'webhook', to }), noting);

test('a pager receives the id and the tier, signed, and nothing else', async () => {
  expect(await deliver()).toEqual({ outcome: 'accepted', code: 204 });

  const [request] = seen;
  const body = new Webhook(secret).verify(request?.body ?? '', request?.headers as Record<string, string>);
  expect(body).toEqual({ id: '0199a000-0000-7000-8000-0000000000ee', tier: 'now' });
  expect(request?.headers['webhook-id']).toBe(anAlert().messageId);
});

test('a pager is told that a test is one, as urgently as what it stands for', async () => {
  const test = { testId: '0199a000-0000-7000-8000-0000000000dd', askedAt: 0 };
  await channel.deliver(anAlert({ channel: 'webhook', to: url, alert: null, test }), noting);

  expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ id: test.testId, tier: 'now', test: true });
});

test.each([
  [302, { outcome: 'deferred', code: 302 }],
  [500, { outcome: 'deferred', code: 500 }],
  [429, { outcome: 'deferred', code: 429 }],
  [410, { outcome: 'refused', code: 410, hardBounce: false }],
])('an answer of %i is a failure', async (answer, outcome) => {
  status = answer;

  expect(await deliver()).toEqual(outcome);
  expect(seen).toHaveLength(1); // a redirect is not followed
});

test('silence and a dead line are ambiguous', async () => {
  status = -1;
  expect((await deliver()).outcome).toBe('ambiguous');

  status = 0;
  expect((await deliver()).outcome).toBe('ambiguous');
});

test('a pager that is not there is deferred', async () => {
  server.close();

  expect((await deliver()).outcome).toBe('deferred');
});

test.each([
  'https://example.test/',
  'http://127.0.0.1.example.test/',
  'http://10.0.0.1/',
  'file:///etc/passwd',
  'nonsense',
])('a demonstration never calls %s', async (to) => {
  expect((await deliver(to)).outcome).toBe('refused');
});

test('a live store calls https only', async () => {
  const live = createWebhookChannel({ secret, loopbackOnly: false });

  expect((await live.deliver(anAlert({ channel: 'webhook', to: url }), noting)).outcome).toBe('refused');
  expect(seen).toEqual([]);
});
