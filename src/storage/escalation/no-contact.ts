import type { TaskKind } from '../../domain/words/task-kinds';
import { nextRungAt } from '../../domain/escalation/round';
import { HOUR, type Instant } from '../../domain/words/time';
import type { Team } from '../../domain/words/role';
import type { Tx } from '../tx/connection';
import type { LockedEscalation } from './lock';
import { readClinic } from '../clinic/settings';
import { appendStep } from './step';

const task: TaskKind = 'reach-by-other-way';
const team: Team = 'clinicians';

/** Nobody reached the patient: the next person tries another way, and the ladder starts again meanwhile. */
export async function openNoContact(tx: Tx, found: LockedEscalation, staffId: string, now: Instant): Promise<void> {
  const { settings } = await readClinic(tx, found.clinicId);
  await tx
    .updateTable('escalation')
    .set((eb) => ({
      status: 'open',
      // The outcomes are news to anybody who had the form open.
      revision: eb('revision', '+', 1),
      round: found.round + 1,
      rung: 0,
      repeats: 0,
      exhausted_at: null,
      rung_until: null,
      acknowledged_by: null,
      acknowledged_at: null,
      acknowledged_until: null,
      next_due_at: new Date(nextRungAt(found.policy, settings, now)),
    }))
    .where('id', '=', found.id)
    .execute();
  await tx
    .insertInto('task')
    .values({
      clinic_id: found.clinicId,
      patient_id: found.patientId,
      key: `escalation/${found.id}/round/${found.round}/no-contact`,
      kind: task,
      team,
      due_at: new Date(now + HOUR),
      opened_at: new Date(now),
    })
    .onConflict((conflict) => conflict.columns(['clinic_id', 'key']).doNothing())
    .execute();
  await appendStep(tx, {
    escalationId: found.id,
    round: found.round + 1,
    rung: 0,
    what: 'could-not-reach',
    at: now,
    staffId,
  });
}
