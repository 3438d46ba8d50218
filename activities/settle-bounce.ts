import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../src/engine/engine';
import type { RulesSource } from '../src/domain/step/rules';
import type { Logger } from '../src/log';
import type { Tx } from '../src/storage/tx/connection';
import type { Settlement } from '../src/storage/message/messages';
import type { Store } from '../src/storage/store';

export type BounceDeps = { store: Store; rules: RulesSource; engine: Engine; log: Logger };

/**
 * There is no such mailbox. In one transaction, patient locked first: the attempt is settled, the address is marked, and
 * each open enrolment learns of it as a fact, which opens a task (takeBounce in src/domain/facts/person.ts); for staff the
 * rung becomes due now. Told twice, nothing happens twice.
 */
export async function settleBounce(deps: BounceDeps, settlement: Settlement): Promise<void> {
  const { store, engine, log } = deps;
  try {
    const nudges = await waitOut(3, () => store.transact(store.db, (tx) => settleAndRecord(deps, tx, settlement)));
    for (const id of nudges.enrolments) engine.nudgeEnrolment(id, 'contact.bounced');
    for (const id of nudges.escalations) engine.nudgeEscalation(id);
  } catch (error) {
    // The mark on the address alone already keeps further mail from leaving; the fact is then missing, which is an error.
    log.error({ attemptId: settlement.attemptId, err: error }, 'a bounce could not be recorded as a fact');
    await store.messages.settle(store.db, [settlement]);
  }
}

async function settleAndRecord({ store, rules }: BounceDeps, tx: Tx, settlement: Settlement) {
  await store.messages.lockPatientOf(tx, settlement.attemptId);
  const bounced = await store.messages.settle(tx, [settlement]);
  const enrolments: string[] = [];
  for (const patientId of bounced.flatMap((one) => one.patientId ?? [])) {
    const all = await store.facts.lockPatientEnrolments(tx, rules, patientId);
    const [first] = all;
    if (first) await store.links.disownMail(tx, { patientId }, { at: first.now });
    for (const locked of all) {
      if (locked.status === 'ended') continue;
      await store.facts.recordFact(tx, locked, { type: 'contact.bounced', data: {}, recordedBy: 'system' });
      enrolments.push(locked.enrolmentId);
    }
  }
  return { enrolments, escalations: bounced.flatMap((one) => one.escalationId ?? []) };
}

/** Tries again after 0.1, 0.3, 0.9 … seconds: a short outage of the database is waited out. The last error is thrown. */
export async function waitOut<T>(tries: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === tries) throw error;
      await delay(100 * 3 ** (attempt - 1));
    }
  }
}
