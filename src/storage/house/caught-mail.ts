import { sql } from 'kysely';
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

/** Whose mail: of patients, of staff, or the daily test of paging. */
export type Reader = 'patients' | 'staff' | 'test';

/** Which mails: of whom, to which address, and from which place of the list on. All left out: every one. */
export type MailFilter = { of?: Reader; to?: string | null; skip?: number };

const isOf = {
  patients: sql<boolean>`not exists (select from staff_member s where s.email = caught_mail.to_address)`,
  staff: sql<boolean>`exists (select from staff_member s where s.email = caught_mail.to_address and s.role <> 'canary')`,
  test: sql<boolean>`exists (select from staff_member s where s.email = caught_mail.to_address and s.role = 'canary')`,
} satisfies Record<Reader, unknown>;

/** Mail the catcher of a demonstration store was handed, newest first. */
export async function listCaughtMail(
  tx: Tx,
  { of, to = null, skip = 0 }: MailFilter,
  limit: number,
): Promise<CaughtMail[]> {
  return selectMail(tx)
    .$if(to !== null, (query) => query.where('to_address', '=', to))
    .$if(of !== undefined, (query) => query.where(isOf[of ?? 'patients']))
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .offset(skip)
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
