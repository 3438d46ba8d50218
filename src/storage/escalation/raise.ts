import { sql } from 'kysely';
import type { ClinicSettings, EscalationPolicy } from '../../domain/words/clinic';
import { policyOf, toldAt } from '../../domain/escalation/round';
import type { Tx } from '../tx/connection';
import { joinOpen } from './join';
import { lockPatientRow } from './lock';
import { readClinic } from '../clinic/settings';
import { endSnoozes } from './snooze';
import { appendStep, type NewSignal } from './step';
import type { Effect } from '../../domain/words/effect';
import type { Instant } from '../../domain/words/time';

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
  const raised = await raiseOrJoin(tx, signal, settings);
  if (joins(signal) && (raised.raised || raised.joined)) {
    await endSnoozes(tx, signal.patientId, settings, signal.at);
  }
  return raised;
}

async function raiseOrJoin(tx: Tx, signal: NewSignal, settings: ClinicSettings): Promise<Raised> {
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
    insert into escalation_signal (escalation_id, key, rule, class, enrolment_id, check_in_id, problem_report_id, at, round, revision)
    values (${id}, ${signal.signalKey}, ${signal.rule}, ${signal.class}, ${signal.enrolmentId}, ${signal.checkInId ?? null},
      ${signal.reportId ?? null}, ${new Date(signal.at)}, 1, 1)`.execute(tx);
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

type Enrolment = { clinicId: string; patientId: string; enrolmentId: string };
type Raising = Extract<Effect, { type: 'raise-escalation' }>;

/** The core asks for it. Its key is unique within the enrolment: however often the same step runs, it raises once. */
export function raiseFromEffect(tx: Tx, enrolment: Enrolment, effect: Raising, at: Instant): Promise<Raised> {
  const { clinicId, patientId, enrolmentId } = enrolment;
  const { key, tier, class: signalClass, rule, gate } = effect;
  const signal = { tier, class: signalClass, rule, gate, signalKey: `${enrolmentId}/${key}`, at };
  return raiseEscalation(tx, { clinicId, patientId, enrolmentId, checkInId: null, ...signal });
}

/** With a fact, in its transaction: whoever must be woken by it is. Returns the tier-now escalations that are new or have news. */
export async function raiseAtOnce(
  tx: Tx,
  enrolment: Enrolment,
  effects: readonly Effect[],
  at: Instant,
): Promise<string[]> {
  const now: string[] = [];
  for (const effect of effects) {
    if (effect.type !== 'raise-escalation') continue;
    const { escalationId, raised, joined } = await raiseFromEffect(tx, enrolment, effect, at);
    if (effect.tier === 'now' && (raised || joined)) now.push(escalationId);
  }
  return [...new Set(now)];
}
