import { DomainError } from '../src/domain/words/error';
import type { Engine } from '../src/engine/engine';
import type { RulesSource } from '../src/domain/step/rules';
import type { Logger } from '../src/log';
import type { Store } from '../src/storage/store';

export type AdvanceDeps = { store: Store; rules: RulesSource; engine: Engine; log: Logger };

/** What a workflow waits for after a step: in milliseconds from now, and in words without anything about the patient. */
export type Waits = { ended: boolean; dueInMs: number | null; waitingFor: string };

/**
 * One step of an enrolment: one transaction under its locks that digests what is new and the time.
 * Idempotent: with nothing new and nothing due it writes the same rows again.
 */
export const createAdvanceEnrolment =
  ({ store, rules, engine, log }: AdvanceDeps) =>
  async ({ enrolmentId }: { enrolmentId: string }): Promise<Waits> => {
    const step = await store
      .transact(store.db, async (tx) => {
        const locked = await store.facts.lockEnrolment(tx, rules, enrolmentId);
        const advanced = await store.advance.advanceLocked(tx, locked);
        const after = await store.advance.consequences(tx, locked);
        return { ...advanced, ...after, now: locked.now, waitingFor: store.advance.inWords(locked) };
      })
      .catch(unlessGone);
    if (step === null) return { ended: true, dueInMs: null, waitingFor: 'nothing: the enrolment is not in this store' };
    for (const fault of step.faults)
      log.error({ enrolmentId, err: fault }, 'something could not be digested and is held back');
    if (step.mailDue) engine.nudgeDispatch('bulk');
    for (const id of step.escalations) engine.nudgeEscalation(id);
    const dueInMs = step.wakeAt === null ? null : Math.max(0, step.wakeAt - step.now);
    return { ended: step.ended, dueInMs, waitingFor: step.waitingFor };
  };

/** A store restored from before the enrolment does not know it: there is nothing to wait for. Everything else is tried again. */
function unlessGone(error: unknown): null {
  if (error instanceof DomainError && error.code === 'not-found') return null;
  throw error;
}
