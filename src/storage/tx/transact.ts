import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/words/error';
import type { Database, Db } from './connection';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Classes of fault that say nothing about the data: connection, resources, operator, locks, rollback. */
const passing = ['08', '40', '53', '55', '57'];
/** Would the same work succeed later? Then it is not a poisoned event. */
export const isPassing = (error: unknown): boolean => {
  const code = codeOf(error);
  return code === '' ? error instanceof Error && 'errno' in error : passing.includes(code.slice(0, 2));
};

const retried = new Set(['40001', '40P01', '55P03']);

/** What was read before the locks is no longer so: the transaction begins again, as after a deadlock. */
export class Restart extends Error {
  readonly code = '40001';
}

/**
 * One transaction, READ COMMITTED. Serialisation faults, deadlocks and lock time-outs are tried three times;
 * `work` must therefore do nothing but talk to the database.
 */
export async function transact<T>(db: Db, work: (tx: Transaction<Database>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!retried.has(codeOf(error))) throw error;
      if (attempt === 3)
        throw new DomainError('busy', 'Somebody else is writing about this patient: try again.', {}, { cause: error });
    }
  }
}
