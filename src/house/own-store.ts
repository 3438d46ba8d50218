import { DomainError } from '../domain/words/error';
import type { Db } from '../storage/tx/connection';
import { storeFault } from '../storage/house/migrate';

/** For a command: refused (`configuration`) before it reads or writes anything else. */
export async function requireOwnStore(db: Db, mode: 'demo' | 'live'): Promise<void> {
  const fault = await storeFault(db, mode);
  if (fault !== null) throw new DomainError('configuration', fault);
}

const ASK_AGAIN_MS = 2000;

/**
 * Ends this process, in one sentence, when its database is not a store that this release may serve in this mode. While the
 * database does not answer nothing is known: the process goes on (help pages and the watch must work then) and asks again.
 */
export async function refuseOtherStore(db: Db, mode: 'demo' | 'live'): Promise<void> {
  const fault = await storeFault(db, mode).catch(() => undefined);
  if (fault === undefined) setTimeout(() => void refuseOtherStore(db, mode), ASK_AGAIN_MS).unref();
  if (typeof fault !== 'string') return;
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
