import { sql } from 'kysely';
import { corrected, refuseRetraction } from '../../domain/corrections/corrections';
import { rulesAtStart, walk, walksBefore } from '../../domain/step/rebuild';
import type { Digest } from '../../domain/step/digest';
import { DomainError } from '../../domain/words/error';
import type { Correction, CorrectionEvent, DomainEvent, EventData, EventType } from '../../domain/words/event';
import { openItemsOf, returnedDecisions } from '../../domain/corrections/open-items';
import { refusal } from '../../domain/facts/table';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { settingsByDay } from '../clinic/settings';
import { withTextsOf } from '../patient/texts';
import { marksOf } from './quarantine';
import { factsBefore, type Locked, recordFact, storedFor, upToNow } from './facts';

/** A fact as it was recorded, and by whom. */
export type RecordedFact = {
  id: string;
  type: EventType;
  recordedBy: string;
  recordedAt: Instant;
  sharedFact: string | null;
};

export async function findFact(tx: Tx, enrolmentId: string, id: string): Promise<RecordedFact | null> {
  const { rows } = await sql<RecordedFact>`
    select id, type, recorded_by as "recordedBy", recorded_at as "recordedAt", shared_fact as "sharedFact"
    from event where enrolment_id = ${enrolmentId} and id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** The same fact of the person in each enrolment that it was written in, by enrolment. */
export async function factsShared(tx: Tx, sharedFact: string): Promise<{ eventId: string; enrolmentId: string }[]> {
  const { rows } = await sql<{ eventId: string; enrolmentId: string }>`
    select id as "eventId", enrolment_id as "enrolmentId" from event where shared_fact = ${sharedFact}
    order by enrolment_id`.execute(tx);
  return rows;
}

export type Wrong = {
  /** Id of the fact. */
  event: string;
  reason: string;
  recordedBy: string;
} & (
  | { replacement?: Record<string, unknown>; undone: boolean }
  | { moved: Pick<EventData['response.moved'], 'checkIn' | 'proposedBy' | 'askAgain'> }
);

/**
 * Records that a fact was wrong, with what the house knew at that moment: what was open, what had been sent meanwhile, and
 * which decisions had read it. Refused, with the reason, where the fact must stay or the rest would not hold without it.
 */
export async function recordCorrection(
  tx: Tx,
  locked: Locked,
  wrong: Wrong,
): Promise<{ eventId: string; seq: number; reopened: boolean; raised: string[] }> {
  const events = await factsBefore(tx, locked.enrolmentId, locked.eventSeq + 1);
  const fact = events.find(({ id }) => id === wrong.event);
  const leftOut = await marksOf(tx, locked.enrolmentId);
  if (!fact || leftOut.some(({ eventId }) => eventId === fact.id)) {
    throw new DomainError('not-possible-now', 'This fact could not be taken in, so it counts for nothing.');
  }
  const refused = 'moved' in wrong ? null : refuseRetraction(events, fact, wrong.undone);
  if (refused) throw new DomainError('not-possible-now', refused.message, { reason: refused.code });

  const { state, recordedAt, observed } = await upToNow(tx, locked, fact.recordedAt);
  if (state === null) throw new DomainError('not-possible-now', 'The enrolment has not started.');
  const draft = draftOf(wrong, fact, { seq: locked.eventSeq + 1, recordedAt, observed });
  const { rules } = await storedFor(tx, { ...locked, state }, [draft]);
  if ('replacement' in draft.data) refuseInItsSeat(rules, events, draft, fact);
  const { was, is } = walksBefore(rules, events, draft);
  refuseWhatWouldNotHold(was, is);
  const found = openItemsOf(state);
  const reopened = found.ended && is.state.ended === null;
  if (reopened) await refuseSecondOpen(tx, locked);

  const { data } = draft;
  Object.assign(data, {
    found,
    returned: returnedDecisions(was.entries, is.entries, events, fact),
    sent: await sentSince(tx, locked.enrolmentId, fact.recordedAt),
  } satisfies Partial<Correction>);
  const known = { type: draft.type, data, recordedBy: wrong.recordedBy } as Parameters<typeof recordFact>[2];
  const { eventId, seq, raised } = await recordFact(tx, locked, known, { since: fact.recordedAt });
  return { eventId, seq, reopened, raised };
}

function draftOf(
  wrong: Wrong,
  fact: DomainEvent,
  seat: Pick<DomainEvent, 'seq' | 'recordedAt' | 'observed'>,
): CorrectionEvent {
  const found = { ended: false, tasks: [], gates: [], checkIns: [], writing: false };
  const common = { event: fact.id, of: fact.type, reason: wrong.reason, found, returned: [], sent: [] };
  const own = 'moved' in wrong ? wrong.moved : wrong.replacement && { replacement: wrong.replacement };
  return {
    ...seat,
    id: '',
    type: 'moved' in wrong ? 'response.moved' : 'event.retracted',
    data: { ...common, ...own },
    occurredAt: seat.recordedAt,
  } as CorrectionEvent;
}

/** A replacement must have been possible where the wrong fact stands. */
function refuseInItsSeat(
  rules: Locked['rules'],
  events: DomainEvent[],
  draft: CorrectionEvent,
  fact: DomainEvent,
): void {
  const facts = corrected([...events, draft]);
  const before = walkToSeat(rules, facts, fact);
  const replaced = facts.find(({ id }) => id === fact.id);
  if (!before || !replaced) return;
  const refused = refusal(before.rules, before.state, replaced);
  if (refused) throw new DomainError('not-possible-now', refused.message, { reason: refused.code });
}

/** How the enrolment stood directly before one of its facts; null before the first. */
function walkToSeat(rules: Locked['rules'], facts: readonly DomainEvent[], fact: DomainEvent): Digest | null {
  const seat = facts.findIndex(({ id }) => id === fact.id);
  if (seat <= 0) return null;
  const until = { now: fact.recordedAt - 1, observed: fact.observed };
  return walk(rulesAtStart(rules, facts), facts.slice(0, seat), until);
}

/** A fact with its texts, as it counts after corrections, and how the enrolment stood before it. */
export type Seated = { fact: DomainEvent; before: Digest };

/** Null: there is no such fact, it was taken back, or it is the one the enrolment began with. */
export async function inItsSeat(
  tx: Tx,
  of: Pick<Locked, 'enrolmentId' | 'clinicId' | 'patientId' | 'rules' | 'eventSeq'>,
  id: string,
): Promise<Seated | null> {
  const facts = corrected(await factsBefore(tx, of.enrolmentId, of.eventSeq + 1));
  const fact = facts.find((each) => each.id === id);
  const rules = { ...of.rules, settings: await settingsByDay(tx, of.clinicId) };
  const before = fact && walkToSeat(rules, facts, fact);
  if (!fact || !before || fact.type === 'time.passed') return null;
  const [whole = fact] = await withTextsOf(tx, of.patientId, [fact]);
  return { fact: whole, before };
}

/** Two versions of a pathway: what was looked at when the enrolment moved would be another difference. */
function refuseWhatWouldNotHold(was: Digest, is: Digest): void {
  if (was.rules.pathway.version === is.rules.pathway.version) return;
  throw new DomainError(
    'not-possible-now',
    'The enrolment has moved to another version since, and without this fact it could not have: record the right fact instead.',
    { reason: 'migrated-since' },
  );
}

async function refuseSecondOpen(tx: Tx, { enrolmentId }: Locked): Promise<void> {
  const { rows } = await sql<{
    id: string;
  }>`select other.id from enrolment other join enrolment own on own.id = ${enrolmentId}
    where other.patient_id = own.patient_id and other.pathway_id = own.pathway_id and other.status <> 'ended'`.execute(
    tx,
  );
  if (rows[0] === undefined) return;
  throw new DomainError(
    'not-possible-now',
    'The patient has been enrolled on this pathway again since: a second open enrolment is not possible. End the newer one first.',
    { reason: 'enrolled-again', enrolmentId: rows[0].id },
  );
}

/** Keys within the enrolment: `care/diagnosis/weekly@2026-12-01/invite`. No address. */
async function sentSince(tx: Tx, enrolmentId: string, since: Instant): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select substr(key, ${enrolmentId.length + 2}) as key from message
    where enrolment_id = ${enrolmentId} and lane = 'bulk' and coalesce(accepted_at, due_at) > ${new Date(since)}
      and state in ('accepted', 'ambiguous') order by due_at, key`.execute(tx);
  return rows.map(({ key }) => key);
}
