import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { createAlarm } from '../../src/watch/alarm';
import type { Finding } from '../../src/watch/report';
import { startSmtpSink } from '../support/servers/smtp-sink';

const SECRET = `whsec_${Buffer.from('a secret of some thirty-two bytes').toString('base64')}`;
const nothing = {
  smtpUrl: null,
  mailTo: null,
  webhookUrl: null,
  webhookSecret: null,
  heartbeatUrl: null,
  intervalSeconds: 60,
};
const finding: Finding = { check: 'rung-overdue', clinicId: 'c1', id: 'x1', since: 0, lateSeconds: 180 };

async function startReceiver(status: number) {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alarm`;
  return { url, received, close: () => new Promise((resolve) => server.close(resolve)) };
}

test('goes out by its own mail server', async () => {
  const sink = await startSmtpSink();
  const alarm = createAlarm({
    ...nothing,
    smtpUrl: sink.url,
    mailTo: 'operator@example.test',
    from: 'watch@example.test',
  });

  await alarm([finding]);

  expect(sink.mails).toMatchObject([{ to: 'operator@example.test', from: 'watch@example.test' }]);
  expect(sink.mails[0]?.raw).toContain('Escalation x1 should have told somebody 3 minutes ago.');
  await sink.close();
});

test('goes out as a signed webhook', async () => {
  const receiver = await startReceiver(204);
  const alarm = createAlarm({
    ...nothing,
    webhookUrl: receiver.url,
    webhookSecret: SECRET,
    from: 'watch@example.test',
  });

  await alarm([finding]);

  const [call] = receiver.received;
  if (!call) throw new Error('nothing arrived');
  expect(new Webhook(SECRET).verify(call.body, call.headers as Record<string, string>)).toMatchObject({
    findings: [finding],
  });
  await receiver.close();
});

test('is out when one road took it, and fails when none did', async () => {
  const sink = await startSmtpSink();
  const broken = await startReceiver(500);
  const webhook = { ...nothing, webhookUrl: broken.url, webhookSecret: SECRET, from: 'watch@example.test' };

  await createAlarm({ ...webhook, smtpUrl: sink.url, mailTo: 'operator@example.test' })([finding]);
  await expect(createAlarm(webhook)([finding])).rejects.toThrow('No alarm got out.');

  expect(sink.mails).toHaveLength(1);
  await sink.close();
  await broken.close();
});
