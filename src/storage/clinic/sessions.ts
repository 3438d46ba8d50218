import { sql } from 'kysely';
import type { Role } from '../../domain/words/authority';
import { HOUR, type Instant, MINUTE } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

// Sessions of staff in a browser. By the wall clock, because they are about keys; the cookie's token is never stored.

/** Without anything done by the person, and at all. */
export const LIMITS = { idleMs: 30 * MINUTE, longestMs: 12 * HOUR } as const;
/** Written so often while somebody works, and no more. */
const TOUCH_MS = MINUTE;

const milliseconds = sql`* interval '1 millisecond'`;
const holds = sql`s.active_at > clock_timestamp() - ${LIMITS.idleMs} ${milliseconds}
  and s.started_at > clock_timestamp() - ${LIMITS.longestMs} ${milliseconds}`;

export type StaffSession = {
  clinicId: string;
  staffId: string;
  role: Role;
  name: string;
  startedAt: Instant;
  activeAt: Instant;
};

/**
 * Whose session this is now; null once it was idle for half an hour, is twelve hours old, or its person has left.
 * `background`: the page asks by itself, which keeps nobody signed in.
 */
export async function findSession(
  tx: Tx,
  tokenHash: Buffer,
  { background }: { background: boolean },
): Promise<StaffSession | null> {
  const session = sql`select m.clinic_id as "clinicId", m.id as "staffId", m.role, m.name, s.started_at as "startedAt",
      s.active_at as "activeAt"
    from staff_session s join staff_member m on m.id = s.staff_id
    where s.token_hash = ${tokenHash} and m.active and ${holds}`;
  const statement = background
    ? sql<StaffSession>`${session}`
    : sql<StaffSession>`
      with session as (${session}),
      touched as (
        update staff_session set active_at = clock_timestamp()
        where token_hash = ${tokenHash} and exists (select from session)
          and active_at < clock_timestamp() - ${TOUCH_MS} ${milliseconds} returning active_at)
      select "clinicId", "staffId", role, name, "startedAt", coalesce((select active_at from touched), "activeAt") as "activeAt"
      from session`;
  const { rows } = await statement.execute(tx);
  return rows[0] ?? null;
}

export async function startSession(
  tx: Tx,
  session: { tokenHash: Buffer; staffId: string; idToken: string },
): Promise<void> {
  await tx
    .insertInto('staff_session')
    .values({ token_hash: session.tokenHash, staff_id: session.staffId, id_token: session.idToken })
    .execute();
}

/** Ends it for good; what its provider calls it comes back, so that it can be ended there, too. Null = there was none. */
export async function endSession(
  tx: Tx,
  tokenHash: Buffer,
): Promise<{ clinicId: string; staffId: string; idToken: string | null } | null> {
  const { rows } = await sql<{ clinicId: string; staffId: string; idToken: string | null }>`
    delete from staff_session s using staff_member m where m.id = s.staff_id and s.token_hash = ${tokenHash}
    returning m.clinic_id as "clinicId", s.staff_id as "staffId", s.id_token as "idToken"`.execute(tx);
  return rows[0] ?? null;
}

/** All of a person who leaves. */
export async function endSessionsOf(tx: Tx, staffId: string): Promise<void> {
  await tx.deleteFrom('staff_session').where('staff_id', '=', staffId).execute();
}
