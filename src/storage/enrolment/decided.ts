import { sql } from 'kysely';
import type { JournalEntry } from '../../domain/words/effect';
import type { GateVerdict } from '../../domain/words/state';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { following, type Page } from '../tx/fragments';
import { type Corrected, correctionOfE } from './timeline';

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
