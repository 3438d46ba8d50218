import { setTimeout as delay } from 'node:timers/promises';
import { lanes } from '../domain/words/message';
import type { Engine } from '../engine/engine';
import { wakeAll } from '../engine/temporal-engine';
import type { Logger } from '../log';
import type { Store } from '../storage/store';
import { isPassing } from '../storage/tx/transact';

const AFTER_SECONDS = 30;
const MOST_LADDERS = 500;
/** Enrolments that may be under way at once: the next ones are woken as these are done, so no queue grows in the engine. */
const MOST_ENROLMENTS = 100;
/** While there is more than that, the sweeper looks again so soon. */
const CATCH_UP_MS = 1000;

export type Sweep = { escalations: number; enrolments: number };
type SweepDeps = { store: Store; engine: Engine; log: Logger };

const nothing: Sweep = { escalations: 0, enrolments: 0 };

/**
 * Wakes what is late and looked after by nobody, alerts first: both lanes of mail, every late ladder, and then as many
 * enrolments as may be under way. Only what the engine took is stamped. One sweeper at a time, by an advisory lock.
 */
export async function wakeLate({ store, engine, log }: SweepDeps): Promise<Sweep> {
  const swept = await store.late.alone(store.db, async () => {
    const wake = async (place: 'escalation' | 'enrolment', most: number): Promise<number> => {
      const late = await store.late.findLate(store.db, place, AFTER_SECONDS, most);
      const sleepers = late.map((id) =>
        place === 'escalation' ? { id, escalation: id } : { id, enrolment: id, because: 'swept' },
      );
      const missed = await wakeAll(engine, sleepers, (lot) =>
        store.late.stampNudged(
          store.db,
          place,
          lot.map(({ id }) => id),
        ),
      );
      return late.length - missed.length;
    };
    await wakeAll(
      engine,
      [...lanes].reverse().map((lane) => ({ lane })),
    );
    return {
      escalations: await wake('escalation', MOST_LADDERS),
      enrolments: await wake('enrolment', MOST_ENROLMENTS),
    };
  });
  if (swept === null) return nothing;
  if (swept.enrolments + swept.escalations > 0) log.warn(swept, 'late promises nudged');
  return swept;
}

/**
 * What each clinic is owed at every sweep: its canary, and a look at the gaps in its rotas, at its pathways and at mail that
 * one patient's provider does not take.
 */
export async function lookAfterClinics({ store, engine, log }: SweepDeps): Promise<void> {
  const failed = (clinicId: string, error: unknown): void => {
    if (isPassing(error)) throw error; // the database itself: the other clinics would only wait for it, too
    log.error({ clinicId, err: error }, 'a clinic could not be looked after');
  };
  for (const id of await store.canary.runCanaries(store.db, failed)) engine.nudgeEscalation(id);
  for (const { id } of await store.db.selectFrom('clinic').select('id').orderBy('id').execute()) {
    for (const openTasks of [
      store.rotas.openRotaGapTasks,
      store.pathwayTasks.openPathwayTasks,
      store.messages.openUntakenTasks,
    ]) {
      await store
        .transact(store.db, (tx) => openTasks(tx, id))
        .catch((error: unknown) => {
          failed(id, error);
        });
    }
  }
}

/**
 * Sweeps now and every `everyMs` (wall clock) until stopped, and sooner while there is a backlog; a sweep that fails is
 * said and tried again. `beat` hears that the sweeper goes on.
 */
export function startSweeping(
  deps: SweepDeps,
  everyMs: number,
  beat: () => void = () => undefined,
): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const said = (error: unknown): Sweep => {
    deps.log.error({ err: error }, 'sweep not finished');
    return nothing;
  };
  const keepSweeping = async (): Promise<void> => {
    let lookedAfterAt = -Infinity;
    while (!signal.aborted) {
      beat();
      const { enrolments } = await wakeLate(deps).catch(said);
      if (performance.now() - lookedAfterAt >= everyMs) {
        await lookAfterClinics(deps).catch(said);
        await deps.store.tidying.tidy(deps.store.db).catch(said);
        lookedAfterAt = performance.now();
      }
      await delay(enrolments > 0 ? CATCH_UP_MS : everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = keepSweeping();
  return async () => {
    stopping.abort();
    await running;
  };
}
