import { sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import type { Instant } from '../../domain/words/time';
import { readClinic } from '../clinic/settings';
import type { Tx } from '../tx/connection';
import { openRotaGapTasks, rolesFor } from './gaps';

export type NewShift = { staffId: string; startsAt: Instant; endsAt: Instant };
export type Shift = NewShift & { id: string; recordedBy: string };

/** `by`: who says so, as in the records. */
export type ShiftPlan = { clinicId: string; rota: string; shifts: NewShift[]; by: string };

/**
 * The rota from now on. What has been served stays as it was, because it says who was responsible; a shift that is
 * running is cut at this instant and goes on as the new plan says. Shifts may overlap.
 */
export async function replaceShifts(tx: Tx, { clinicId, rota, shifts, by }: ShiftPlan): Promise<Shift[]> {
  const now = await lockRota(tx, clinicId, rota);
  await refuseBad(tx, clinicId, rota, shifts);

  const at = new Date(now);
  await sql`delete from duty_shift where clinic_id = ${clinicId} and rota = ${rota} and starts_at >= ${at}`.execute(tx);
  await sql`update duty_shift set ends_at = ${at} where clinic_id = ${clinicId} and rota = ${rota} and ends_at > ${at}`.execute(
    tx,
  );
  const ahead = shifts.filter((shift) => shift.endsAt > now);
  if (ahead.length > 0) {
    await tx
      .insertInto('duty_shift')
      .values(ahead.map((shift) => rowOf({ clinicId, rota, by, now }, shift)))
      .execute();
  }
  await openRotaGapTasks(tx, clinicId, rota);
  return shiftsOf(tx, clinicId, rota, now);
}

/** One duty more, beside whoever is on already: the rest of the rota stays as it is. What has passed of it is left out. */
export async function addShift(
  tx: Tx,
  { clinicId, rota, by, ...shift }: NewShift & { clinicId: string; rota: string; by: string },
): Promise<string> {
  const now = await lockRota(tx, clinicId, rota);
  await refuseBad(tx, clinicId, rota, [shift], (name) => name);
  if (shift.endsAt <= now)
    throw new DomainError('invalid', 'Nothing was changed. Please correct: endsAt.', {
      errors: [{ field: 'endsAt', message: 'The end lies in the past.' }],
    });
  const { id } = await tx
    .insertInto('duty_shift')
    .values(rowOf({ clinicId, rota, by, now }, shift))
    .returning('id')
    .executeTakeFirstOrThrow();
  await openRotaGapTasks(tx, clinicId, rota);
  return id;
}

/** The clinic's time, under the lock that lets one change of its rotas be at work. */
async function lockRota(tx: Tx, clinicId: string, rota: string): Promise<Instant> {
  await sql`select from clinic where id = ${clinicId} for no key update`.execute(tx);
  const { settings, now } = await readClinic(tx, clinicId);
  if (!settings.rotas.some((known) => known.id === rota))
    throw new DomainError('not-found', 'There is no such rota in this clinic.');
  return now;
}

const rowOf = (
  { clinicId, rota, by, now }: { clinicId: string; rota: string; by: string; now: Instant },
  shift: NewShift,
) => ({
  clinic_id: clinicId,
  rota,
  staff_id: shift.staffId,
  starts_at: new Date(Math.max(shift.startsAt, now)),
  ends_at: new Date(shift.endsAt),
  recorded_by: by,
});

/** Shifts that have not ended at that instant, by their start. */
export async function shiftsOf(tx: Tx, clinicId: string, rota: string, at: Instant): Promise<Shift[]> {
  const { rows } = await sql<Shift>`
    select id, staff_id as "staffId", starts_at as "startsAt", ends_at as "endsAt", recorded_by as "recordedBy"
    from duty_shift
    where clinic_id = ${clinicId} and rota = ${rota} and ends_at > ${new Date(at)} order by starts_at, id`.execute(tx);
  return rows;
}

/** Every fault at once, by its place in the list. */
async function refuseBad(
  tx: Tx,
  clinicId: string,
  rota: string,
  shifts: NewShift[],
  fieldOf = (name: string, index: number): string => `shifts.${String(index)}.${name}`,
): Promise<void> {
  const { rows: staff } = await sql<{ id: string; roles: string[]; may: boolean }>`
    select m.id, roles, m.role = any(roles) as may
    from staff_member m join clinic c on c.id = m.clinic_id,
      lateral (select ${rolesFor(sql`c.settings`, sql`${rota}::text`)} as roles) r
    where m.clinic_id = ${clinicId} and m.active`.execute(tx);
  const known = new Map(staff.map((member) => [member.id, member]));
  const errors = shifts.flatMap(({ staffId, startsAt, endsAt }, index) => {
    const who = known.get(staffId);
    const field = (name: string) => fieldOf(name, index);
    const errorsHere: { field: string; message: string }[] = [];
    if (!who) errorsHere.push({ field: field('staffId'), message: 'Nobody with this id works in this clinic.' });
    else if (!who.may) {
      const message = `This person may not act on what this rota is told: it is for ${who.roles.join(', ')}.`;
      errorsHere.push({ field: field('staffId'), message });
    }
    if (endsAt <= startsAt) errorsHere.push({ field: field('endsAt'), message: 'The end must lie after the start.' });
    return errorsHere;
  });
  if (errors.length === 0) return;
  const fields = errors.map(({ field }) => field).join(', ');
  throw new DomainError('invalid', `Nothing was changed. Please correct: ${fields}.`, { errors });
}
