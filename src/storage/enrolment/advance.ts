import { sql } from 'kysely';
import type { DomainEvent } from '../../domain/words/event';
import { waitingFor } from '../../domain/telling/summary';
import { HOUR, type Instant } from '../../domain/words/time';
import { unreadable } from '../../domain/step/up-cast';
import type { Tx } from '../tx/connection';
import { timeOf, undigested } from './fact-log';
import { startFromFacts } from './from-facts';
import { holdBack, lift } from './quarantine';
import { endStep, stepTo } from './step';
import type { Locked } from './facts';
import { isPassing } from '../tx/transact';

/** `ended`: nothing is waited for any more. `faults` are what was thrown by quarantined events or by the time: for the operator's log, ids only. */
export type Advanced = { ended: boolean; wakeAt: Instant | null; quarantined: string[]; faults: unknown[] };

/** What one piece of work needs, and what it leaves behind when it did not hold. */
type Run = Pick<Advanced, 'quarantined' | 'faults'> & { tx: Tx; locked: Locked };

/**
 * Digests what is undigested and the time, and writes all that follows from it: snapshot, journal, effects, plan, next wake.
 * Runs inside the caller's transaction, under the locks of `locked`. Each piece writes everything that belongs together or
 * nothing. What throws is first tried again on a state made anew from the facts, in case the snapshot is what is broken.
 * Then an event that throws is quarantined and the next goes on; if the time itself throws, what is behind it waits, and
 * all is tried again an hour later: a release that mends the defect heals the enrolment.
 */
export async function advanceLocked(tx: Tx, locked: Locked): Promise<Advanced> {
  const run: Run = { tx, locked, quarantined: [], faults: [] };
  const { quarantined, faults } = run;
  const done = (await asStored(run)) || (await fromFacts(run)) || (await oneByOne(run));
  const { status } = locked;
  const wakeAt = done ? locked.wakeAt : await stuck(run);
  return { ended: done && status === 'ended' && wakeAt === null, wakeAt, quarantined, faults };
}

/** Takes everything in quarantine in again, on a state made anew from all facts. Where that does not hold, nothing changes. */
export async function releaseQuarantine(tx: Tx, locked: Locked): Promise<{ released: boolean; faults: unknown[] }> {
  const run: Run = { tx, locked, quarantined: [], faults: [] };
  const released = await piece(run, async () => {
    await lift(tx, locked, 'all');
    await startFromFacts(tx, locked);
    await wholeStep(run);
  });
  return { released, faults: run.faults };
}

const asStored = async (run: Run): Promise<boolean> =>
  run.locked.state !== unreadable && (await piece(run, () => wholeStep(run)));

const fromFacts = (run: Run): Promise<boolean> =>
  piece(run, async () => {
    await startFromFacts(run.tx, run.locked);
    await wholeStep(run);
  });

async function wholeStep({ tx, locked }: Run): Promise<void> {
  await endStep(tx, locked, await undigested(tx, locked));
}

/** Keeps what can be kept, up to the first instant that cannot be passed. */
async function oneByOne(run: Run): Promise<boolean> {
  if (run.locked.state !== unreadable && (await eventsThenTime(run))) return true;
  return (await piece(run, () => startFromFacts(run.tx, run.locked))) && (await eventsThenTime(run));
}

async function eventsThenTime(run: Run): Promise<boolean> {
  const { tx, locked } = run;
  for (const event of await undigested(tx, locked)) {
    if (await piece(run, () => stepTo(tx, locked, event))) continue;
    const fault = run.faults.at(-1);
    // Where the time up to it can be passed, it is the event itself that throws.
    if (!(await piece(run, () => leaveOut(run, event, fault)))) return false;
    run.quarantined.push(event.id);
  }
  return piece(run, () => endStep(tx, locked, []));
}

async function leaveOut({ tx, locked }: Run, event: DomainEvent, fault: unknown): Promise<void> {
  await stepTo(tx, locked, timeOf(event));
  await holdBack(tx, locked, event.id, fault);
}

/** The time itself, or the state, could not be digested: held back for an hour, and red on the watch meanwhile. */
async function stuck({ tx, locked, faults }: Run): Promise<Instant> {
  const wakeAt = locked.now + HOUR;
  await holdBack(tx, locked, null, faults[0]);
  await sql`update enrolment set wake_at = ${new Date(wakeAt)}, nudged_at = null, nudges = 0
    where id = ${locked.enrolmentId}`.execute(tx);
  return wakeAt;
}

/** True when `work` held; false when it threw and was rolled back. Faults of the database itself are not the event's: they go up. */
async function piece({ tx, locked, faults }: Run, work: () => Promise<void>): Promise<boolean> {
  const { state, status, eventSeq, digestedSeq, journalN, wakeAt, quarantined, reread } = locked;
  const rules = rulesOf(locked);
  await sql`savepoint piece`.execute(tx);
  try {
    await work();
    await sql`release savepoint piece`.execute(tx);
    return true;
  } catch (error) {
    if (isPassing(error)) throw error;
    await sql`rollback to savepoint piece`.execute(tx);
    Object.assign(locked, { state, status, eventSeq, digestedSeq, journalN, wakeAt, quarantined, reread, ...rules });
    faults.push(error);
    return false;
  }
}

/** None where this code does not know the version: then the work throws, and says so. */
function rulesOf(locked: Locked): Partial<Pick<Locked, 'rules'>> {
  try {
    return { rules: locked.rules };
  } catch {
    return {};
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
export function inWords(locked: Locked): string {
  const { state } = locked;
  if (state === null) return 'the first event';
  if (state === unreadable) return 'an operator: the state cannot be read';
  return waitingFor(locked.rules, state)
    .map(({ stage, waitingFor: waiting }) => `${stage}: ${waiting.for}${'gate' in waiting ? ` ${waiting.gate}` : ''}`)
    .join('; ');
}
