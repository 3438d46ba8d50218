import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/config';
import { createDependencies, type Dependencies, requireOwnStore } from './dependencies';
import { lanes } from '../domain/words/message';
import type { Sleeper } from '../engine/engine';
import { wakeAll } from '../engine/temporal-engine';

const TRIES = 5;
const PAUSE_MS = 2000;

export type Recovered = { enrolments: number; escalations: number; missed: number };

/** Wakes everything open of the store that a command names, and of no other. */
export async function recover(config: Config): Promise<Recovered> {
  const { store, engine, close } = createDependencies(config, 'recover', 2);
  try {
    await requireOwnStore(store.db, config.mode);
    return await wakeEverything({ store, engine });
  } finally {
    await close();
  }
}

/**
 * Wakes everything open, alerts first, so that an engine that does not know of it starts the workflows. Harmless at any
 * time. What the engine does not take is tried again; `missed` is what it never took.
 */
export async function wakeEverything({ store, engine }: Pick<Dependencies, 'store' | 'engine'>): Promise<Recovered> {
  const open = await store.late.everythingOpen(store.db);
  let missed: Sleeper[] = [
    ...[...lanes].reverse().map((lane) => ({ lane })),
    ...open.escalations.map((escalation) => ({ escalation })),
    ...open.enrolments.map((enrolment) => ({ enrolment, because: 'recovered' })),
  ];
  for (let tries = 1; missed.length > 0 && tries <= TRIES; tries += 1) {
    if (tries > 1) await delay(PAUSE_MS);
    missed = await wakeAll(engine, missed);
  }
  return { enrolments: open.enrolments.length, escalations: open.escalations.length, missed: missed.length };
}

/**
 * What an earlier release could not take in, this one tries once when it starts: a defect that was mended needs nobody.
 * One enrolment after the other, so that it never stands in the way of an alert. What still cannot be taken in stays as it
 * was, with its task.
 */
export async function takeInAgain(
  { store, rules, engine, log }: Pick<Dependencies, 'store' | 'rules' | 'engine' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  for (const enrolmentId of await store.quarantine.heldBack(store.db)) {
    if (signal.aborted) return;
    try {
      const { released } = await store.transact(store.db, async (tx) =>
        store.advance.releaseQuarantine(tx, await store.facts.lockEnrolment(tx, rules, enrolmentId)),
      );
      if (released) engine.nudgeEnrolment(enrolmentId, 'released');
      log.warn({ enrolmentId, released }, 'tried to take in again what an earlier release could not');
    } catch (err) {
      log.error({ enrolmentId, err }, 'could not try to take in again what an earlier release could not');
    }
  }
}
