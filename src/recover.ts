import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from './config/config';
import { createDependencies } from './dependencies';

/** Slower than the engine takes them, and below the nudges that may be in flight: none of these may be dropped. */
const AT_ONCE = 20;
const PAUSE_MS = 200;

/** Nudges everything open, so that an engine that lost its data starts the workflows again. Harmless at any time. */
export async function recover(config: Config): Promise<{ enrolments: number; escalations: number }> {
  const { store, engine, close } = createDependencies(config, 'recover', 2);
  try {
    const open = await store.late.everythingOpen(store.db);
    const nudges = [
      ...open.escalations.map((id) => () => {
        engine.nudgeEscalation(id);
      }),
      ...open.enrolments.map((id) => () => {
        engine.nudgeEnrolment(id, 'recovered');
      }),
    ];
    engine.nudgeDispatch('urgent');
    engine.nudgeDispatch('bulk');
    for (let from = 0; from < nudges.length; from += AT_ONCE) {
      for (const nudge of nudges.slice(from, from + AT_ONCE)) nudge();
      await delay(PAUSE_MS);
    }
    return { enrolments: open.enrolments.length, escalations: open.escalations.length };
  } finally {
    await close();
  }
}
