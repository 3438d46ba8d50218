import type { Pool } from 'pg';
import type { CaughtMail } from './mail-catcher';

/** Received at the clinic's time, which a demonstration may have moved: wall clock plus the clinic's offset. */
const INSERT = `
  insert into caught_mail (to_address, from_address, subject, text, html, message_id, headers, raw, received_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8,
    clock_timestamp() + coalesce((select clock_offset_ms from clinic limit 1), 0) * interval '1 millisecond')`;

/** All recipients of one mail or none, committed when it resolves. */
export async function storeCaughtMail(pool: Pool, mails: readonly CaughtMail[]): Promise<void> {
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await client.query('begin');
    for (const { to, from, subject, text, html, messageId, headers, raw } of mails) {
      await client.query(INSERT, [to, from, subject, text, html, messageId, JSON.stringify(headers), raw]);
    }
    await client.query('commit');
  } catch (error) {
    failed = error instanceof Error ? error : new Error(String(error));
    throw failed;
  } finally {
    client.release(failed); // a connection that failed inside a transaction is thrown away
  }
}
