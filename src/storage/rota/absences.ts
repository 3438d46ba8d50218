import { DomainError } from '../../domain/error';
import type { Instant } from '../../domain/time';
import type { Tx } from '../connection';
import { isStaffMember } from '../staff';
import { openRotaGapTasks } from './gap-tasks';

export type NewAbsence = { clinicId: string; staffId: string; startsAt: Instant; endsAt: Instant };

/** Somebody is away: their shifts do not count meanwhile. What that leaves open becomes a task at once. */
export async function addAbsence(tx: Tx, { clinicId, staffId, startsAt, endsAt }: NewAbsence): Promise<string> {
  if (!(await isStaffMember(tx, clinicId, staffId))) {
    throw new DomainError('not-found', 'There is no such staff member in this clinic.');
  }
  if (endsAt <= startsAt) throw new DomainError('invalid', 'endsAt must lie after startsAt.', { field: 'endsAt' });
  const { id } = await tx
    .insertInto('absence')
    .values({ clinic_id: clinicId, staff_id: staffId, starts_at: new Date(startsAt), ends_at: new Date(endsAt) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await openRotaGapTasks(tx, clinicId);
  return id;
}
