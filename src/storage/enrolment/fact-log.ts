import { sql } from 'kysely';
import { isCorrection } from '../../domain/corrections/corrections';
import type { Stored } from '../../domain/step/rebuild';
import type { DomainEvent } from '../../domain/words/event';
import type { Rules } from '../../domain/step/rules';
import type { EnrolmentState } from '../../domain/words/state';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { settingsByDay } from '../clinic/settings';
import type { Locked } from './lock';

/** Facts written but not yet digested, oldest first. */
export async function undigested(tx: Tx, locked: Pick<Locked, 'enrolmentId' | 'digestedSeq'>): Promise<DomainEvent[]> {
  const rows = await tx
    .selectFrom('event')
    .selectAll()
    .where('enrolment_id', '=', locked.enrolmentId)
    .where('seq', '>', locked.digestedSeq)
    .orderBy('seq')
    .execute();
  return rows.map(toEvent);
}

export function toEvent(row: {
  id: string;
  seq: number;
  type: string;
  data: object;
  occurred_at: Instant;
  recorded_at: Instant;
  observed: DomainEvent['observed'];
}): DomainEvent {
  return {
    id: row.id,
    seq: row.seq,
    type: row.type,
    data: row.data,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    observed: row.observed,
  } as DomainEvent;
}

/** A fact that cannot be taken in leaves its seat to the time that it passed and to what was seen by then. */
export const timeOf = (event: DomainEvent): DomainEvent => ({ ...event, type: 'time.passed', data: {} });

/** All facts of an enrolment up to one of them; those in quarantine count for the time they passed only. */
export async function factsBefore(tx: Tx, enrolmentId: string, seq: number): Promise<DomainEvent[]> {
  const rows = await tx
    .selectFrom('event')
    .selectAll('event')
    .select(isQuarantined)
    .where('enrolment_id', '=', enrolmentId)
    .where('seq', '<', seq)
    .orderBy('seq')
    .execute();
  return rows.map((row) => (row.quarantined ? timeOf(toEvent(row)) : toEvent(row)));
}

/** For a query of events. */
export const isQuarantined = sql<boolean>`exists (select from quarantine q
  where q.event_id = event.id and q.lifted_at is null)`.as('quarantined');

/**
 * What facts are digested onto. A correction among them takes the walk from the beginning: all facts before are read, and
 * the settings of every day.
 */
export async function storedFor(
  tx: Tx,
  { enrolmentId, clinicId, state, rules }: Readable,
  events: readonly DomainEvent[],
): Promise<{ stored: Stored; rules: Rules }> {
  const [first] = events;
  if (!first || !events.some(isCorrection)) return { stored: { state, history: [] }, rules };
  const history = await factsBefore(tx, enrolmentId, first.seq);
  return { stored: { state, history }, rules: { ...rules, settings: await settingsByDay(tx, clinicId) } };
}

type Readable = Pick<Locked, 'enrolmentId' | 'clinicId' | 'rules'> & { state: EnrolmentState | null };
