import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

export type CaughtMail = {
  id: string;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  receivedAt: Instant;
};

/** Mail the catcher of a demonstration store was handed, newest first. */
export async function listCaughtMail(tx: Tx, to: string | null, limit: number): Promise<CaughtMail[]> {
  return selectMail(tx)
    .$if(to !== null, (query) => query.where('to_address', '=', to))
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function findCaughtMail(tx: Tx, id: string): Promise<CaughtMail | null> {
  return (await selectMail(tx).where('id', '=', id).executeTakeFirst()) ?? null;
}

const selectMail = (tx: Tx) =>
  tx
    .selectFrom('caught_mail')
    .select(['id', 'to_address as to', 'from_address as from', 'subject', 'text', 'html', 'received_at as receivedAt']);
