import { sql } from 'kysely';
import type { PhoneKind } from '../../domain/facts/contact';
import type { LocalDate } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { speech, type Speech } from './speech';

/** Who a row is about, as whoever reads it must be able to tell patients apart and ring the right one. */
export type PersonRow = {
  id: string;
  reference: string;
  familyName: string;
  givenName: string;
  bornOn: LocalDate;
  /** In full years: today in the clinic's time zone, or at death. */
  ageYears: number;
  diedOn: LocalDate | null;
  preferredName: string | null;
  /** The number to ring first, and what kind it is. */
  phone: { number: string; kind: PhoneKind | null } | null;
  /** When the patient is best rung, in words. */
  bestTime: string | null;
  speech: Speech;
};

/**
 * The person over the alias p (patient) alone, as one JSON value: for every list that names a patient. Which language is
 * spoken goes by the newest open enrolment, else by the newest.
 */
export const person = sql<PersonRow>`(
  select jsonb_build_object('id', p.id, 'reference', p.reference, 'familyName', p.family_name, 'givenName', p.given_name,
    'bornOn', p.born_on, 'diedOn', p.died_on, 'preferredName', p.preferred_name, 'bestTime', p.best_time,
    'phone', case when p.phone is not null then jsonb_build_object('number', p.phone, 'kind', p.phone_kind) end, 'speech', ${speech},
    'ageYears', date_part('year', age(coalesce(p.died_on,
      (clinic_now(c.id) at time zone (c.settings ->> 'timeZone'))::date), p.born_on)))
  from clinic c
    left join lateral (select e.pathway_id, e.pathway_version from enrolment e where e.patient_id = p.id
      order by e.status = 'ended', e.created_at desc limit 1) newest on true
    left join pathway_version v on v.pathway_id = newest.pathway_id and v.version = newest.pathway_version
  where c.id = p.clinic_id)`;

/** The person of one record. */
export async function personOf(tx: Tx, patientId: string): Promise<PersonRow> {
  const { rows } = await sql<{
    person: PersonRow;
  }>`select ${person} as person from patient p where p.id = ${patientId}`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('the enrolment has no patient');
  return row.person;
}
