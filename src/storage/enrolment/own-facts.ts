import { sql } from 'kysely';
import type { Corrected } from '../../domain/telling/timeline/rows';
import type { EventType } from '../../domain/words/event';
import type { Instant } from '../../domain/words/time';
import { person, type PersonRow } from '../patient/person';
import type { Tx } from '../tx/connection';
import { actedUponE, saidInE } from './lines';
import { correctionOfE } from './timeline';

/** What one person recorded, with whom it is about and whether it still stands. */
export type OwnFact = {
  eventId: string;
  enrolmentId: string;
  type: EventType;
  at: Instant;
  recordedBy: string;
  said: Record<string, unknown> | null;
  correction: Corrected | null;
  actedUpon: boolean;
  person: PersonRow;
};

/** Nobody does more by hand in a day. */
const MOST = 300;

/**
 * What somebody has recorded since an instant of this clinic's day, newest first; a fact of the person once. Ids are made in
 * the order of the wall clock, which never runs ahead of the clinic's: no more than a day of them is looked at.
 */
export async function factsBy(tx: Tx, clinicId: string, staffId: string, since: Instant): Promise<OwnFact[]> {
  const { rows } = await sql<OwnFact>`
    select e.id as "eventId", e.enrolment_id as "enrolmentId", e.type, e.recorded_at as at, e.recorded_by as "recordedBy",
      ${saidInE} as said, ${correctionOfE} as correction, ${actedUponE} as "actedUpon", ${person} as person
    from event e
    join enrolment o on o.id = e.enrolment_id and o.clinic_id = ${clinicId}
    join patient p on p.id = o.patient_id and not p.hidden
    where e.id >= uuidv7('-26 hours'::interval) and e.recorded_by = ${staffId} and e.recorded_at >= ${new Date(since)}
      and e.type not in ('event.retracted', 'response.moved', 'time.passed')
      and not exists (select from event x where x.shared_fact = e.shared_fact and x.id < e.id)
    order by e.recorded_at desc, e.id desc limit ${MOST}`.execute(tx);
  return rows;
}
