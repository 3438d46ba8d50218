import { createTransport, type SMTPTransportOptions } from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import type { Config } from '../config/config';
import { parseMailbox } from '../mail/channel';
import { alarmText, type Finding, someOfEach } from './report';

type Settings = Config['watch'] & { from: string };

/** A road of the watch's own: it must work when the mail of the house does not. */
export type Alarm = (findings: readonly Finding[]) => Promise<void>;

const TIMEOUT_MS = 15_000;

/** Every road that is set, all of them each time; none is set: the log is all there is. Throws when no road took it. */
export function createAlarm(settings: Settings): Alarm {
  const roads = [mailRoad(settings), webhookRoad(settings)].filter((road) => road !== null);
  return async (findings) => {
    if (roads.length === 0) return;
    const results = await Promise.allSettled(roads.map((road) => road(findings)));
    const failed = results.filter((result) => result.status === 'rejected');
    if (failed.length === results.length)
      throw new AggregateError(
        failed.map(({ reason }) => reason as unknown),
        'No alarm got out.',
      );
  };
}

function mailRoad({ smtpUrl, mailTo, from }: Settings): Alarm | null {
  if (smtpUrl === null || mailTo === null) return null;
  const { mailbox } = parseMailbox(mailTo);
  if (mailbox === null) return null;
  return async (findings) => {
    const options: SMTPTransportOptions = {
      url: smtpUrl,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    };
    const transport = createTransport(options);
    try {
      await transport.sendMail({
        ...alarmText(findings),
        from,
        to: { name: '', address: mailbox },
        envelope: { from, to: [mailbox] },
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } finally {
      transport.close();
    }
  };
}

function webhookRoad({ webhookUrl, webhookSecret }: Settings): Alarm | null {
  if (webhookUrl === null) return null;
  return async (findings) => {
    const now = new Date();
    const id = `watch-${now.getTime()}`;
    const body = JSON.stringify({ ...alarmText(findings), found: findings.length, findings: someOfEach(findings) });
    const headers = new Headers({
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    });
    if (webhookSecret !== null) headers.set('webhook-signature', new Webhook(webhookSecret).sign(id, now, body));
    const response = await fetch(webhookUrl, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The watch webhook answered ${response.status}.`);
  };
}

/** A dead-man's switch elsewhere pages when this stops coming. */
export async function pingHeartbeat(url: string | null): Promise<void> {
  if (url === null) return;
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  await response.body?.cancel();
}
