import { sql } from 'kysely';
import { AGAIN_AFTER, type PagingTest } from '../../domain/escalation/paging-test';
import { DomainError } from '../../domain/words/error';
import { planPagingTest } from '../message/staff-alerts';
import { clinicNow } from '../tx/fragments';
import type { Tx } from '../tx/connection';

// Whether an alert would reach somebody, tried by that person alone. A test is about no patient: it is in no list of work,
// climbs no ladder, and what becomes of it changes nothing else.

/** Who asks, and of which clinic. */
export type Own = { clinicId: string; staffId: string };

const addresses = sql`md5(concat_ws(' ', email, pager_url))`;

/**
 * Plans a test on every channel that this person has; the newest one takes the place of those before it. Refused
 * (`not-possible-now`) where nothing can reach them, and within a minute of the last one.
 */
export async function askPagingTest(tx: Tx, { clinicId, staffId }: Own): Promise<void> {
  // A statement of its own: two presses at once are one test.
  await sql`select from staff_member where id = ${staffId} for no key update`.execute(tx);
  const { rows } = await sql<{ mail: boolean; pager: boolean; lastMs: number | null }>`
    select email is not null as mail, pager_url is not null as pager, (
      select extract(epoch from clock_timestamp() - uuid_extract_timestamp(t.id)) * 1000 from paging_test t
      where t.staff_id = m.id order by t.id desc limit 1)::float8 as "lastMs"
    from staff_member m where id = ${staffId} and clinic_id = ${clinicId}`.execute(tx);
  const { mail = false, pager = false, lastMs = null } = rows[0] ?? {};
  if (!mail && !pager)
    throw new DomainError(
      'not-possible-now',
      'Nothing can reach you: no mail address and no pager stands here for you. Ask whoever runs Throughline to enter one, then page yourself again.',
    );
  if (lastMs !== null && lastMs < AGAIN_AFTER)
    throw new DomainError(
      'not-possible-now',
      `You paged yourself a moment ago. Give it a minute: in ${String(Math.ceil((AGAIN_AFTER - lastMs) / 1000))} seconds you can do so again.`,
    );
  const made = await sql<{ id: string }>`
    insert into paging_test (clinic_id, staff_id, asked_at, addresses_hash)
    select clinic_id, id, clinic_now(clinic_id), ${addresses} from staff_member where id = ${staffId} returning id`.execute(
    tx,
  );
  const { id = '' } = made.rows[0] ?? {};
  if (mail) await planPagingTest(tx, id, 'mail');
  if (pager) await planPagingTest(tx, id, 'webhook');
}

type Row = PagingTest & { id: string; clinicId: string; staffId: string; isNewest: boolean };

const instantIn = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;

/** Over the alias t (paging_test). */
const columns = sql`t.id, t.clinic_id as "clinicId", t.staff_id as "staffId", t.asked_at as "askedAt", t.opened_at as "openedAt",
  t.acknowledged_at as "acknowledgedAt", t.addresses_hash = (select ${addresses} from staff_member where id = t.staff_id) as "sameAddresses",
  not exists (select from paging_test newer where newer.staff_id = t.staff_id and newer.id > t.id) as "isNewest",
  (select jsonb_agg(jsonb_build_object('channel', m.channel, 'state', m.state, 'reason', m.reason,
      'acceptedAt', ${instantIn('m.accepted_at')}, 'tries', m.attempts, 'code', last.code, 'status', last.status) order by m.channel)
    from message m left join lateral (select a.code, a.status from message_attempt a
      where a.message_id = m.id and a.ended_at is not null order by a.started_at desc limit 1) last on true
    where m.paging_test_id = t.id) as ways`;

/** The newest test of each of a clinic, or of one of them, by the id of the person. */
export async function newestPagingTests(
  tx: Tx,
  clinicId: string,
  staffId: string | null = null,
): Promise<Map<string, PagingTest>> {
  const { rows } = await sql<Row>`
    select ${columns} from staff_member s
      cross join lateral (select * from paging_test where staff_id = s.id order by id desc limit 1) t
    where s.clinic_id = ${clinicId} and s.id = coalesce(${staffId}, s.id)`.execute(tx);
  return new Map(rows.map((row) => [row.staffId, row]));
}

/** One of one's own tests. `isNewest`: none was asked since, which alone counts. */
export async function ownPagingTest(tx: Tx, { clinicId, staffId }: Own, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select ${columns} from paging_test t
    where t.id = ${id} and t.clinic_id = ${clinicId}`.execute(tx);
  const [test] = rows;
  if (test === undefined) throw new DomainError('not-found', 'There is no such test in this clinic.');
  if (test.staffId !== staffId)
    throw new DomainError('not-allowed', 'Somebody else paged themselves with this. Sign in as that person to go on.');
  return test;
}

/** Its person has opened it, or says that it came. Told twice, the first time counts. */
export async function reachedBy(tx: Tx, own: Own, id: string, how: 'opened' | 'acknowledged'): Promise<Row> {
  await sql`select from staff_member where id = ${own.staffId} for no key update`.execute(tx);
  const test = await ownPagingTest(tx, own, id);
  if (!test.isNewest)
    throw new DomainError(
      'not-possible-now',
      'You paged yourself again since: open the newer one, which alone counts.',
    );
  const now = new Date(await clinicNow(tx, own.clinicId));
  // Whoever acknowledges has opened it.
  await sql`update paging_test set opened_at = coalesce(opened_at, ${now}),
      acknowledged_at = coalesce(acknowledged_at, ${how === 'acknowledged' ? now : null})
    where id = ${id}`.execute(tx);
  return ownPagingTest(tx, own, id);
}
