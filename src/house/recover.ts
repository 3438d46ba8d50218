import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/config';
import { createDependencies } from './dependencies';
import { lanes } from '../domain/words/message';
import type { Sleeper } from '../engine/engine';
import { wakeAll } from '../engine/wake-all';
import { requireOwnStore } from './own-store';

const TRIES = 5;
const PAUSE_MS = 2000;

export type Recovered = { enrolments: number; escalations: number; missed: number };

/**
 * Wakes everything open, alerts first, so that an engine that lost its data starts the workflows again. Harmless at any
 * time. What the engine does not take is tried again; `missed` is what it never took.
 */
export async function recover(config: Config): Promise<Recovered> {
  const { store, engine, close } = createDependencies(config, 'recover', 2);
  try {
    await requireOwnStore(store.db, config.mode);
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
  } finally {
    await close();
  }
}
