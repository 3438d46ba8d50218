import type { Dependencies } from './dependencies';

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
