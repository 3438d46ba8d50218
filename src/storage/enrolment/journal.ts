import { sql } from 'kysely';
import type { JournalEntry } from '../../domain/words/effect';
import type { Tx } from '../tx/connection';
import type { Locked } from './lock';

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
