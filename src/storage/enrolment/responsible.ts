import { sql } from 'kysely';
import { dayText } from '../../domain/telling/english';
import { localDateAt } from '../../domain/calendar/calendar';
import type { ClinicSettings } from '../../domain/words/clinic';
import type { Instant } from '../../domain/words/time';
import { type CareTeamSince, careTeamPlaces } from '../../domain/words/care-team';
import { counts, rolesFor } from '../rota/gaps';
import type { Tx } from '../tx/connection';
import { careTeamOf } from './care-team';
import type { EnrolmentRow } from './enrolments';

export type Responsible = {
  role: 'coordinator' | 'clinician' | 'on-call' | 'escalation';
  staffId: string;
  name: string;
  why: string;
  away: boolean;
  until: Instant | null;
  escalationId: string | null;
};

/**
 * Who was responsible for a patient at an instant: the care team, whoever was on duty in a rota that a ladder tells, with
 * absences taken into account, and who had an escalation that was open then. `nobody`: where there was none, in sentences.
 */
export async function responsibleAt(
  tx: Tx,
  found: EnrolmentRow,
  settings: ClinicSettings,
  at: Instant,
): Promise<{ responsible: Responsible[]; nobody: string[] }> {
  const isOpen = at >= found.createdAt && (found.endedAt === null || at < found.endedAt);
  const named = isOpen ? await careTeamOf(tx, found.id, at) : {};
  const team = await careTeam(tx, named, settings, at);
  const rotas = toldRotas(settings);
  const onDuty = await dutyAt(tx, found.clinicId, rotas, at);
  const owners = await ownersAt(tx, found.patientId, at);
  const covered = new Set(onDuty.map(({ rota }) => rota));
  return {
    responsible: [...team, ...onDuty.map(({ person }) => person), ...owners],
    nobody: [
      ...(isOpen ? [] : ['The enrolment was not open at that instant: it has no care team then.']),
      ...(isOpen ? missingOf(named) : []),
      ...(team.length > 0 && team.every(({ away }) => away) ? ['Everybody of the care team was away.'] : []),
      ...rotas.filter(({ id }) => !covered.has(id)).map(({ title }) => `Nobody was on duty: ${title}.`),
    ],
  };
}

const missingOf = ({ coordinator, clinician }: CareTeamSince): string[] => [
  ...(coordinator === undefined ? ['The care team has no coordinator: the whole team of coordinators is.'] : []),
  ...(clinician === undefined ? ['The care team has no clinician: whoever is on duty is.'] : []),
];

/** In the order of the clinic's file; the canary's mailbox is nobody. */
function toldRotas({ policies, namedPolicies = {}, rotas }: ClinicSettings): ClinicSettings['rotas'] {
  const told = new Set(
    [...policiesOf(policies), ...Object.values(namedPolicies)].flatMap(({ rungs, exhausted }) => [
      ...rungs.map(({ rota }) => rota),
      exhausted.rota,
    ]),
  );
  return rotas.filter(({ id }) => told.has(id));
}

const policiesOf = (policies: ClinicSettings['policies']) =>
  Object.entries(policies).flatMap(([name, policy]) => (name === 'canary' ? [] : [policy]));

/** Of a staff member `m`, until when they are away at that instant; null where they are not. */
const awayUntil = (at: Date) => sql`(select max(upper(a.away))::timestamptz(3) from absence a
  where a.staff_id = m.id and a.away @> ${at}::timestamptz)`;

async function careTeam(
  tx: Tx,
  team: CareTeamSince,
  { timeZone }: ClinicSettings,
  at: Instant,
): Promise<Responsible[]> {
  const wanted = careTeamPlaces.flatMap((role) => {
    const one = team[role];
    return one === undefined ? [] : [{ role, ...one }];
  });
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ id: string; name: string; away: Instant | null }>`
    select m.id, m.name, ${awayUntil(new Date(at))} as away from staff_member m
    where m.id = any(${wanted.map(({ staffId }) => staffId)}::uuid[])`.execute(tx);
  return wanted.flatMap(({ role, staffId, since }) => {
    const person = rows.find(({ id }) => id === staffId);
    if (!person) return [];
    const why = `${role === 'coordinator' ? 'Coordinator' : 'Clinician'} of the care team since ${dayText(localDateAt(timeZone, since))}`;
    const away = person.away !== null;
    return [
      {
        ...{ role, staffId, name: person.name, away, until: null, escalationId: null },
        why: away ? `${why}; away at that instant, so that whoever is on duty stands in` : why,
      },
    ];
  });
}

type OnDuty = { rota: string; person: Responsible };

/** A shift of somebody who is away, has left, cannot be told or may not act covers nothing. */
async function dutyAt(tx: Tx, clinicId: string, rotas: ClinicSettings['rotas'], at: Instant): Promise<OnDuty[]> {
  const moment = new Date(at);
  const { rows } = await sql<{ rota: string; id: string; name: string; until: Instant }>`
    select s.rota, m.id, m.name, max(s.ends_at) as until
    from duty_shift s join clinic c on c.id = s.clinic_id
      join staff_member m on m.id = s.staff_id and ${counts(rolesFor(sql`c.settings`, sql`s.rota`))}
    where s.clinic_id = ${clinicId} and s.rota = any(${rotas.map(({ id }) => id)}::text[])
      and s.starts_at <= ${moment} and s.ends_at > ${moment} and ${awayUntil(moment)} is null
    group by s.rota, m.id, m.name order by m.name, m.id`.execute(tx);
  return rotas.flatMap(({ id: rota, title }) =>
    rows
      .filter((row) => row.rota === rota)
      .map(({ id, name, until }) => ({
        rota,
        person: {
          ...{ role: 'on-call' as const, staffId: id, name, away: false, until, escalationId: null },
          why: `On duty: ${title}`,
        },
      })),
  );
}

const how = {
  acknowledged: 'Had taken an open escalation on',
  'handed-over': 'Had been given an open escalation',
  snoozed: 'Had put an open escalation off',
} as const;

/** By the steps up to then: whoever had it last, unless that had ended. */
async function ownersAt(tx: Tx, patientId: string, at: Instant): Promise<Responsible[]> {
  const moment = new Date(at);
  const { rows } = await sql<{ escalationId: string; what: keyof typeof how; id: string; name: string; away: boolean }>`
    select e.id as "escalationId", h.what, m.id, m.name, ${awayUntil(moment)} is not null as away
    from escalation e
      cross join lateral (select t.what, t.staff_id, t.detail from escalation_step t
        where t.escalation_id = e.id and t.at <= ${moment} and t.what not in
          ('told', 'repeated', 'passed-empty', 'joined', 'contact-attempt', 'no-contact-step')
        order by t.id desc limit 1) h
      join staff_member m on m.id = case h.what when 'handed-over' then (h.detail ->> 'to')::uuid else h.staff_id end
    where e.patient_id = ${patientId} and e.class <> 'canary' and e.raised_at <= ${moment}
      and (e.resolved_at is null or e.resolved_at > ${moment}) and h.what in ('acknowledged', 'handed-over', 'snoozed')
    order by e.raised_at, e.id`.execute(tx);
  return rows.map(({ escalationId, what, id, name, away }) => ({
    ...{ role: 'escalation' as const, staffId: id, name, why: how[what], away, until: null, escalationId },
  }));
}
