import { sql } from 'kysely';
import type { TaskKind } from '../../domain/words/task-kinds';
import type { Team } from '../../domain/words/role';
import { DAY } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { readClinic } from '../clinic/settings';
import { gaps, onCallRotas } from './gaps';

const kind: TaskKind = 'close-rota-gap';
const team: Team = 'leads';

/** So far ahead a lead is asked to fill a rota. */
const GAP_HORIZON_DAYS = 14;

/**
 * One open task per rota with a gap ahead, closed by itself once the rota is covered. A task completed while the gap
 * is still there comes back. `only` looks at one rota. Returns how many were opened.
 */
export async function openRotaGapTasks(tx: Tx, clinicId: string, only?: string): Promise<number> {
  // A statement of its own: two at once would open the same task twice.
  await sql`select from clinic where id = ${clinicId} for no key update`.execute(tx);
  const { settings, now } = await readClinic(tx, clinicId);
  let opened = 0;
  for (const rota of onCallRotas(settings).filter((id) => only === undefined || id === only)) {
    const prefix = `close-rota-gap/${rota}@`;
    const [first] = await gaps(tx, clinicId, rota, now, now + GAP_HORIZON_DAYS * DAY);
    if (!first) {
      await sql`update task set status = 'closed', closed_because = 'the rota is covered', completed_at = ${new Date(now)}
        where clinic_id = ${clinicId} and kind = ${kind} and status = 'open' and starts_with(key, ${prefix})`.execute(
        tx,
      );
      continue;
    }
    const written = await sql`
      insert into task (clinic_id, key, kind, team, due_at, opened_at)
      select ${clinicId}, ${prefix + new Date(now).toISOString()}, ${kind}, ${team}, ${new Date(Math.max(now, first.from - DAY))}, ${new Date(now)}
      where not exists (select from task where clinic_id = ${clinicId} and kind = ${kind} and status = 'open'
        and starts_with(key, ${prefix}))
      on conflict (clinic_id, key) do nothing`.execute(tx);
    opened += Number(written.numAffectedRows ?? 0n);
  }
  return opened;
}
