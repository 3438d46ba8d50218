import { sql } from 'kysely';
import type { Corrected } from '../../domain/telling/timeline/rows';
import type { JournalEntry } from '../../domain/words/effect';
import type { GateVerdict } from '../../domain/words/state';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { following, type Page } from '../tx/fragments';
import type { Locked } from './lock';

/** The correction in force of an event `e`, as JSON; null where it stands as it was recorded. */
export const correctionOfE = sql`(
  select jsonb_build_object('as', case when r.type = 'response.moved' then 'moved' when r.data ? 'replacement' then 'replaced'
      else 'retracted' end, 'at', (extract(epoch from r.recorded_at) * 1000)::bigint,
    'by', coalesce(p.name, r.recorded_by), 'reason', r.data ->> 'reason')
  from event r left join staff_member p on p.id::text = r.recorded_by
  where r.enrolment_id = e.enrolment_id and r.type in ('event.retracted', 'response.moved')
    and r.data ->> 'event' = e.id::text
  order by r.seq desc limit 1)`;

export type CorrectedFact = Corrected & { eventId: string; type: string; recordedAt: Instant; recordedBy: string };

/** What was recorded and does not count as it was, oldest first. */
export async function correctedFacts(tx: Tx, enrolmentId: string): Promise<CorrectedFact[]> {
  const { rows } = await sql<CorrectedFact & { correction: Corrected }>`
    select * from (
      select e.id as "eventId", e.type, e.recorded_at as "recordedAt", coalesce(s.name, e.recorded_by) as "recordedBy",
        ${correctionOfE} as correction, e.seq
      from event e left join staff_member s on s.id::text = e.recorded_by where e.enrolment_id = ${enrolmentId}
    ) facts where correction is not null order by seq`.execute(tx);
  return rows.map(({ eventId, type, recordedAt, recordedBy, correction }) => ({
    eventId,
    type,
    recordedAt,
    recordedBy,
    ...correction,
  }));
}

/** Who went through the medicines or set a prompt aside, and when: names are found here, and kept in no state. */
export type MedicineFact = {
  type: 'medication.reviewed' | 'prompt.snoozed';
  at: Instant;
  by: string;
  data: { prompt?: string; reason?: string };
};

/** Oldest first. A retracted one stays in the list: what counts is found by its instant. */
export async function medicineFactsOf(tx: Tx, enrolmentId: string): Promise<MedicineFact[]> {
  const { rows } = await sql<MedicineFact>`
    select e.type, e.recorded_at as at, coalesce(s.name, e.recorded_by) as by, e.data
      from event e left join staff_member s on s.id::text = e.recorded_by
      where e.enrolment_id = ${enrolmentId} and e.type in ('medication.reviewed', 'prompt.snoozed')
      order by e.seq`.execute(tx);
  return rows;
}

/** A decision as it was made, with the question and what stood beside it. */
export type DecisionRow = {
  id: string;
  at: Instant;
  by: string;
  gate: string;
  choice: string;
  reason: string;
  correction: Corrected | null;
  /** The question, as long as its row is there: a decision that could not be taken in has none. */
  asked: { track: string; stage: string; question: string; openedAt: Instant; verdict: GateVerdict } | null;
  /** What the step wrote down when it took the decision in; null until then. */
  entry: JournalEntry | null;
};

/**
 * Decisions of an enrolment, oldest first. What was in view is read from the journal, which nobody rewrites: the row of a
 * question that a correction put again says what is found today.
 */
export async function decisionsOf(tx: Tx, enrolmentId: string, page: Page): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    select e.id, e.recorded_at as at, coalesce(s.name, e.recorded_by) as by, e.data ->> 'gate' as gate,
      e.data ->> 'choice' as choice, e.data ->> 'reason' as reason, ${correctionOfE} as correction, j.entry,
      case when g.key is null then null else jsonb_build_object('track', g.track, 'stage', g.stage, 'question', g.question,
        'openedAt', (extract(epoch from g.opened_at) * 1000)::bigint, 'verdict', g.verdict) end as asked
    from event e
    left join staff_member s on s.id::text = e.recorded_by
    left join lateral (select entry from journal where enrolment_id = e.enrolment_id and at = e.recorded_at
      and entry ->> 'what' = 'gate.decided' and not entry ? 'rebuilt' order by n limit 1) j on true
    left join lateral (select * from gate where enrolment_id = e.enrolment_id and gate = e.data ->> 'gate'
      and opened_at <= e.recorded_at and (j.entry is null or key = j.entry ->> 'key') order by opened_at desc limit 1) g on true
    where e.enrolment_id = ${enrolmentId} and e.type = 'decision.made'
      ${following(page, { at: sql`e.recorded_at`, id: sql`e.id` })}
    order by e.recorded_at, e.id limit ${page.limit}`.execute(tx);
  return rows;
}

/** A state that was made anew says again what was said before: of that only what is new is written. */
export async function writeJournal(tx: Tx, locked: Locked, entries: JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const { enrolmentId } = locked;
  const fresh = locked.reread
    ? sql`where not exists (select from journal j where j.enrolment_id = ${enrolmentId}
        and j.entry - 'rebuilt' = e.entry - 'rebuilt')`
    : sql``;
  const { numAffectedRows = 0n } = await sql`insert into journal (enrolment_id, n, at, entry, recorded_at)
    select ${enrolmentId}, ${locked.journalN} + row_number() over (order by e.n), to_timestamp((e.entry->>'at')::bigint / 1000.0),
      e.entry, ${new Date(locked.now)}
    from jsonb_array_elements(${JSON.stringify(entries)}::jsonb) with ordinality as e(entry, n) ${fresh}`.execute(tx);
  locked.journalN += Number(numAffectedRows);
}
