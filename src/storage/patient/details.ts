import { sql } from 'kysely';
import type { Instant, LocalDate, LocalTime } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import type { Access, EmergencyContact, GeneralPractitioner, OtherPhone } from './patients';
import { person, type PersonRow } from './person';

type Named = { id: string; name: string } | null;

/** Everything that whoever rings or writes must know of one patient. */
export type PatientView = {
  person: PersonRow;
  mergedInto: string | null;
  otherPhones: OtherPhone[];
  email: string | null;
  emailBouncedAt: Instant | null;
  address: string | null;
  emergencyContact: EmergencyContact | null;
  gp: GeneralPractitioner | null;
  access: Access | null;
  timeZone: string;
  preferredTime: LocalTime;
  /** What is in force of each channel; `by`: who recorded it, as far as that is a member of staff. */
  consents: { channel: string; given: boolean; on: LocalDate; by: string | null }[];
  /** Newest first. */
  enrolments: {
    id: string;
    pathway: { id: string; version: number };
    status: string;
    startedAt: Instant;
    endedAt: Instant | null;
  }[];
  /** Of the newest open enrolment. */
  careTeam: { coordinator: Named; clinician: Named };
};

const ms = (at: ReturnType<typeof sql.ref>) => sql`floor(extract(epoch from ${at}) * 1000)::bigint`;
const member = (role: string) => sql`(
  select jsonb_build_object('id', s.id, 'name', s.name) from enrolment e
    join staff_member s on s.id::text = e.care_team ->> ${sql.lit(role)}
  where e.patient_id = p.id and e.status <> 'ended' order by e.created_at desc limit 1)`;

/** One patient of this clinic; null for one of another clinic, as for one that never was. One statement. */
export async function readPatient(tx: Tx, clinicId: string, id: string): Promise<PatientView | null> {
  const { rows } = await sql<PatientView>`
    select ${person} as person, p.merged_into as "mergedInto", p.other_phones as "otherPhones", p.email,
      p.email_bounced_at as "emailBouncedAt", p.address, p.emergency_contact as "emergencyContact", p.gp, p.access,
      p.time_zone as "timeZone", p.preferred_time as "preferredTime",
      coalesce((select jsonb_agg(jsonb_build_object('channel', channel, 'given', given, 'on', given_on, 'by',
            (select s.name from staff_member s where s.id::text = recorded_by)) order by channel)
        from (select distinct on (channel) channel, given, given_on, recorded_by from consent
          where patient_id = p.id order by channel, recorded_at desc, id desc) newest), '[]') as consents,
      coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'status', e.status,
            'pathway', jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version),
            'startedAt', ${ms(sql.ref('e.created_at'))}, 'endedAt', ${ms(sql.ref('e.ended_at'))}) order by e.created_at desc, e.id desc)
        from enrolment e where e.patient_id = p.id), '[]') as enrolments,
      jsonb_build_object('coordinator', ${member('coordinator')}, 'clinician', ${member('clinician')}) as "careTeam"
    from patient p where p.id = ${id} and p.clinic_id = ${clinicId} and not p.hidden`.execute(tx);
  return rows[0] ?? null;
}
