import { lanes } from './domain/message';
import type { Engine } from './engine/engine';
import type { Logger } from './log';
import type { Store } from './storage/store';

const AFTER_SECONDS = 30;
const AT_ONCE = 500;

export type Sweep = { enrolments: number; escalations: number };

/**
 * One sweep: nudges what is late and looked after by nobody, settles leases whose holder is gone, keeps the lanes alive,
 * runs the clinics' canaries and looks for gaps in the rota and at recalled or unreviewed pathways. In the worker, behind an advisory lock.
 */
export async function sweep({ store, engine, log }: { store: Store; engine: Engine; log: Logger }): Promise<Sweep> {
  const late = await store.transact(store.db, async (tx) => {
    if (!(await store.late.takeSweepLock(tx))) return null;
    return {
      enrolments: await store.late.claimLateEnrolments(tx, AFTER_SECONDS, AT_ONCE),
      escalations: await store.late.claimLateEscalations(tx, AFTER_SECONDS, AT_ONCE),
    };
  });
  if (late === null) return { enrolments: 0, escalations: 0 };
  for (const id of late.enrolments) engine.nudgeEnrolment(id, 'swept');
  for (const id of late.escalations) engine.nudgeEscalation(id);
  for (const lane of lanes) engine.nudgeDispatch(lane);
  const canaries = await store.canary.runCanaries(store.db, (clinicId, error) => {
    log.error({ clinicId, err: error }, 'the canary of a clinic could not be run');
  });
  for (const id of canaries) engine.nudgeEscalation(id);
  for (const { id } of await store.db.selectFrom('clinic').select('id').execute()) {
    await store.transact(store.db, (tx) => store.rotas.openRotaGapTasks(tx, id));
    await store.transact(store.db, (tx) => store.pathwayTasks.openPathwayTasks(tx, id));
  }
  if (late.enrolments.length + late.escalations.length > 0) {
    log.warn({ enrolments: late.enrolments.length, escalations: late.escalations.length }, 'late promises nudged');
  }
  return { enrolments: late.enrolments.length, escalations: late.escalations.length };
}

/** Sweeps now and every `everyMs` (wall clock) until stopped; a sweep that fails is said and tried again. */
export function startSweeping(
  deps: { store: Store; engine: Engine; log: Logger },
  everyMs: number,
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const again = (): void => {
    running = sweep(deps)
      .then(() => undefined)
      .catch((error: unknown) => {
        deps.log.error({ err: error }, 'sweep not finished');
      })
      .finally(() => {
        if (!stopped) timer = setTimeout(again, everyMs);
      });
  };
  again();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
