import { sql } from 'kysely';
import type { ClinicSettings, EscalationPolicy } from '../../domain/words/clinic';
import { policyOf, toldAt } from '../../domain/escalation/round';
import type { Tx } from '../tx/connection';
import { joinOpen } from './join';
import { lockPatientRow } from './lock';
import { readClinic } from '../clinic/settings';
import type { NewSignal } from './signal';
import { appendStep } from './step';

/** `raised`: a new escalation, to be nudged. `joined`: a new signal on an open one, to be nudged too. Neither: it was known. */
export type Raised = { escalationId: string; raised: boolean; joined: boolean };

/** Gates and canaries stand alone, and so does everything below tier now; the unique index says the same. A gate joins itself. */
const joins = (signal: NewSignal): boolean =>
  signal.tier === 'now' && signal.class !== 'canary' && signal.class !== 'decision';

/**
 * The only door to an escalation. The same signal never raises twice; a tier-now signal joins the patient's open
 * escalation by one conditional update, and where there is none (any more) it raises a new one. Whoever loses a race
 * for either goes round again and finds what the other one left.
 */
export async function raiseEscalation(tx: Tx, signal: NewSignal): Promise<Raised> {
  await lockPatientRow(tx, signal.patientId);
  const { settings } = await readClinic(tx, signal.clinicId);
  for (;;) {
    const known = await escalationOf(tx, signal.signalKey);
    if (known !== null) return { escalationId: known, raised: false, joined: false };
    const joined = joins(signal) || signal.gate !== undefined ? await joinOpen(tx, signal, settings) : null;
    if (joined !== null) return { escalationId: joined, raised: false, joined: true };
    const raised = await open(tx, signal, settings);
    if (raised !== null) return { escalationId: raised, raised: true, joined: false };
  }
}

async function escalationOf(tx: Tx, signalKey: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select escalation_id as id from escalation_signal where key = ${signalKey}`.execute(tx);
  return rows[0]?.id ?? null;
}

async function open(tx: Tx, signal: NewSignal, settings: ClinicSettings): Promise<string | null> {
  const policy: EscalationPolicy = policyOf(settings, signal);
  const firstAt = toldAt(policy, settings, signal.at);
  const { rows } = await sql<{ id: string }>`
    insert into escalation (clinic_id, patient_id, key, tier, class, policy, raised_at, received_unstaffed, next_due_at)
    values (${signal.clinicId}, ${signal.patientId}, ${signal.signalKey}, ${signal.tier}, ${signal.class},
      ${JSON.stringify(policy)}, ${new Date(signal.at)}, ${firstAt > signal.at}, ${new Date(firstAt)})
    on conflict do nothing returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) return null;
  await sql`
    insert into escalation_signal (escalation_id, key, rule, class, enrolment_id, check_in_id, at, round, revision)
    values (${id}, ${signal.signalKey}, ${signal.rule}, ${signal.class}, ${signal.enrolmentId}, ${signal.checkInId ?? null},
      ${new Date(signal.at)}, 1, 1)`.execute(tx);
  await appendStep(tx, {
    escalationId: id,
    round: 1,
    rung: 0,
    what: 'raised',
    at: signal.at,
    detail: { rule: signal.rule },
  });
  return id;
}
