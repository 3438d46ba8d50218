import { sql } from 'kysely';
import type { Effect, EffectType } from '../../domain/words/effect';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { endEnrolment, freeCancelled } from './enrolments';
import { endWithGate, raiseFromEffect } from '../escalation/escalations';
import type { Locked } from './facts';
import { withholdForCheckIn } from '../message/withholding';

type Writer<T extends EffectType> = (
  tx: Tx,
  locked: Locked,
  effect: Extract<Effect, { type: T }>,
  now: Instant,
) => Promise<void>;

/** How each effect becomes true in the rows. Business keys make every writer harmless when the same step runs again. */
const writers: { [T in EffectType]: Writer<T> } = {
  'open-task': async (tx, locked, effect, now) => {
    const recorder = sql`(select s.id from event e join staff_member s on s.id::text = e.recorded_by
      where e.id = ${effect.forRecorderOf ?? null}::uuid and s.active)`;
    await sql`insert into task (clinic_id, enrolment_id, patient_id, key, kind, team, due_at, opened_at, claimed_by)
      values (${locked.clinicId}, ${locked.enrolmentId}, ${locked.patientId}, ${rowKey(locked, effect.key)}, ${effect.task},
        ${effect.team}, ${new Date(effect.dueAt)}, ${new Date(now)}, ${recorder})
      on conflict (clinic_id, key) do update set status = 'open', due_at = excluded.due_at, closed_because = null,
        completed_at = null, completed_by = null
        where task.status <> 'open' and ${effect.again === true}`.execute(tx);
  },
  'close-task': async (tx, locked, effect, now) => {
    await sql`update task set status = 'closed', closed_because = ${effect.because}, completed_at = ${new Date(now)}
      where clinic_id = ${locked.clinicId} and key = ${rowKey(locked, effect.key)} and status = 'open'`.execute(tx);
  },
  'put-off-task': async (tx, locked, effect) => {
    await sql`update task set due_at = ${new Date(effect.dueAt)}
      where clinic_id = ${locked.clinicId} and key = ${rowKey(locked, effect.key)} and status = 'open'`.execute(tx);
  },
  'open-gate': async (tx, locked, effect, now) => {
    await sql`insert into gate (clinic_id, enrolment_id, key, gate, track, stage, question, verdict, opened_at, answer_by)
      values (${locked.clinicId}, ${locked.enrolmentId}, ${effect.key}, ${effect.gate}, ${effect.track}, ${effect.stage},
        ${effect.question}, ${JSON.stringify(effect.verdict)}, ${new Date(now)}, ${new Date(effect.answerBy)})
      on conflict (enrolment_id, key) do update set verdict = excluded.verdict, status = 'open', decided_by = null,
        decided_at = null, answer_by = case when gate.status = 'open' and not ${effect.anew === true} then gate.answer_by else excluded.answer_by end
        where gate.status = 'open' or ${effect.again === true}`.execute(tx);
  },
  'close-gate': async (tx, locked, effect, now) => {
    await sql`update gate set status = ${effect.as}, decided_at = coalesce(decided_at, ${new Date(now)})
      where enrolment_id = ${locked.enrolmentId} and key = ${effect.key} and status = 'open'`.execute(tx);
    const { enrolmentId } = locked;
    // A decision ended it with its own name on it, when it was recorded; a correction closes no escalation.
    if (effect.corrected !== true)
      await endWithGate(tx, { enrolmentId, gate: effect.key, as: effect.as, staffId: null, at: now });
  },
  'raise-escalation': async (tx, locked, effect, now) => {
    await raiseFromEffect(tx, locked, effect, now);
  },
  'close-check-in': async (tx, locked, effect, now) => {
    const closed = await sql<{ id: string }>`update check_in set status = ${effect.as}, closed_at = ${new Date(now)}
      where enrolment_id = ${locked.enrolmentId} and key = ${effect.key} and status = 'planned' returning id`.execute(
      tx,
    );
    const reason = effect.as === 'cancelled' ? 'cancelled' : 'expired';
    for (const { id } of closed.rows) await withholdForCheckIn(tx, id, reason);
  },
  'free-cancelled': async (tx, locked, _effect, now) => {
    await freeCancelled(tx, locked.enrolmentId, now);
  },
  'end-enrolment': async (tx, locked, effect, now) => {
    await endEnrolment(tx, locked.enrolmentId, effect.reason, now);
  },
};

export async function writeEffects(tx: Tx, locked: Locked, effects: Effect[], now: Instant): Promise<void> {
  for (const effect of effects) {
    const write = writers[effect.type] as Writer<EffectType>;
    await write(tx, locked, effect, now);
  }
}

/** Keys of the core are unique within an enrolment; rows are unique within a clinic. */
const rowKey = (locked: Locked, key: string): string => `${locked.enrolmentId}/${key}`;
