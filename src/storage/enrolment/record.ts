import { sql } from 'kysely';
import type { Effect } from '../../domain/words/effect';
import type { DomainEvent, EventData, EventType, Observation } from '../../domain/words/event';
import { isAlwaysTaken, refusal, rowOf, urgentEffects } from '../../domain/facts/table';
import type { EnrolmentState, EnrolmentStatus } from '../../domain/words/state';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { endedAt, endEnrolment, seedOf } from './enrolments';
import { observe } from './observations';
import type { Locked } from './lock';
import { cannotRead, holdBack, isDefect } from './quarantine';
import { isCorrection } from '../../domain/corrections/corrections';
import { digestStored } from '../../domain/step/rebuild';
import { DomainError } from '../../domain/words/error';
import { eventRule } from '../../domain/step/work';
import { isQuiet } from '../../domain/step/next-wake';
import type { Rules } from '../../domain/step/rules';
import { statusOf } from '../../domain/telling/summary';
import { unreadable } from '../../domain/step/up-cast';
import { raiseAtOnce } from '../escalation/escalations';
import { keepTexts } from '../patient/texts';
import { settleCareTeam } from './care-team';
import { storedFor, undigested } from './fact-log';

/** What is known of a fact that is recorded now. */
export type Judged = {
  recordedAt: Instant;
  observed: Observation[];
  status: EnrolmentStatus;
  endedBecause: Parameters<typeof endEnrolment>[2];
  quiet: boolean;
  /** No stage waits for it now. */
  apart: boolean;
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
    apart: false,
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

export type NewFact = {
  [T in EventType]: { type: T; data: EventData[T]; occurredAt?: Instant; recordedBy: string };
}[EventType];

export type FactOptions = {
  /** With a correction goes what was seen since the fact it corrects. */
  since?: Instant;
  /** One id for the same fact of the person in all enrolments. */
  sharedFact?: string;
};

/** Where an enrolment stands when a fact is recorded now: after all that was recorded before, and the time up to it. */
export type UpToNow = {
  /** Null before the first fact. */
  state: EnrolmentState | null;
  /** In force now: a migration may wait among what is not digested. */
  rules: Rules;
  recordedAt: Instant;
  observed: Observation[];
};

/**
 * Writes nothing. `since`: everything that was seen since then, as a correction of something then must know. Throws
 * `quarantined` where the core cannot say.
 */
export async function upToNow(tx: Tx, locked: Locked, since?: Instant): Promise<UpToNow> {
  try {
    return await standingNow(tx, locked, since);
  } catch (error) {
    throw isDefect(error) ? cannotRead(error) : error;
  }
}

async function standingNow(tx: Tx, locked: Locked, since?: Instant): Promise<UpToNow> {
  const { now, state } = locked;
  if (state === unreadable) throw cannotRead();
  const pending = await undigested(tx, locked);
  const { stored, rules } = await storedFor(tx, { ...locked, state }, pending);
  const lastKnown = Math.max(state?.now ?? 0, pending.at(-1)?.recordedAt ?? 0);
  // Strictly later than whatever was decided: a rebuild must find facts and time in the same order.
  const recordedAt = Math.max(now, lastKnown + 1);
  const observed = state === null ? [] : await observe(tx, locked, since ?? lastKnown, recordedAt, since !== undefined);
  if (state === null && pending.length === 0) return { state, rules, recordedAt, observed };
  // Exclusive of this instant: at an equal instant an event goes before the time.
  const before = digestStored(rules, stored, pending, { now: recordedAt - 1, observed });
  return { state: before.state, rules: before.rules, recordedAt, observed };
}

/** `raised`: tier-now escalations that the fact itself opened or added to. They hold messages and are to be nudged. */
export type Recorded = { eventId: string; seq: number; quiet: boolean; apart: boolean; raised: string[] };

/**
 * Writes one fact with the next gapless number and what must be true at once with it: a status that stops mail, at an
 * ending the withheld messages, and the escalations that it calls for. A fact that is not possible now is refused with the
 * core's reason and nothing is written. Where the core cannot say, what is true whatever the state is written all the same
 * (`unjudged`). Unless it is quiet (no effect, no earlier wake) the enrolment is due now: nudge it after commit.
 */
export async function recordFact(tx: Tx, locked: Locked, fact: NewFact, options: FactOptions = {}): Promise<Recorded> {
  const judged = await judge(tx, locked, fact, options).catch((error: unknown) => {
    if (isDefect(error)) return unjudged(tx, locked, fact, error);
    throw error;
  });
  const { recordedAt, observed } = judged;
  // Mail may go again only by a new plan, so a patient who waited is active with the step that writes one.
  const goesOn = judged.status === 'active' && locked.status !== 'active';
  const status = goesOn ? locked.status : judged.status;
  const quiet = judged.quiet && !goesOn;
  const seq = locked.eventSeq + 1;
  const data = await keepTexts(tx, locked, fact, recordedAt);
  const event = await tx
    .insertInto('event')
    .values({
      enrolment_id: locked.enrolmentId,
      seq,
      type: fact.type,
      data: JSON.stringify(data),
      occurred_at: new Date(fact.occurredAt ?? recordedAt),
      recorded_at: new Date(recordedAt),
      recorded_by: fact.recordedBy,
      observed: JSON.stringify(observed),
      settings_version: locked.settings.version,
      shared_fact: options.sharedFact,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('enrolment')
    .set({
      event_seq: seq,
      status,
      ...(quiet ? {} : { wake_at: new Date(recordedAt), nudges: 0 }),
      ...endedAt(locked.status, status, recordedAt),
    })
    .where('id', '=', locked.enrolmentId)
    .execute();
  if (status === 'ended' && locked.status !== 'ended') {
    await endEnrolment(tx, locked.enrolmentId, judged.endedBecause, recordedAt);
  }
  if (ofCareTeam(fact)) await settleCareTeam(tx, locked.enrolmentId);
  locked.eventSeq = seq;
  locked.status = status;
  if (!quiet) locked.wakeAt = recordedAt;
  const raised = await raiseAtOnce(tx, locked, judged.effects, recordedAt);
  return { eventId: event.id, seq, quiet, apart: judged.apart, raised };
}

/** A change of who looks after the patient, or the correction of one. */
const ofCareTeam = ({ type, data }: NewFact): boolean =>
  type === 'care-team.changed' || (type === 'event.retracted' && data.of === 'care-team.changed');

async function judge(tx: Tx, locked: Locked, fact: NewFact, { since }: FactOptions): Promise<Judged> {
  const { state: before, rules, recordedAt, observed } = await upToNow(tx, locked, since);
  const draft = {
    id: '',
    seq: locked.eventSeq + 1,
    type: fact.type,
    data: fact.data,
    occurredAt: fact.occurredAt ?? recordedAt,
    recordedAt,
    observed,
  } as DomainEvent;
  const refused = before === null ? null : refusal(rules, before, draft);
  if (refused) throw new DomainError('not-possible-now', refused.message, { reason: refused.code });
  const onto = await storedFor(tx, { ...locked, state: before, rules }, [draft]);
  const step = digestStored(onto.rules, onto.stored, [draft], { now: recordedAt, observed });
  const quiet =
    before !== null &&
    !isCorrection(draft) &&
    step.rules.pathway === rules.pathway &&
    isQuiet(rules, { state: before, wakeAt: locked.wakeAt }, step, seedOf(locked.enrolmentId));
  const endedBecause = step.state.ended?.reason ?? 'ended';
  const apart = step.entries.some(({ what, rule }) => what === 'event.apart' && rule === eventRule(fact.type));
  return { recordedAt, observed, status: statusOf(step.state), endedBecause, quiet, apart, effects: step.effects };
}
