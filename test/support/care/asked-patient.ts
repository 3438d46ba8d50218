import { DAY } from '../../../src/domain/words/time';
import type { Db } from '../../../src/storage/tx/connection';
import type { ApiFixture } from '../api-fixture';
import type { CheckIn } from './answering-clinic';

/** A patient enrolled a day ago, whose first check-in is open and asks these forms. */
export async function askedPatient(f: ApiFixture, ask: string[], patient: object = {}): Promise<CheckIn> {
  const { id: enrolmentId, patientId } = await f.enrolled({ patient });
  await f.settle();
  await f.store.demoClock.moveClock(f.db, f.clinicId, (await f.now()) + DAY);
  await f.advance(enrolmentId);
  return { enrolmentId, patientId, ...(await firstAsks(f.db, enrolmentId, ask)) };
}

/** Makes the first check-in of an enrolment ask these forms. */
export async function firstAsks(db: Db, enrolmentId: string, ask: string[]): Promise<Pick<CheckIn, 'id' | 'key'>> {
  const first = await db
    .selectFrom('check_in')
    .select(['id', 'key'])
    .where('enrolment_id', '=', enrolmentId)
    .orderBy('opens_at')
    .executeTakeFirstOrThrow();
  await db
    .updateTable('check_in')
    .set({ ask: JSON.stringify(ask) })
    .where('id', '=', first.id)
    .execute();
  return first;
}
