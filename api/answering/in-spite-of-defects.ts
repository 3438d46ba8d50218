import { sql } from 'kysely';
import type { Tx } from '../../src/storage/tx/connection';

/**
 * Work that must not undo what the transaction has done for the patient before it: a defect of the core is told by
 * `onDefect`, which gives the result instead. A fault of the database (lock time-out, deadlock, lost connection) is not
 * the core's: it is thrown on, so that the whole is tried again.
 */
export async function inSpiteOfDefects<T>(tx: Tx, work: () => Promise<T>, onDefect: (error: unknown) => T): Promise<T> {
  await sql`savepoint in_spite_of_defects`.execute(tx);
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'severity' in error) throw error;
    await sql`rollback to savepoint in_spite_of_defects`.execute(tx);
    return onDefect(error);
  }
}
