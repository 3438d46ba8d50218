import { sql } from 'kysely';
import { localDateAt } from '../../domain/calendar/calendar';
import { reviewDueOn } from '../../domain/pathway/signatures';
import type { Pathway } from '../../domain/pathway/types';
import { withinWorkingDays } from '../../domain/calendar/staffed-hours';
import { taskRules } from '../../domain/promises/tasks';
import type { ClinicSettings } from '../../domain/words/clinic';
import type { TaskKind } from '../../domain/words/task-kinds';
import type { Instant, LocalDate } from '../../domain/words/time';
import { readClinic } from '../clinic/settings';
import type { Tx } from '../tx/connection';

type Clinic = { id: string; settings: ClinicSettings; now: Instant };
type Version = { id: string; version: number; name: string; enrolled: number; newest: boolean };

/**
 * Work for the leads of a clinic about versions of pathways: a recalled one that patients are still on, once; and one whose
 * signatures have passed their review, once for each such day. Both close by themselves when there is nothing left to do.
 * No patient is moved. Returns how many were opened.
 */
export async function openPathwayTasks(tx: Tx, clinicId: string): Promise<number> {
  // A statement of its own: two at once would open the same task twice.
  await sql`select from clinic where id = ${clinicId} for no key update`.execute(tx);
  const clinic = { id: clinicId, ...(await readClinic(tx, clinicId)) };
  const today = localDateAt(clinic.settings.timeZone, clinic.now);
  return (await openRecalls(tx, clinic)) + (await openReviews(tx, clinic, today));
}

async function openRecalls(tx: Tx, clinic: Clinic): Promise<number> {
  let opened = 0;
  for (const { name, enrolled } of await versions(tx, clinic.id, 'recalled')) {
    const key = `decide-recall/${name}`;
    if (enrolled > 0) opened += await open(tx, clinic, 'decide-recall', key);
    else await close(tx, clinic, 'decide-recall', name, 'nobody is on it any more');
  }
  return opened;
}

async function openReviews(tx: Tx, clinic: Clinic, today: LocalDate): Promise<number> {
  let opened = 0;
  for (const { id, version, name, enrolled, newest } of await versions(tx, clinic.id, 'released')) {
    const due = enrolled > 0 || newest ? await overdueReview(tx, { id, version }, today) : null;
    const key = `review-thresholds/${name}@${due ?? ''}`;
    await close(tx, clinic, 'review-thresholds', name, 'the thresholds are signed anew', due === null ? null : key);
    if (due !== null) opened += await open(tx, clinic, 'review-thresholds', key);
  }
  return opened;
}

/** Versions in this state; of those that nobody is on any more only the newest is still in use. */
async function versions(tx: Tx, clinicId: string, state: 'recalled' | 'released'): Promise<Version[]> {
  const { rows } = await sql<Version>`
    select v.pathway_id as id, v.version, v.pathway_id || '/v' || v.version as name,
      (select count(*)::int from enrolment e where e.clinic_id = ${clinicId} and e.status <> 'ended'
        and e.pathway_id = v.pathway_id and e.pathway_version = v.version) as enrolled,
      not exists (select from pathway_version n where n.pathway_id = v.pathway_id and n.state = v.state
        and n.version > v.version) as newest
    from pathway_version v where v.state = ${state} order by v.pathway_id, v.version`.execute(tx);
  return rows;
}

/** The first day of review that is past, if there is one. Definitions are large: most days none has to be read. */
async function overdueReview(
  tx: Tx,
  { id, version }: Pick<Version, 'id' | 'version'>,
  today: LocalDate,
): Promise<LocalDate | null> {
  const { rows } = await sql<{ content: Pathway }>`select content from pathway_version
    where pathway_id = ${id} and version = ${version} and exists (
      select from jsonb_array_elements(content->'signatures') s where s->>'reviewOn' < ${today})`.execute(tx);
  const due = rows[0] ? reviewDueOn(rows[0].content) : null;
  return due !== null && due < today ? due : null;
}

async function open(tx: Tx, { id, settings, now }: Clinic, kind: TaskKind, key: string): Promise<number> {
  const { team, withinWorkingDays: days } = taskRules[kind];
  const written = await sql`insert into task (clinic_id, key, kind, team, due_at, opened_at)
    values (${id}, ${key}, ${kind}, ${team}, ${new Date(withinWorkingDays(settings, now, days))}, ${new Date(now)})
    on conflict (clinic_id, key) do nothing`.execute(tx);
  return Number(written.numAffectedRows ?? 0n);
}

async function close(
  tx: Tx,
  { id, now }: Clinic,
  kind: TaskKind,
  name: string,
  because: string,
  except: string | null = null,
): Promise<void> {
  const prefix = `${kind}/${name}@`;
  await sql`update task set status = 'closed', closed_because = ${because}, completed_at = ${new Date(now)}
    where clinic_id = ${id} and kind = ${kind} and status = 'open'
      and (key = ${`${kind}/${name}`} or starts_with(key, ${prefix})) and key is distinct from ${except}`.execute(tx);
}
