import type { SignalClass } from '../../src/domain/instrument/types';
import type { ApiFixture } from './api-fixture';

// What somebody might or might not be allowed to touch, one of each.

export async function aPagingTest(f: ApiFixture, clinicId: string, staffId: string): Promise<string> {
  const test = { clinic_id: clinicId, staff_id: staffId, asked_at: new Date(), addresses_hash: 'none' };
  return (await f.db.insertInto('paging_test').values(test).returning('id').executeTakeFirstOrThrow()).id;
}

let count = 0;

export async function aTask(f: ApiFixture, clinicId: string, team: string, claimedBy: string | null): Promise<string> {
  count += 1;
  const at = new Date();
  const { id } = await f.db
    .insertInto('task')
    .values({
      ...{ clinic_id: clinicId, key: `call-patient/${String(count)}`, kind: 'call-patient', team },
      ...{ due_at: at, opened_at: at, claimed_by: claimedBy },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Each of a patient of its own, so that none joins another. */
export async function anEscalation(
  f: ApiFixture,
  clinicId: string,
  signalClass: SignalClass,
  patientId?: string,
): Promise<string> {
  count += 1;
  const patient = f.db
    .insertInto('patient')
    .values({
      ...{ clinic_id: clinicId, reference: `E-${String(count)}`, family_name: 'Okafor', given_name: 'Ada' },
      ...{ born_on: '1970-05-14', time_zone: 'Europe/London', language: 'en', preferred_time: '09:00' },
    })
    .returning('id');
  const whose = patientId ?? (await patient.executeTakeFirstOrThrow()).id;
  const raised = await f.store.transact(f.db, (tx) =>
    f.store.escalations.raiseEscalation(tx, {
      ...{ clinicId, patientId: whose, enrolmentId: null, tier: 'now', class: signalClass },
      ...{ rule: 'red-flag.bladder-change', signalKey: `matrix-${String(count)}`, at: Date.now() },
    }),
  );
  return raised.escalationId;
}

export async function tell(f: ApiFixture, escalationId: string, staffId: string): Promise<void> {
  await f.db
    .insertInto('escalation_step')
    .values({
      escalation_id: escalationId,
      round: 1,
      rung: 1,
      ...{ what: 'told', staff_id: staffId, at: new Date() },
      detail: '{}',
    })
    .execute();
}
