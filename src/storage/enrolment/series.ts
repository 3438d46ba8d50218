import { sql } from 'kysely';
import type { AskedCheckIn, EnteredStage, SeriesRecord } from '../../domain/telling/series/record';
import type { Tx } from '../tx/connection';
import type { EnrolmentRow } from './enrolments';
import { evidenceRows } from './evidence';

type Whose = Pick<EnrolmentRow, 'id' | 'patientId'>;
type Rows = Omit<SeriesRecord, 'rules' | 'state' | 'now' | 'enrolment'>;

/** All rows that the courses of scores are made from. */
export async function seriesRows(tx: Tx, whose: Whose): Promise<Rows> {
  const [rows, checkIns, entered] = await Promise.all([
    evidenceRows(tx, whose),
    openedCheckIns(tx, whose),
    enteredStages(tx, whose),
  ]);
  return { ...rows, checkIns, entered };
}

/** Check-ins that have opened, oldest first. */
async function openedCheckIns(tx: Tx, { id }: Whose): Promise<AskedCheckIn[]> {
  const { rows } = await sql<AskedCheckIn>`
    select id, key, ask, deferred, status, opens_at as "opensAt", closes_at as "closesAt" from check_in
    where enrolment_id = ${id} and opens_at <= clinic_now(clinic_id) order by opens_at, id`.execute(tx);
  return rows;
}

/** As the journal told it first: what was made anew after a correction says it again. */
async function enteredStages(tx: Tx, { id }: Whose): Promise<EnteredStage[]> {
  const { rows } = await sql<EnteredStage>`
    select entry ->> 'track' as track, entry ->> 'stage' as stage, at from journal
    where enrolment_id = ${id} and entry ->> 'what' = 'stage.entered' and not entry ? 'rebuilt' order by n`.execute(tx);
  return rows;
}
