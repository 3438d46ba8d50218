import { sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import type { Instant } from '../../domain/words/time';
import { readClinic } from '../clinic/settings';
import type { Tx } from '../tx/connection';
import { following, type Page } from '../tx/fragments';
import { isStaffMember } from '../clinic/staff';
import { counts, openRotaGapTasks, rolesFor } from './gaps';

/** `by`: who says so, as in the records. */
export type NewAbsence = { clinicId: string; staffId: string; startsAt: Instant; endsAt: Instant; by: string };
export type Absence = Omit<NewAbsence, 'clinicId' | 'by'> & {
  id: string;
  recordedAt: Instant;
  recordedBy: string;
  /** When it was ended before its time, and by whom; an absence that had not begun then never was. */
  endedAt: Instant | null;
  endedBy: string | null;
};

const columns = sql`id, staff_id as "staffId", starts_at as "startsAt", ends_at as "endsAt", recorded_at as "recordedAt",
  recorded_by as "recordedBy", ended_at as "endedAt", ended_by as "endedBy"`;

/** Somebody is away: their shifts do not count meanwhile. What that leaves open becomes a task at once. */
export async function addAbsence(tx: Tx, { clinicId, staffId, startsAt, endsAt, by }: NewAbsence): Promise<string> {
  if (!(await isStaffMember(tx, clinicId, staffId))) {
    throw new DomainError('not-found', 'There is no such staff member in this clinic.');
  }
  if (endsAt <= startsAt) throw new DomainError('invalid', 'endsAt must lie after startsAt.', { field: 'endsAt' });
  const { now } = await readClinic(tx, clinicId);
  const { id } = await tx
    .insertInto('absence')
    .values({
      clinic_id: clinicId,
      staff_id: staffId,
      starts_at: new Date(startsAt),
      ends_at: new Date(endsAt),
      recorded_by: by,
      recorded_at: new Date(now),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await openRotaGapTasks(tx, clinicId);
  return id;
}

/** Absences that are running or ahead at that instant, earliest first. */
export async function absencesOf(tx: Tx, clinicId: string, at: Instant, page: Page): Promise<Absence[]> {
  const after = following(page, { at: sql`starts_at`, id: sql`id` });
  const { rows } = await sql<Absence>`select ${columns} from absence
    where clinic_id = ${clinicId} and upper(away) > ${new Date(at)} ${after}
    order by starts_at, id limit ${page.limit}`.execute(tx);
  return rows;
}

/** They are back, or do not go at all: from now on their shifts count again. What has been away stays written. */
export async function endAbsence(tx: Tx, end: { clinicId: string; id: string; by: string }): Promise<Absence> {
  const { now } = await readClinic(tx, end.clinicId);
  const { rows } = await sql<Absence>`update absence set ended_at = ${new Date(now)}, ended_by = ${end.by}
    where clinic_id = ${end.clinicId} and id = ${end.id} and upper(away) > ${new Date(now)} returning ${columns}`.execute(
    tx,
  );
  const ended = rows[0];
  if (ended) {
    await openRotaGapTasks(tx, end.clinicId);
    return ended;
  }
  const known = await sql`select from absence where clinic_id = ${end.clinicId} and id = ${end.id}`.execute(tx);
  if (known.rows.length === 0) throw new DomainError('not-found', 'There is no such absence in this clinic.');
  throw new DomainError('not-possible-now', 'This absence is over already.');
}

export type DutyPerson = { staffId: string; name: string; email: string | null; pagerUrl: string | null };

/** Who counts in this rota at that instant: a shift, not away, a way to be told, and the authority; ends are exclusive. */
export async function onDuty(tx: Tx, clinicId: string, rota: string, at: Instant): Promise<DutyPerson[]> {
  const { rows } = await sql<DutyPerson>`
    select m.id as "staffId", m.name, m.email, m.pager_url as "pagerUrl"
    from staff_member m join clinic c on c.id = m.clinic_id
    where m.clinic_id = ${clinicId} and ${counts(rolesFor(sql`c.settings`, sql`${rota}::text`))}
      and exists (select from duty_shift s where s.clinic_id = m.clinic_id and s.rota = ${rota} and s.staff_id = m.id
        and s.starts_at <= ${new Date(at)} and s.ends_at > ${new Date(at)})
      and not exists (select from absence a where a.staff_id = m.id and a.away @> ${new Date(at)}::timestamptz)
    order by m.id`.execute(tx);
  return rows;
}

/**
 * When the first duty in any of these rotas begins after an instant, of somebody who counts: a shift, or what is left
 * of it once an absence is over. Null where none is planned.
 */
export async function nextDuty(
  tx: Tx,
  clinicId: string,
  rotas: readonly string[],
  after: Instant,
): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select min(lower(piece))::timestamptz(3) as at from duty_shift s join clinic c on c.id = s.clinic_id
      join staff_member m on m.id = s.staff_id and ${counts(rolesFor(sql`c.settings`, sql`s.rota`))},
      unnest(tstzmultirange(tstzrange(s.starts_at, s.ends_at)) - coalesce((
        select range_agg(a.away) from absence a where a.staff_id = s.staff_id), '{}')) piece
    where s.clinic_id = ${clinicId} and s.rota = any(${rotas}::text[]) and s.ends_at > ${new Date(after)}
      and lower(piece) > ${new Date(after)}`.execute(tx);
  return rows[0]?.at ?? null;
}
