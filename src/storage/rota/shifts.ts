import { sql } from 'kysely';
import { DomainError } from '../../domain/error';
import type { Instant } from '../../domain/time';
import { readClinic } from '../clinics';
import type { Tx } from '../connection';
import { openRotaGapTasks } from './gap-tasks';

export type NewShift = { staffId: string; startsAt: Instant; endsAt: Instant };
export type Shift = NewShift & { id: string };

export type ShiftPlan = { clinicId: string; rota: string; shifts: NewShift[] };

/**
 * The rota from now on. What has been served stays as it was, because it says who was responsible; a shift that is
 * running is cut at this instant and goes on as the new plan says. Shifts may overlap.
 */
export async function replaceShifts(tx: Tx, { clinicId, rota, shifts }: ShiftPlan): Promise<Shift[]> {
  await sql`select from clinic where id = ${clinicId} for no key update`.execute(tx);
  const { settings, now } = await readClinic(tx, clinicId);
  if (!settings.rotas.some((known) => known.id === rota))
    throw new DomainError('not-found', 'There is no such rota in this clinic.');
  await refuseBad(tx, clinicId, shifts);

  const at = new Date(now);
  await sql`delete from duty_shift where clinic_id = ${clinicId} and rota = ${rota} and starts_at >= ${at}`.execute(tx);
  await sql`update duty_shift set ends_at = ${at} where clinic_id = ${clinicId} and rota = ${rota} and ends_at > ${at}`.execute(
    tx,
  );
  const ahead = shifts.filter((shift) => shift.endsAt > now);
  if (ahead.length > 0) {
    await tx
      .insertInto('duty_shift')
      .values(
        ahead.map((shift) => ({
          clinic_id: clinicId,
          rota,
          staff_id: shift.staffId,
          starts_at: new Date(Math.max(shift.startsAt, now)),
          ends_at: new Date(shift.endsAt),
        })),
      )
      .execute();
  }
  await openRotaGapTasks(tx, clinicId, rota);
  return shiftsOf(tx, clinicId, rota, now);
}

/** Shifts that have not ended at that instant, by their start. */
export async function shiftsOf(tx: Tx, clinicId: string, rota: string, at: Instant): Promise<Shift[]> {
  const { rows } = await sql<Shift>`
    select id, staff_id as "staffId", starts_at as "startsAt", ends_at as "endsAt" from duty_shift
    where clinic_id = ${clinicId} and rota = ${rota} and ends_at > ${new Date(at)} order by starts_at, id`.execute(tx);
  return rows;
}

/** Every fault at once, by its place in the list. */
async function refuseBad(tx: Tx, clinicId: string, shifts: NewShift[]): Promise<void> {
  const staff = await tx
    .selectFrom('staff_member')
    .select('id')
    .where('clinic_id', '=', clinicId)
    .where('active', '=', true)
    .execute();
  const known = new Set(staff.map((member) => member.id));
  const faults = shifts.flatMap((shift, index) => [
    ...(known.has(shift.staffId) ? [] : [`shifts[${index}].staffId names nobody who works in this clinic.`]),
    ...(shift.endsAt > shift.startsAt ? [] : [`shifts[${index}].endsAt must lie after its startsAt.`]),
  ]);
  if (faults.length > 0) throw new DomainError('invalid', faults.join(' '), { faults });
}
