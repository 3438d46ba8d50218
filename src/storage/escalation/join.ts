import { sql } from 'kysely';
import type { ClinicSettings, EscalationPolicy } from '../../domain/words/clinic';
import { join, policyOf, toldAt } from '../../domain/escalation/round';
import type { SignalClass } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { fromTheFirstRung } from './lock';
import { keysOfGate } from './of-gate';
import { appendStep, type NewSignal, tellNews } from './step';

type OpenRow = {
  id: string;
  status: 'open' | 'acknowledged';
  round: number;
  rung: number;
  policy: EscalationPolicy;
  /** When the next ones are told. */
  answerBy: Instant;
};

/**
 * Adds the signal to the patient's open tier-now escalation, or to the one about the same question, and returns its id; null
 * where there is none. A question that is asked again begins a new round, for whoever had it has not answered.
 */
export async function joinOpen(tx: Tx, signal: NewSignal, settings: ClinicSettings): Promise<string | null> {
  const found = await lockOpen(tx, signal);
  if (!found) return null;
  const signals = await tx
    .selectFrom('escalation_signal')
    .select([
      'rule',
      sql<SignalClass>`class`.as('class'),
      sql<string | null>`coalesce(check_in_id, problem_report_id)`.as('from'),
    ])
    .where('escalation_id', '=', found.id)
    .execute();
  const [checkInId, reportId] = [signal.checkInId ?? null, signal.reportId ?? null];
  const joining = join(
    { ...found, signals },
    { rule: signal.rule, class: signal.class, from: checkInId ?? reportId, policy: policyOf(settings, signal) },
  );
  const decided =
    signal.gate === undefined
      ? joining
      : { ...joining, newRound: true, sinceAcknowledged: found.status === 'acknowledged', tellsAgain: false };

  const bumped = await tx
    .updateTable('escalation')
    .set((eb) => ({ revision: eb('revision', '+', 1), policy: JSON.stringify(decided.policy) }))
    .$if(decided.newRound, (update) =>
      update.set((eb) => ({
        ...fromTheFirstRung(toldAt(decided.policy, settings, signal.at)),
        round: eb('round', '+', 1),
      })),
    )
    .where('id', '=', found.id)
    .where('status', '<>', 'resolved')
    .returning(['revision', 'round', 'rung'])
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('escalation_signal')
    .values({
      escalation_id: found.id,
      key: signal.signalKey,
      rule: signal.rule,
      class: signal.class,
      enrolment_id: signal.enrolmentId,
      check_in_id: checkInId,
      problem_report_id: reportId,
      at: new Date(signal.at),
      round: bumped.round,
      revision: bumped.revision,
      since_acknowledged: decided.sinceAcknowledged,
    })
    .execute();
  const step = { escalationId: found.id, round: bumped.round, rung: bumped.rung, at: signal.at };
  if (decided.sinceAcknowledged) await appendStep(tx, { ...step, what: 'acknowledgement-voided' });
  await appendStep(tx, { ...step, what: decided.newRound ? 'new-round' : 'joined', detail: { rule: signal.rule } });
  if (decided.tellsAgain) await tellNews(tx, { ...found, revision: bumped.revision }, { settings, now: signal.at });
  return found.id;
}

/** Waits for whoever is resolving or climbing it, and looks again: a resolved one is no longer found. */
async function lockOpen(tx: Tx, signal: NewSignal): Promise<OpenRow | null> {
  const which =
    signal.gate === undefined
      ? sql`tier = 'now' and class not in ('canary', 'decision')`
      : sql`class = 'decision' and starts_with(key, ${keysOfGate(signal.enrolmentId, signal.gate)})`;
  const { rows } = await sql<OpenRow>`
    select id, status, round, rung, policy, coalesce(rung_until, next_due_at, raised_at) as "answerBy" from escalation
    where clinic_id = ${signal.clinicId} and patient_id = ${signal.patientId} and status <> 'resolved' and ${which}
    order by raised_at for update`.execute(tx);
  return rows[0] ?? null;
}
