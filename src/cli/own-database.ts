import { DomainError } from '../domain/words/error';
import { requireOwnStore } from '../house/dependencies';
import { connect, type Db } from '../storage/tx/connection';

/** Runs a command on the database that DATABASE_URL names, if it is a store of the mode this house runs in. */
export async function onOwnDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '') {
    throw new DomainError('configuration', 'DATABASE_URL is missing: it names the database of the clinic.');
  }
  const db = connect(url, { max: 1 });
  try {
    await requireOwnStore(db, process.env.THROUGHLINE_MODE === 'live' ? 'live' : 'demo');
    return await work(db);
  } finally {
    await db.destroy();
  }
}
