import type { Request } from 'express';
import { DomainError } from '../../src/domain/words/error';
import type { Attempt, StoredReply } from '../../src/storage/house/audit';
import type { Store } from '../../src/storage/store';
import type { Principal } from './principal';
import type { Call, Reply } from '../routes/route';
import type { Audit } from './audit';
import { bodyHashOf } from './contract';

/** What the Idempotency-Key of a POST means for its work; without one the work just runs. */
export function idempotent(
  store: Store,
  req: Request,
  principal: Principal,
  audit: Audit,
): Pick<Call<unknown, unknown, unknown>, 'commit' | 'earlierReply'> {
  const attempt = attemptOf(req, principal);
  return {
    commit: (work) =>
      store.transact(store.db, async (tx) => {
        const earlier = attempt && (await store.idempotency.findReply(tx, attempt));
        const reply = earlier ? replyOf(earlier) : await work(tx);
        await audit.changed(tx, reply);
        if (!attempt || earlier) return reply;
        await store.idempotency.rememberReply(tx, attempt, {
          status: reply.status,
          body: reply.body,
          location: reply.location ?? null,
        });
        return reply;
      }),
    earlierReply: () =>
      attempt
        ? store.transact(store.db, async (tx) => {
            const earlier = await store.idempotency.findReply(tx, attempt);
            return earlier && replyOf(earlier);
          })
        : Promise.resolve(null),
  };
}

const replyOf = ({ status, body, location }: StoredReply): Reply => ({
  status,
  body,
  location: location ?? undefined,
});

function attemptOf(req: Request, principal: Principal): Attempt | null {
  const key = req.get('idempotency-key');
  if (req.method !== 'POST' || key === undefined) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new DomainError('invalid', 'Give an Idempotency-Key of 1 to 200 visible characters, such as a UUID.', {
      errors: [{ field: 'Idempotency-Key', message: 'Give 1 to 200 visible characters, such as a UUID.' }],
    });
  }
  return {
    principal: `key:${principal.keyId}`,
    method: req.method,
    route: req.originalUrl.split('?')[0] ?? '',
    key,
    bodyHash: bodyHashOf(req),
  };
}
