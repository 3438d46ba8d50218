import { sql } from 'kysely';
import type { Effect } from '../../domain/words/effect';
import type { EventType, Observation } from '../../domain/words/event';
import { isAlwaysTaken } from '../../domain/facts/refusal';
import type { EnrolmentStatus } from '../../domain/words/state';
import type { Instant } from '../../domain/words/time';
import { rowOf, urgentEffects } from '../../domain/facts/table';
import type { Tx } from '../tx/connection';
import type { endEnrolment } from './enrolments';
import { observe } from './observations';
import type { Locked } from './lock';
import { cannotRead, holdBack } from './quarantine';

/** What is known of a fact that is recorded now. */
export type Judged = {
  recordedAt: Instant;
  observed: Observation[];
  status: EnrolmentStatus;
  endedBecause: Parameters<typeof endEnrolment>[2];
  quiet: boolean;
  effects: Effect[];
};

/**
 * A fact that the core cannot judge: the state is broken or newer than this code, or its rules throw. A death, a stop, a
 * red answer happened all the same, so it is written and digested once the state can be read again, and an operator is
 * told. What a stage must allow first is refused: it can be recorded then.
 */
export async function unjudged(
  tx: Tx,
  locked: Locked,
  { type, data }: { type: EventType; data: object },
  fault: unknown,
): Promise<Judged> {
  const hasEnded = locked.status === 'ended';
  if (!isAlwaysTaken(type, hasEnded)) throw cannotRead(fault);
  const lastKnown = await lastRecorded(tx, locked.enrolmentId);
  const recordedAt = Math.max(locked.now, lastKnown + 1);
  await holdBack(tx, locked, null, fault);
  return {
    recordedAt,
    observed: await seen(tx, locked, lastKnown, recordedAt),
    status: hasEnded ? 'ended' : strongest(locked.status as EnrolmentStatus, rowOf(type).status),
    endedBecause: type === 'patient.died' ? 'died' : 'ended',
    quiet: false,
    effects: urgentEffects({ type, data, seq: locked.eventSeq + 1 }),
  };
}

/** A patient who is held stays held, whoever pauses. */
function strongest(before: EnrolmentStatus, said: EnrolmentStatus | undefined): EnrolmentStatus {
  const order: readonly EnrolmentStatus[] = ['active', 'paused', 'held', 'ended'];
  return said !== undefined && order.indexOf(said) > order.indexOf(before) ? said : before;
}

/** Without the rules nobody can say which questions were left blank, and nothing is made up. */
async function seen(tx: Tx, locked: Locked, after: Instant, until: Instant): Promise<Observation[]> {
  return knowsRules(locked) ? observe(tx, locked, after, until) : [];
}

function knowsRules(locked: Locked): boolean {
  try {
    return locked.rules.pathway.version > 0;
  } catch {
    return false;
  }
}

async function lastRecorded(tx: Tx, enrolmentId: string): Promise<Instant> {
  const { rows } = await sql<{ at: Instant | null }>`
    select max(recorded_at) as at from event where enrolment_id = ${enrolmentId}`.execute(tx);
  return rows[0]?.at ?? 0;
}
