import { type RawBuilder, sql } from 'kysely';
import type { JournalEntry } from '../../domain/words/effect';
import { staffEventTypes } from '../../domain/words/event';
import type { GateVerdict } from '../../domain/words/state';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { following, type Page } from '../tx/fragments';
import type { Locked } from './lock';

/** A fact that was corrected: by whom, when and why. */
export type Corrected = { as: 'retracted' | 'replaced' | 'moved'; at: Instant; by: string; reason: string };

/** The id is of the line alone, and sorts the lines of one instant: facts first, then what was made of them, then the rest. */
type Place = { at: Instant; id: string };

/** One line of what happened, as data: the words are made by whoever shows it. */
export type TimelineRow = Place &
  (
    | { kind: 'journal'; by: null; data: JournalEntry }
    | {
        kind: 'event';
        by: string;
        data: { id: string; type: string; correction: Corrected | null; said: object | null };
      }
    | { kind: 'message'; by: null; data: { role: string; state: string; channel: string } }
    | { kind: 'answer'; by: null; data: { instrument: string; saved: number; late: boolean } }
  );

/** The correction in force of an event `e`, as JSON; null where it stands as it was recorded. */
const correctionOfE = sql`(
  select jsonb_build_object('as', case when r.type = 'response.moved' then 'moved' when r.data ? 'replacement' then 'replaced'
      else 'retracted' end, 'at', (extract(epoch from r.recorded_at) * 1000)::bigint,
    'by', coalesce(p.name, r.recorded_by), 'reason', r.data ->> 'reason')
  from event r left join staff_member p on p.id::text = r.recorded_by
  where r.enrolment_id = e.enrolment_id and r.type in ('event.retracted', 'response.moved')
    and r.data ->> 'event' = e.id::text
  order by r.seq desc limit 1)`;

/** What staff recorded with an event `e`, as it counts now, and what the patient reported; null for what else came about. */
const saidInE = sql`case when e.type in (${sql.join([...staffEventTypes, 'problem.reported'].map((type) => sql.lit(type)))}) then coalesce((
  select r.data -> 'replacement' from event r
  where r.enrolment_id = e.enrolment_id and r.type = 'event.retracted' and r.data ->> 'event' = e.id::text
  order by r.seq desc limit 1), e.data) end`;

/** Begins with the kind's own digit; a number, filled up with noughts, sorts as it counts. */
const lineId = (kind: '0' | '1' | '2' | '3', hex: RawBuilder<unknown>) =>
  sql`(${sql.lit(kind)} || right(lpad(${hex}, 32, '0'), 31))::uuid`;

/** Facts, what the pathway made of them, answers and mail of one enrolment, newest last, in one statement. */
export async function timelineOf(tx: Tx, enrolmentId: string, page: Page): Promise<TimelineRow[]> {
  const { rows } = await sql<TimelineRow>`
    select at, id, kind, by, data from (
      select at, ${lineId('1', sql`to_hex(n)`)} as id, 'journal' as kind, null as by, entry as data
        from journal where enrolment_id = ${enrolmentId}
      union all
      select e.recorded_at, ${lineId('0', sql`to_hex(e.seq)`)}, 'event', coalesce(s.name, e.recorded_by),
          jsonb_build_object('id', e.id, 'type', e.type, 'correction', ${correctionOfE}, 'said', ${saidInE})
        from event e left join staff_member s on s.id::text = e.recorded_by
        where e.enrolment_id = ${enrolmentId} and e.type <> 'time.passed'
      union all
      select coalesce(accepted_at, due_at), ${lineId('2', sql`replace(id::text, '-', '')`)}, 'message', null,
          jsonb_build_object('role', role, 'state', state, 'channel', channel)
        from message where enrolment_id = ${enrolmentId} and state in ('accepted', 'refused', 'ambiguous', 'withheld')
      union all
      select max(a.saved_at), ${lineId('3', sql`md5(a.check_in_id || '/' || a.instrument)`)}, 'answer', null,
          jsonb_build_object('instrument', a.instrument, 'saved', count(distinct a.item), 'late', bool_or(a.late))
        from answer a join check_in c on c.id = a.check_in_id
        where c.enrolment_id = ${enrolmentId} group by a.check_in_id, a.instrument
    ) lines where true ${following(page, { at: sql`at`, id: sql`id` })}
    order by at, id limit ${page.limit}`.execute(tx);
  return rows;
}

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
