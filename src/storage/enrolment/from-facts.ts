import { sql } from 'kysely';
import { corrected } from '../../domain/corrections/corrections';
import type { Effect } from '../../domain/words/effect';
import type { DomainEvent } from '../../domain/words/event';
import { walk } from '../../domain/step/rebuild';
import type { EnrolmentState } from '../../domain/words/state';
import type { Tx } from '../tx/connection';
import { writeEffects } from './effects';
import { settingsByDay } from '../clinic/settings';
import { factsBefore } from './fact-log';
import { writeJournal } from './timeline';
import type { Locked } from './lock';

/**
 * Makes the state anew from the facts that were digested, as the stored one should be. What follows from it becomes true in the rows, by the same keys as before; the journal gains only what
 * it did not say.
 */
export async function startFromFacts(tx: Tx, locked: Locked): Promise<void> {
  const { enrolmentId, clinicId, digestedSeq, now } = locked;
  locked.reread = true;
  locked.state = null;
  const facts = await factsBefore(tx, enrolmentId, digestedSeq + 1);
  if (facts.length === 0) return;
  const walked = stateFrom({ ...locked.rules, settings: await settingsByDay(tx, clinicId) }, facts);
  await writeEffects(tx, locked, walked.effects.map(notAgain), now);
  await writeJournal(tx, locked, walked.entries);
  locked.state = walked.state;
  locked.rules = walked.rules;
}

/** Up to the last of the facts, and no further: what the time brought since then is seen anew. */
export function stateFrom(rules: Locked['rules'], facts: DomainEvent[]): ReturnType<typeof walk> {
  const last = facts.at(-1);
  return walk(rules, corrected(facts), { now: (last?.recordedAt ?? 0) - 1, observed: [] });
}

/** What an old correction had put again may have been settled by people since. */
function notAgain(effect: Effect): Effect {
  if (effect.type !== 'open-task' && effect.type !== 'open-gate') return effect;
  const once = { ...effect };
  delete once.again;
  return once;
}

/**
 * Rows that the core had opened and that the new state does not know are closed: nobody could answer them. Work that came
 * from elsewhere stays.
 */
export async function settleRows(tx: Tx, locked: Locked, { tracks, tasks }: EnrolmentState): Promise<void> {
  const { enrolmentId, clinicId } = locked;
  const at = new Date(locked.now);
  const gates = tracks.flatMap(({ gate }) => (gate ? [gate.key] : []));
  await sql`update gate set status = 'withdrawn', decided_at = ${at}
    where enrolment_id = ${enrolmentId} and status = 'open' and key <> all(${gates})`.execute(tx);
  const keys = tasks.map(({ key }) => `${enrolmentId}/${key}`);
  await sql`update task set status = 'closed', closed_because = 'the record was read anew', completed_at = ${at}
    where clinic_id = ${clinicId} and enrolment_id = ${enrolmentId} and status = 'open' and key <> all(${keys})
      and key in (select ${enrolmentId}::text || '/' || (entry ->> 'key') from journal
        where enrolment_id = ${enrolmentId} and entry ->> 'what' = 'task.opened')`.execute(tx);
}
