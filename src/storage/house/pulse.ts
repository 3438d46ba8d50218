import { sql } from 'kysely';
import type { Tier } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { timeAt } from '../tx/fragments';
import { plannedOnce } from '../tx/planned-once';

/** `version` is another text than before once anything that staff are shown has changed; it says nothing else. */
export type Pulse = { now: Instant; version: string; open: Record<Tier, number> };

/**
 * Each transaction that changes something of a clinic leaves one row with its own number (migration 0015), so that writers
 * never wait for each other. Numbers are given out before transactions end, and they end in any order: the newest number
 * alone would hide one that was given out earlier and ends later. While anything older than the newest is still running,
 * the version therefore also names the oldest that runs and counts what has ended since. Marks from the history of another
 * server, after a restore, are ahead of every number of this one and do not count.
 */
export async function pulseOf(tx: Tx, clinicId: string): Promise<Pulse> {
  const { rows } = await sql<Pulse>`
    select ${timeAt(sql`c.clock_offset_ms`)} as now,
      case when newest.xid is null or newest.xid < oldest then coalesce(newest.xid::text, '0')
        else concat_ws('-', newest.xid, oldest, (
          select count(*) from pulse p where p.clinic_id = c.id and p.xid >= oldest and p.xid < next)) end as version,
      json_build_object('now', tiers.now, 'today', tiers.today, 'digest', tiers.digest) as open
    from clinic c
      cross join lateral (select pg_snapshot_xmin(pg_current_snapshot()), pg_snapshot_xmax(pg_current_snapshot()))
        running (oldest, next)
      left join lateral (
        select p.xid from pulse p where p.clinic_id = c.id and p.xid < next order by p.xid desc limit 1) newest on true
      cross join lateral (
        select count(*) filter (where tier = 'now') as now, count(*) filter (where tier = 'today') as today,
          count(*) filter (where tier = 'digest') as digest
        from escalation e where e.clinic_id = c.id and e.status <> 'resolved' and e.class <> 'canary') tiers
    where c.id = ${clinicId} ${plannedOnce}`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('no such clinic');
  return row;
}
