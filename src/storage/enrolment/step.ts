import type { Updateable } from 'kysely';
import { digestStored } from '../../domain/step/rebuild';
import type { DomainEvent, Observation } from '../../domain/words/event';
import { nextWakeAt } from '../../domain/step/next-wake';
import { PLAN_AHEAD, planWhole } from '../../domain/check-ins/plan';
import { statusOf } from '../../domain/telling/summary';
import type { Instant } from '../../domain/words/time';
import { stateIn } from '../../domain/step/up-cast';
import type { Tx } from '../tx/connection';
import type { Enrolment } from '../tx/database';
import { writeEffects } from './effects';
import { observe } from './observations';
import { writeAppointments, writePlan } from '../message/plan';
import { storedFor } from './fact-log';
import { settleRows } from './from-facts';
import { writeJournal } from './timeline';
import type { Locked } from './lock';
import { lift } from './quarantine';
import { endedAt, seedOf } from './enrolments';

// Each of these two writes what belongs together: what was digested, and the row that says how far that is.

/** One event and the time up to it. Plan and status wait for the end of the step: they speak for all facts. */
export async function stepTo(tx: Tx, locked: Locked, event: DomainEvent): Promise<void> {
  await digestAndWrite(tx, locked, [event], event.recordedAt, []);
  await keep(tx, locked, event.seq, {});
}

/** The events and the time up to now, the plan, and the next wake. Whatever kept the time from passing is over. */
export async function endStep(tx: Tx, locked: Locked, events: DomainEvent[]): Promise<void> {
  const known = stateIn(locked.state);
  if (known !== null || events.length > 0) {
    const from = Math.max(known?.now ?? 0, events.at(-1)?.recordedAt ?? 0);
    await digestAndWrite(tx, locked, events, locked.now, await observe(tx, locked, from, locked.now));
  }
  const state = stateIn(locked.state);
  if (state !== null) {
    if (locked.reread) await settleRows(tx, locked, state);
    const { checkIns, appointments } = planWhole({ rules: locked.rules, state }, state.now + PLAN_AHEAD);
    await writePlan(tx, locked, checkIns);
    // What is booked stays booked when a course of care ends: nothing is told of it any more.
    if (!state.ended) await writeAppointments(tx, locked, appointments, state);
  }
  const wakeAt = state === null ? null : nextWakeAt(locked.rules, state, seedOf(locked.enrolmentId));
  const status = state === null ? locked.status : statusOf(state);
  await keep(tx, locked, locked.eventSeq, {
    status,
    wake_at: wakeAt === null ? null : new Date(wakeAt),
    nudged_at: null,
    nudges: 0,
    ...endedAt(locked.status, status, locked.now),
  });
  locked.wakeAt = wakeAt;
  locked.status = status;
  await lift(tx, locked, 'time');
}

/** Snapshot, how far it goes, and how much was said: always together. */
async function keep(tx: Tx, locked: Locked, digestedSeq: number, more: Updateable<Enrolment>): Promise<void> {
  const state = stateIn(locked.state);
  const snapshot = state && { snapshot: JSON.stringify(state), pathway_version: locked.rules.pathway.version };
  await tx
    .updateTable('enrolment')
    .set({
      ...snapshot,
      event_seq: locked.eventSeq,
      digested_seq: digestedSeq,
      journal_n: locked.journalN,
      ...more,
    })
    .where('id', '=', locked.enrolmentId)
    .execute();
  locked.digestedSeq = digestedSeq;
}

async function digestAndWrite(
  tx: Tx,
  locked: Locked,
  events: DomainEvent[],
  now: Instant,
  observed: Observation[],
): Promise<void> {
  const { stored, rules } = await storedFor(tx, { ...locked, state: stateIn(locked.state) }, events);
  const step = digestStored(rules, stored, events, { now, observed });
  if (step.usedObservations.length > 0) await writeTimePassed(tx, locked, step.usedObservations);
  await writeEffects(tx, locked, step.effects, now);
  await writeJournal(tx, locked, step.entries);
  locked.state = step.state;
  locked.rules = step.rules;
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
