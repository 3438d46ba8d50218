import { sql } from 'kysely';
import { digestStored } from '../domain/digest-stored';
import type { DomainEvent, Observation } from '../domain/event';
import { nextWakeAt } from '../domain/next-wake';
import { plan, PLAN_AHEAD } from '../domain/plan';
import { statusOf, waitingFor } from '../domain/status';
import { HOUR, type Instant } from '../domain/time';
import type { Step } from '../domain/work';
import type { Tx } from './connection';
import { writeEffects } from './effects';
import { endedAt, seedOf, storedFor, undigested, type Locked } from './facts';
import { observe } from './observations';
import { writePlan } from './plan';
import { isPassing } from './transact';

/** `faults` are what was thrown by quarantined events or by the time: for the operator's log, ids only. */
export type Advanced = { ended: boolean; wakeAt: Instant | null; quarantined: string[]; faults: unknown[] };

/**
 * Digests what is undigested and the time, and writes all that follows from it: snapshot, journal, effects, plan, next wake.
 * Runs inside the caller's transaction, under the locks of `locked`. An event that throws is quarantined and the next goes on;
 * if the time itself throws, the enrolment is tried again an hour later.
 */
export async function advanceLocked(tx: Tx, locked: Locked): Promise<Advanced> {
  const events = await undigested(tx, locked);
  const from = Math.max(locked.state?.now ?? 0, events.at(-1)?.recordedAt ?? 0);
  const observed = locked.state === null && events.length === 0 ? [] : await observe(tx, locked, from, locked.now);

  const quarantined: string[] = [];
  const faults: unknown[] = [];
  const whole = await inSavepoint(tx, locked, faults, () => digestAndWrite(tx, locked, events, locked.now, observed));
  if (!whole) {
    for (const event of events) {
      const done = await inSavepoint(tx, locked, faults, () =>
        digestAndWrite(tx, locked, [event], event.recordedAt, [], quarantined),
      );
      if (!done) quarantined.push(event.id);
    }
    if (quarantined.length > 0) await quarantine(tx, locked, quarantined);
    const time = await inSavepoint(tx, locked, faults, () => digestAndWrite(tx, locked, [], locked.now, observed));
    if (!time) return { ...(await stuck(tx, locked)), quarantined, faults };
  }
  return { ...(await close(tx, locked)), quarantined, faults };
}

async function digestAndWrite(
  tx: Tx,
  locked: Locked,
  events: DomainEvent[],
  now: Instant,
  observed: Observation[],
  leaveOut: readonly string[] = [],
): Promise<void> {
  if (locked.state === null && events.length === 0) return;
  const { stored, rules } = await storedFor(tx, locked, events, leaveOut);
  const step = digestStored(rules, stored, events, { now, observed });
  if (step.usedObservations.length > 0) await writeTimePassed(tx, locked, step.usedObservations);
  await writeEffects(tx, locked, step.effects, now);
  await writeJournal(tx, locked, step);
  locked.state = step.state;
  locked.rules = step.rules;
  locked.journalN += step.entries.length;
}

/** Time is written as a fact only when it carried something from outside that a rebuild could not find again. */
async function writeTimePassed(tx: Tx, locked: Locked, observed: Observation[]): Promise<void> {
  locked.eventSeq += 1;
  await tx
    .insertInto('event')
    .values({
      enrolment_id: locked.enrolmentId,
      seq: locked.eventSeq,
      type: 'time.passed',
      data: '{}',
      occurred_at: new Date(locked.now),
      recorded_at: new Date(locked.now),
      recorded_by: 'system',
      observed: JSON.stringify(observed),
      settings_version: locked.settings.version,
    })
    .execute();
}

async function writeJournal(tx: Tx, locked: Locked, step: Step): Promise<void> {
  if (step.entries.length === 0) return;
  await sql`insert into journal (enrolment_id, n, at, entry, recorded_at)
    select ${locked.enrolmentId}, ${locked.journalN} + e.n, to_timestamp((e.entry->>'at')::bigint / 1000.0), e.entry, ${new Date(locked.now)}
    from jsonb_array_elements(${JSON.stringify(step.entries)}::jsonb) with ordinality as e(entry, n)`.execute(tx);
}

async function close(tx: Tx, locked: Locked): Promise<{ ended: boolean; wakeAt: Instant | null }> {
  const { state, rules } = locked;
  const wakeAt = state === null ? null : nextWakeAt(rules, state, seedOf(locked.enrolmentId));
  const status = state === null ? locked.status : statusOf(state);
  if (state !== null) {
    await writePlan(tx, locked, plan(rules, state, state.now + PLAN_AHEAD));
  }
  await tx
    .updateTable('enrolment')
    .set({
      ...(state === null ? {} : { snapshot: JSON.stringify(state), pathway_version: rules.pathway.version }),
      status,
      event_seq: locked.eventSeq,
      digested_seq: locked.eventSeq,
      journal_n: locked.journalN,
      wake_at: wakeAt === null ? null : new Date(wakeAt),
      nudged_at: null,
      nudges: 0,
      ...endedAt(locked.status, status, locked.now),
    })
    .where('id', '=', locked.enrolmentId)
    .execute();
  return { ended: status === 'ended', wakeAt };
}

async function quarantine(tx: Tx, locked: Locked, ids: string[]): Promise<void> {
  await sql`update event set quarantined_at = ${new Date(locked.now)} where id in (${sql.join(ids)})`.execute(tx);
  await sql`update enrolment set quarantined = true where id = ${locked.enrolmentId}`.execute(tx);
  await sql`insert into task (clinic_id, enrolment_id, patient_id, key, kind, team, due_at, opened_at)
    select ${locked.clinicId}, ${locked.enrolmentId}, ${locked.patientId}, ${locked.enrolmentId} || '/quarantined/' || id,
      'look-at-quarantined-event', 'operators', ${new Date(locked.now + HOUR)}, ${new Date(locked.now)}
    from event where id in (${sql.join(ids)}) on conflict (clinic_id, key) do nothing`.execute(tx);
}

/** The time itself could not be digested: held back for an hour, and red on the watch meanwhile. */
async function stuck(tx: Tx, locked: Locked): Promise<{ ended: boolean; wakeAt: Instant }> {
  const wakeAt = locked.now + HOUR;
  await sql`update enrolment set quarantined = true, wake_at = ${new Date(wakeAt)} where id = ${locked.enrolmentId}`.execute(
    tx,
  );
  return { ended: false, wakeAt };
}

/** True when `work` held; false when it threw and was rolled back. Faults of the database itself are not the event's: they go up. */
async function inSavepoint(tx: Tx, locked: Locked, faults: unknown[], work: () => Promise<void>): Promise<boolean> {
  const { state, rules, eventSeq, journalN } = locked;
  await sql`savepoint step`.execute(tx);
  try {
    await work();
    await sql`release savepoint step`.execute(tx);
    return true;
  } catch (error) {
    if (isPassing(error)) throw error;
    await sql`rollback to savepoint step`.execute(tx);
    Object.assign(locked, { state, rules, eventSeq, journalN });
    faults.push(error);
    return false;
  }
}

/** What a step leaves to others after commit: mail due soon, and ladders that nobody climbs yet. */
export async function consequences(
  tx: Tx,
  { enrolmentId, now }: Locked,
): Promise<{ mailDue: boolean; escalations: string[] }> {
  const soon = new Date(now + DISPATCH_LOOKS_EVERY_MS);
  const { rows } = await sql<{ mailDue: boolean; escalations: string[] }>`
    select exists (select from message where enrolment_id = ${enrolmentId} and state = 'planned' and due_at <= ${soon}) as "mailDue",
      coalesce((select jsonb_agg(distinct e.id) from escalation_signal s join escalation e on e.id = s.escalation_id
        where s.enrolment_id = ${enrolmentId} and e.status = 'open' and e.rung = 0), '[]'::jsonb) as escalations`.execute(
    tx,
  );
  return rows[0] ?? { mailDue: false, escalations: [] };
}

/** The dispatch workflows look by themselves at least this often; earlier rows need a nudge. */
const DISPATCH_LOOKS_EVERY_MS = 5 * 60_000;

/** Stages and what they wait for, for whoever reads the engine's history. Says nothing about the patient. */
export function inWords({ rules, state }: Locked): string {
  if (state === null) return 'the first event';
  return waitingFor(rules, state)
    .map(({ stage, waitingFor: waiting }) => `${stage}: ${waiting.for}${'gate' in waiting ? ` ${waiting.gate}` : ''}`)
    .join('; ');
}
