import { join } from 'node:path';
import { utimesSync } from 'node:fs';
import { loadCatalogue } from '../catalogue/catalogue';
import type { Config } from '../config/config';
import { repositoryRoot } from '../config/settings';
import { createWalkClock } from './demo-clock';
import { createMailRender } from './mail-road';
import { signInParts } from './sign-in-parts';
import { connectEngine } from '../engine/temporal-engine';
import { createLog } from '../log';
import type { AppointmentFile } from '../domain/words/message';
import { calendarFile } from '../mail/calendar-file';
import { parseMailbox } from '../mail/channel';
import { connect, type Db } from '../storage/tx/connection';
import { createStore } from '../storage/store';
import { DomainError } from '../domain/words/error';
import { storeFault } from '../storage/house/migrate';

export type Dependencies = ReturnType<typeof createDependencies>;

/**
 * What every process of ours stands on, built once. `close` lets go of it in order: callers first, then connections.
 * Parts of one process share a catalogue: to read it takes seconds.
 */
export function createDependencies(
  config: Config,
  part: string,
  connections = 10,
  log = createLog(part, config.logLevel),
  catalogue = loadCatalogue(repositoryRoot()),
) {
  const onError = (error: Error): void => {
    log.warn({ err: error }, 'a database connection was lost');
  };
  const db = connect(config.databaseUrl, { max: connections, onError });
  // Connects when somebody asks, and then answers within two seconds.
  const probe = connect(config.databaseUrl, { max: 2, statementTimeoutMs: 1000, connectTimeoutMs: 1500, onError });
  const listsDb = connect(config.databaseUrl, { max: 8, onError });
  const store = createStore(db);
  const engine = connectEngine({ address: config.temporalAddress, namespace: config.temporalNamespace, log });
  return {
    config,
    log,
    store,
    lists: createStore(listsDb),
    probe,
    catalogue,
    rules: catalogue.rules,
    engine,
    ...signInParts(config),
    walkClock: createWalkClock({ store, engine }),
    parseMailbox,
    renderMail: createMailRender({ config, catalogue }),
    appointmentFile: (appointment: Omit<AppointmentFile, 'address'>) =>
      calendarFile({ ...appointment, address: config.mailFrom.address }),
    close: async () => {
      await engine.close();
      await Promise.all([db.destroy(), listsDb.destroy(), probe.destroy()]);
    },
  };
}

/** The workflows as one prebuilt file: the same bytes in every worker. */
export const workflowBundlePath = (): string => join(repositoryRoot(), 'dist', 'workflow-bundle.js');

/**
 * Tells the supervisor that this process goes on, by the time of a file that the supervisor has made: that works on a full
 * disk, too. Without a file nobody looks.
 */
export function createHeartbeat(file: string | undefined): () => void {
  return () => {
    if (file === undefined || file === '') return;
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {
      // Whoever looks will notice.
    }
  };
}

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
