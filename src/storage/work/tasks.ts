import { sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import type { Team } from '../../domain/words/authority';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { following, type Page } from '../tx/fragments';
import { type ReportRow, reportsWhere } from '../patient/reports';
import { speech, type Speech } from '../patient/speech';

export type TaskRow = {
  /** Of the patient it is about; null for work of the clinic. */
  speech: Speech | null;
  id: string;
  kind: string;
  team: Team;
  status: string;
  dueAt: Instant;
  openedAt: Instant;
  completedAt: Instant | null;
  enrolmentId: string | null;
  patientId: string | null;
  claimedBy: string | null;
  note: string | null;
  closedBecause: string | null;
  /** What it is about: of the clinic e.g. `post-laminectomy-syndrome/v1`, of a patient a check-in, a question, a day. */
  about: string | null;
  /** How often what it is about has come up since it was opened; null: once. */
  times: number | null;
  /** What the patient reported, where it asks somebody to read that: several may share one task. */
  reports: ReportRow[];
};

const columns = sql`task.id, kind, team, status, due_at as "dueAt", opened_at as "openedAt", completed_at as "completedAt",
  enrolment_id as "enrolmentId", patient_id as "patientId", claimed_by as "claimedBy", note, closed_because as "closedBecause",
  case when enrolment_id is null and patient_id is null then substr(key, length(kind) + 2)
    when starts_with(key, enrolment_id::text || '/' || kind || '/') then substr(key, length(enrolment_id::text || kind) + 3)
    end as about,
  (select (j ->> 'times')::int from enrolment e, jsonb_array_elements(case when jsonb_typeof(e.snapshot -> 'tasks') = 'array'
      then e.snapshot -> 'tasks' else '[]' end) j
    where e.id = task.enrolment_id and task.status = 'open' and task.key = e.id::text || '/' || (j ->> 'key')) as times,
  (select ${speech} from patient p left join enrolment e on e.id = task.enrolment_id
    left join pathway_version v on v.pathway_id = e.pathway_id and v.version = e.pathway_version
    where p.id = task.patient_id and task.team <> 'operators') as speech,
  ${reportsWhere(sql`r.enrolment_id = task.enrolment_id and task.key = r.enrolment_id || '/' || task.kind || '/' || r.task_about`)} as reports`;

/** `patients: false`: only tasks of the operators and of the clinic, for who may not see patients. */
export type TaskFilter = { status: string; patients: boolean };

/** Earliest due first. */
export async function listTasks(tx: Tx, clinicId: string, filter: TaskFilter, page: Page): Promise<TaskRow[]> {
  const after = following(page, { at: sql`due_at`, id: sql`id` });
  const { rows } = await sql<TaskRow>`select ${columns} from task
    where clinic_id = ${clinicId} and status = ${filter.status}
    and (${filter.patients} or team = 'operators' or (enrolment_id is null and patient_id is null)) ${after} order by due_at, id limit ${page.limit}`.execute(
    tx,
  );
  return rows;
}

export async function findTask(tx: Tx, clinicId: string, id: string): Promise<(TaskRow & { key: string }) | null> {
  const { rows } = await sql<TaskRow & { key: string }>`select ${columns}, key from task
    where clinic_id = ${clinicId} and id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** Takes a task for a person. Taking it twice is fine; taking somebody else's is refused. */
export async function claimTask(tx: Tx, clinicId: string, id: string, staffId: string): Promise<void> {
  const changed = await sql`update task set claimed_by = ${staffId}
    where clinic_id = ${clinicId} and id = ${id} and status = 'open' and (claimed_by is null or claimed_by = ${staffId})`.execute(
    tx,
  );
  if (changed.numAffectedRows === 0n) throw notOpen('claimed');
}

export type Completion = { by: string | null; note: string | null; at: Instant };

export async function completeTask(tx: Tx, clinicId: string, id: string, done: Completion): Promise<void> {
  const changed =
    await sql`update task set status = 'done', completed_at = ${new Date(done.at)}, completed_by = ${done.by}, note = ${done.note}
    where clinic_id = ${clinicId} and id = ${id} and status = 'open'`.execute(tx);
  if (changed.numAffectedRows === 0n) throw notOpen('completed');
}

const notOpen = (verb: string): DomainError =>
  new DomainError(
    'not-possible-now',
    `This task cannot be ${verb}: it is no longer open, or somebody else has it. Read the list again.`,
  );
