import { setTimeout as delay } from 'node:timers/promises';
import { DAY, type Instant } from '../../src/domain/words/time';
import { linkCodeHash } from '../../src/storage/check-in/links';
import { createPhone, linkIn, type Mind } from '../support/servers/phone';
import type { Client } from './client';

type Mail = { text: string; receivedAt: string };

/** Two leases of an ambiguous reminder, with time to spare on a busy machine. */
const PATIENCE_MS = 5 * 60_000;

export const addressOf = (who: string): string => `${who}@example.test`;

/** Opens the newest mail of the last days and answers everything it asks, through help pages too. */
export async function answerCheckIn(client: Client, who: string, mind: Mind, at: Instant): Promise<void> {
  const link = linkIn((await newestMail(client, who, at - 3 * DAY)).text);
  const linkHash = linkCodeHash(link.slice(link.lastIndexOf('/') + 1)).toString('hex');
  const phone = createPhone(client.url, client.send);
  let page = await phone.start(link);
  while (/\/q\/\d+$/.test(page.path)) {
    const { path } = page;
    const asked = /name="question" value="([^@]+)@[^/"]*(?:\/([^"]+))?"/.exec(page.html);
    const [, instrument = '', item] = asked ?? [];
    page = await phone.answerPage(page, mind);
    if (/\/help\?/.test(page.path)) {
      client.acknowledged.push({ what: 'help', who, linkHash });
      page = await phone.pastHelp(page);
    } else if (page.path === path) throw new Error(`${who} cannot go on from ${path}: ${page.status}`);
    const own = mind[instrument] ?? {};
    const values = item === undefined ? own : { [item]: own[item] ?? null };
    client.acknowledged.push({ what: 'answers', who, linkHash, instrument, values });
  }
  if (!page.path.endsWith('/check'))
    throw new Error(`${who} came to ${page.path} (${page.status}) instead of the check.`);
  page = await phone.visit(page.path, new URLSearchParams());
  if (!page.path.endsWith('/done'))
    throw new Error(`${who} sent the answers and came to ${page.path} (${page.status}).`);
  client.acknowledged.push({ what: 'sent', who, linkHash });
}

/** A mail may be a minute or two late after a kill: the patient looks again. */
async function newestMail(client: Client, who: string, after: Instant): Promise<Mail> {
  const since = Date.now();
  for (;;) {
    const { items } = await client.get<{ items: Mail[] }>('operator', `/demo/mailbox?to=${addressOf(who)}`);
    const mail = items.find(({ receivedAt }) => Date.parse(receivedAt) > after);
    if (mail) return mail;
    if (Date.now() - since > PATIENCE_MS) throw new Error(`${who} has no mail to answer.`);
    await delay(1000);
  }
}
