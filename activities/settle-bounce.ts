import type { Engine } from '../src/engine/engine';
import type { RulesSource } from '../src/domain/rules';
import type { Logger } from '../src/log';
import type { Settlement } from '../src/storage/messages';
import type { Store } from '../src/storage/store';

export type BounceDeps = { store: Store; rules: RulesSource; engine: Engine; log: Logger };

/**
 * There is no such mailbox. In one transaction, patient locked first: the attempt is settled, the address is marked, and
 * each open enrolment learns of it as a fact; for staff the rung becomes due now. Told twice, nothing happens twice.
 */
export async function settleBounce(deps: BounceDeps, settlement: Settlement): Promise<void> {
  const { store, engine, log } = deps;
  try {
    const nudges = await store.transact(store.db, async (tx) => {
      await store.messages.lockPatientOf(tx, settlement.attemptId);
      const bounced = await store.messages.settle(tx, [settlement]);
      const enrolments: string[] = [];
      for (const { patientId } of bounced)
        if (patientId !== null) enrolments.push(...(await recordBounce(deps, tx, patientId)));
      return { enrolments, escalations: bounced.flatMap(({ escalationId }) => escalationId ?? []) };
    });
    for (const id of nudges.enrolments) engine.nudgeEnrolment(id, 'contact.bounced');
    for (const id of nudges.escalations) engine.nudgeEscalation(id);
  } catch (error) {
    // The mark on the address alone already keeps further mail from leaving; the fact is then missing, which is an error.
    log.error({ attemptId: settlement.attemptId, err: error }, 'a bounce could not be recorded as a fact');
    await store.messages.settle(store.db, [settlement]);
  }
}

async function recordBounce(
  { store, rules }: BounceDeps,
  tx: Parameters<Parameters<Store['transact']>[1]>[0],
  patientId: string,
): Promise<string[]> {
  const open = (await store.facts.lockPatientEnrolments(tx, rules, patientId)).filter(
    ({ status }) => status !== 'ended',
  );
  for (const locked of open)
    await store.facts.recordFact(tx, locked, { type: 'contact.bounced', data: {}, recordedBy: 'system' });
  return open.map(({ enrolmentId }) => enrolmentId);
}
