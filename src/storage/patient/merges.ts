import { sql } from 'kysely';
import { withinWorkingDays } from '../../domain/calendar/staffed-hours';
import type { ClinicSettings } from '../../domain/words/clinic';
import type { Team } from '../../domain/words/authority';
import type { TaskKind } from '../../domain/words/task-kinds';
import type { Instant, LocalDate } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { mailConsent, recordConsent } from './patients';

const task: TaskKind = 'confirm-merge';
const team: Team = 'coordinators';

/** The two records of one person: the one that stays, and the one that leads to it from then on. */
export type Pair = { intoId: string; fromId: string };

export type MergeProposal = Pair & {
  clinicId: string;
  reason: string;
  by: string;
  at: Instant;
  settings: ClinicSettings;
};

/** Writes the proposal, in place of one that nobody has confirmed, and asks for a second person. Returns the task. */
export async function proposeMerge(tx: Tx, wish: MergeProposal): Promise<string> {
  const { clinicId, intoId, fromId, reason, by, at, settings } = wish;
  await sql`insert into patient_merge (clinic_id, into_patient_id, from_patient_id, reason, proposed_by, proposed_at)
    values (${clinicId}, ${intoId}, ${fromId}, ${reason}, ${by}, ${new Date(at)})
    on conflict (into_patient_id) where confirmed_at is null do update
      set from_patient_id = excluded.from_patient_id, reason = excluded.reason, proposed_by = excluded.proposed_by,
        proposed_at = excluded.proposed_at`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    insert into task (clinic_id, patient_id, key, kind, team, due_at, opened_at)
    values (${clinicId}, ${intoId}, ${taskKey(intoId)}, ${task}, ${team},
      ${new Date(withinWorkingDays(settings, at, 1))}, ${new Date(at)})
    on conflict (clinic_id, key) do update set status = 'open', due_at = excluded.due_at, completed_at = null,
      completed_by = null, closed_because = null returning id`.execute(tx);
  return rows[0]?.id ?? '';
}

const taskKey = (intoId: string): string => `${task}/${intoId}`;

export type OpenMerge = { fromId: string; reason: string; proposedBy: string };

export async function openMerge(tx: Tx, clinicId: string, intoId: string): Promise<OpenMerge | null> {
  const { rows } = await sql<OpenMerge>`
    select from_patient_id as "fromId", reason, proposed_by as "proposedBy" from patient_merge
    where clinic_id = ${clinicId} and into_patient_id = ${intoId} and confirmed_at is null`.execute(tx);
  return rows[0] ?? null;
}

/** What stands against making them one, as far as a promise would be lost. */
export type Obstacles = {
  died: { into: LocalDate | null; from: LocalDate | null };
  /** Open on both sides, by pathway. */
  samePathway: { pathway: string; enrolmentIds: string[] }[];
  /** Open escalations of tier now, where both have one: the house keeps one for each person. */
  escalationIds: string[];
};

export async function obstacles(tx: Tx, { intoId, fromId }: Pair): Promise<Obstacles> {
  const { rows } = await sql<Obstacles>`select
    (select jsonb_build_object('into', i.died_on, 'from', f.died_on) from patient i, patient f
      where i.id = ${intoId} and f.id = ${fromId}) as died,
    coalesce((select jsonb_agg(jsonb_build_object('pathway', i.pathway_id, 'enrolmentIds', jsonb_build_array(i.id, f.id)))
      from enrolment i join enrolment f on f.pathway_id = i.pathway_id and f.status <> 'ended'
      where i.patient_id = ${intoId} and i.status <> 'ended' and f.patient_id = ${fromId}), '[]') as "samePathway",
    coalesce((select jsonb_agg(x.id order by x.raised_at) from escalation x where x.patient_id in (${intoId}, ${fromId})
      and x.tier = 'now' and x.status <> 'resolved' and x.class not in ('canary', 'decision')
      having count(distinct x.patient_id) = 2), '[]') as "escalationIds"`.execute(tx);
  const found = rows[0];
  if (!found) throw new Error('the obstacles of a merge cannot be read');
  return found;
}

/** What a merge means for the ways to the patient. */
export type Merged = {
  /** The mail of the moved enrolments went to another address than the patient's. */
  movedToNewAddress: boolean;
  /** The kept record had no address, and has the other one's now. */
  gotAddress: boolean;
};

/**
 * Makes two records one, under the locks of both: every enrolment with all that belongs to it stands under the kept one,
 * which also gets what it lacked. The other one stays as it was and leads there. Whoever said no to mail under either
 * record is not written to.
 */
export async function mergeRecords(
  tx: Tx,
  { intoId, fromId }: Pair,
  { by, at }: { by: string; at: Instant },
): Promise<Merged> {
  const { rows } = await sql<Merged>`
    select into_p.email is null and from_p.email is not null as "gotAddress",
      coalesce(into_p.email_key, from_p.email_key) is distinct from from_p.email_key as "movedToNewAddress"
    from patient into_p, patient from_p where into_p.id = ${intoId} and from_p.id = ${fromId}`.execute(tx);
  const merged = rows[0];
  if (!merged) throw new Error('the records of a merge cannot be read');
  await mergeConsent(tx, { intoId, fromId }, { by, at });
  await sql`
    update patient i set
      email_bounced_at = case when i.email is null then f.email_bounced_at else i.email_bounced_at end,
      email = coalesce(i.email, f.email), phone = coalesce(i.phone, f.phone), address = coalesce(i.address, f.address),
      emergency_contact = coalesce(i.emergency_contact, f.emergency_contact), gp = coalesce(i.gp, f.gp),
      access = coalesce(i.access, f.access),
      preferred_name = coalesce(i.preferred_name, f.preferred_name), best_time = coalesce(i.best_time, f.best_time),
      phone_kind = case when i.phone is null then f.phone_kind else i.phone_kind end,
      -- No number is lost: what was rung first under the other record is rung after ours.
      other_phones = i.other_phones || case when i.phone is not null and f.phone_key is distinct from i.phone_key and f.phone is not null
        then jsonb_build_array(jsonb_build_object('number', f.phone, 'kind', coalesce(f.phone_kind, 'other'))) else '[]' end
        || f.other_phones
    from patient f where i.id = ${intoId} and f.id = ${fromId}`.execute(tx);
  await sql`update patient set merged_into = ${intoId}, merged_at = ${new Date(at)}
    where id = ${fromId} or merged_into = ${fromId}`.execute(tx);
  for (const table of [
    'enrolment',
    'check_in',
    'message',
    'task',
    'escalation',
    'text_shown',
    'patient_text',
    'problem_report',
  ] as const) {
    await sql`update ${sql.table(table)} set patient_id = ${intoId} where patient_id = ${fromId}`.execute(tx);
  }
  await sql`update patient_merge set confirmed_by = ${by}, confirmed_at = ${new Date(at)}
    where into_patient_id = ${intoId} and confirmed_at is null`.execute(tx);
  await sql`update task set status = 'done', completed_at = ${new Date(at)}, completed_by = ${by}
    where key = ${taskKey(intoId)} and status = 'open'`.execute(tx);
  return merged;
}

async function mergeConsent(tx: Tx, { intoId, fromId }: Pair, said: { by: string; at: Instant }): Promise<void> {
  const [kept, other] = [await mailConsent(tx, intoId), await mailConsent(tx, fromId)];
  if (other === null || kept === other || kept === false) return;
  const row = await tx
    .selectFrom('consent')
    .select(['given', 'given_on'])
    .where('patient_id', '=', fromId)
    .where('channel', '=', 'email')
    .orderBy('recorded_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  await recordConsent(tx, intoId, { given: row.given, givenOn: row.given_on, ...said });
}
