import { Webhook } from 'standardwebhooks';
import type { Outcome } from '../domain/words/message';
import type { Channel } from './channel';

export type WebhookOptions = {
  /** Base64, at least 24 bytes, with or without `whsec_`. */
  secret: string;
  /** A demonstration never reaches real people. */
  loopbackOnly: boolean;
  timeoutMs?: number;
};

/** A test rings as what it stands for would. */
const asUrgent = { tier: 'now', test: true } as const;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Tells a pager: signed (Standard Webhooks), with the id and the tier and nothing else; of a test, that it is one. */
export function createWebhookChannel({ secret, loopbackOnly, timeoutMs = 10_000 }: WebhookOptions): Channel {
  const webhook = new Webhook(secret);
  return {
    async deliver({ messageId, to, alert, test }, textBegins) {
      const told = alert ? { id: alert.escalationId, tier: alert.tier } : test && { id: test.testId, ...asUrgent };
      if (!isAllowed(to, loopbackOnly) || told === null) return { outcome: 'refused', code: null, hardBounce: false };
      const body = JSON.stringify(told);
      const now = new Date();
      const headers = {
        'content-type': 'application/json',
        'webhook-id': messageId, // the same for each attempt, so that the receiver can drop a second copy
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': webhook.sign(messageId, now, body),
      };
      await textBegins();
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const response = await fetch(to, { method: 'POST', headers, body, redirect: 'manual', signal });
        await response.body?.cancel();
        return outcomeOf(response.status);
      } catch (error) {
        return { outcome: neverConnected(error) ? 'deferred' : 'ambiguous', code: null };
      }
    },
  };
}

function isAllowed(address: string, loopbackOnly: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return loopbackOnly ? /^https?:$/.test(protocol) && LOOPBACK.test(hostname) : protocol === 'https:';
}

/** A redirect is a failure: what is signed goes to the address that was agreed, or nowhere. */
function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return { outcome: 'accepted', code: status };
  if (status === 410) return { outcome: 'refused', code: status, hardBounce: false };
  return { outcome: 'deferred', code: status };
}

const NEVER_CONNECTED: readonly unknown[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** `fetch` says what happened in the cause of its error. */
function neverConnected(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return NEVER_CONNECTED.includes(cause?.code);
}
