import { sql } from 'kysely';
import { longestSnooze, snoozeFault } from '../../domain/escalation/snooze';
import { nextRungAt } from '../../domain/escalation/round';
import type { ClinicSettings, EscalationPolicy } from '../../domain/words/clinic';
import { DomainError } from '../../domain/words/error';
import type { Instant } from '../../domain/words/time';
import { readClinic } from '../clinic/settings';
import { keepText } from '../patient/texts';
import type { Tx } from '../tx/connection';
import { hold, type Holding, lockToHold } from './hold';
import { fromTheFirstRung } from './lock';
import { appendStep } from './step';

export type Snooze = Holding & { until: Instant; reason: string };

/** Puts it off: the ladder is silent until then, and begins anew. Never what somebody is needed for now. */
export async function snooze(tx: Tx, wanted: Snooze): Promise<void> {
  const { found, staffId, now } = await lockToHold(tx, wanted, 'put off');
  const { settings } = await readClinic(tx, found.clinicId);
  const limit = longestSnooze(settings, found.tier);
  if (limit === null) {
    throw new DomainError(
      'not-possible-now',
      'Somebody is needed now: this cannot be put off. Take it on, or hand it over.',
    );
  }
  const { until } = wanted;
  const fault = snoozeFault(settings, limit, { until, now });
  if (fault !== null) {
    throw new DomainError('invalid', 'Nothing was changed. Please correct: until.', {
      errors: [{ field: 'until', message: fault }],
    });
  }
  await hold(tx, found.id, { by: staffId, now, until, nextDueAt: until });
  const { clinicId, patientId } = found;
  const reason = await keepText(tx, { clinicId, patientId, text: wanted.reason, at: now, by: staffId });
  await appendStep(tx, {
    ...{ escalationId: found.id, round: found.round, rung: found.rung },
    ...{ what: 'snoozed', at: now, staffId, detail: { until, reason } },
  });
}

type Snoozed = { id: string; round: number; rung: number; policy: EscalationPolicy };

/**
 * Somebody is needed now for this patient: what was put off of theirs is looked at again, from the first rung. Under the
 * patient's lock.
 */
export async function endSnoozes(tx: Tx, patientId: string, settings: ClinicSettings, at: Instant): Promise<void> {
  const { rows } = await sql<Snoozed>`
    select e.id, e.round, e.rung, e.policy from escalation e
    where e.patient_id = ${patientId} and e.status = 'acknowledged' and e.tier <> 'now' and (
      select h.what from escalation_step h where h.escalation_id = e.id
        and h.what in ('acknowledged', 'handed-over', 'snoozed') order by h.id desc limit 1) = 'snoozed'
    order by e.id for update`.execute(tx);
  for (const { id, round, rung, policy } of rows) {
    await tx
      .updateTable('escalation')
      .set({ ...fromTheFirstRung(nextRungAt(policy, settings, at)), round: round + 1 })
      .where('id', '=', id)
      .execute();
    await appendStep(tx, { escalationId: id, round: round + 1, rung, what: 'snooze-voided', at });
  }
}
