import { TEST_DAY } from './test-day';
import type { ApiFixture } from '../api-fixture';

/** A red flag of the patient that holds the enrolment's messages, as a saved answer raises it. Gives the escalation. */
export async function raiseRedFlag(
  f: ApiFixture,
  { id, patientId }: { id: string; patientId: string },
  key: string,
): Promise<string> {
  const { escalationId } = await f.store.transact(f.db, (tx) =>
    f.store.escalations.raiseEscalation(tx, {
      clinicId: f.clinicId,
      patientId,
      enrolmentId: id,
      tier: 'now',
      class: 'spine',
      rule: 'red-flag.bladder-change',
      signalKey: key,
      at: TEST_DAY,
    }),
  );
  await f.store.transact(f.db, async (tx) => {
    const locked = await f.store.facts.lockEnrolment(tx, f.deps.rules, id);
    await f.store.facts.recordFact(tx, locked, {
      type: 'escalation.raised',
      data: { escalation: escalationId },
      recordedBy: 'system',
    });
  });
  await f.advance(id);
  return escalationId;
}
