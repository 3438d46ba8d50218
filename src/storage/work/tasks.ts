import { type RawBuilder, sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import type { Team } from '../../domain/words/authority';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { following, type Page } from '../tx/fragments';
import { type ReportRow, reportsWhere } from '../patient/reports';
import { person, type PersonRow } from '../patient/person';
import { type AboutCheckIn, aboutCheckIn } from './about';
import { triesOf, type Try } from './tries';
import type { WorklistFilter } from './worklist';

export { addTry } from './tries';

export type TaskRow = {
  /** Whom it is about; null for work of the clinic. */
  person: PersonRow | null;
  id: string;
  kind: string;
  team: Team;
  status: string;
  dueAt: Instant;
  openedAt: Instant;
  completedAt: Instant | null;
  enrolmentId: string | null;
  patientId: string | null;
  owner: { id: string; name: string } | null;
  note: string | null;
  closedBecause: string | null;
  /** What it is about: of the clinic e.g. `post-laminectomy-syndrome/v1`, of a patient a check-in, a question, a day. */
  about: string | null;
  checkIn: AboutCheckIn | null;
  /** How often what it is about has come up since it was opened; null: once. */
  times: number | null;
  tries: Try[];
  /** Where the enrolment stands; null for work of the clinic or the person. */
  enrolment: { pathway: { id: string; version: number }; tracks: { track: string; stage: string }[] } | null;
  /** What the patient reported, where it asks somebody to read that: several may share one task. */
  reports: ReportRow[];
};

const about = sql`case when task.enrolment_id is null and task.patient_id is null then substr(task.key, length(task.kind) + 2)
  when starts_with(task.key, task.enrolment_id || '/' || task.kind || '/') then substr(task.key, length(task.enrolment_id || '/' || task.kind) + 2)
  end`;

const columns = sql`task.id, kind, team, task.status, due_at as "dueAt", opened_at as "openedAt", completed_at as "completedAt",
  enrolment_id as "enrolmentId", task.patient_id as "patientId", note, closed_because as "closedBecause", ${about} as about,
  (select jsonb_build_object('id', s.id, 'name', s.name) from staff_member s where s.id = claimed_by) as owner,
  ${aboutCheckIn(sql`task.enrolment_id`, about)} as "checkIn",
  (select (j ->> 'times')::int from enrolment e, jsonb_array_elements(case when jsonb_typeof(e.snapshot -> 'tasks') = 'array'
      then e.snapshot -> 'tasks' else '[]' end) j
    where e.id = task.enrolment_id and task.status = 'open' and task.key = e.id::text || '/' || (j ->> 'key')) as times,
  ${triesOf(sql`task`)} as tries,
  (select jsonb_build_object('pathway', jsonb_build_object('id', e.pathway_id, 'version', e.pathway_version),
    'tracks', coalesce(e.tracks, '[]')) from enrolment e where e.id = task.enrolment_id) as enrolment,
  (select ${person} from patient p where p.id = task.patient_id) as person,
  ${reportsWhere(sql`r.enrolment_id = task.enrolment_id and task.key = r.enrolment_id || '/' || task.kind || '/' || r.task_about`)} as reports`;

export type TaskFilter = {
  status: string;
  /** `false`: only tasks of the operators and of the clinic, for who may not see patients. */
  patients: boolean;
  /** Only of these kinds. */
  kinds?: readonly string[];
  owner?: WorklistFilter['owner'];
};

/** Earliest due first. */
export async function listTasks(tx: Tx, clinicId: string, filter: TaskFilter, page: Page): Promise<TaskRow[]> {
  const { status, patients, kinds, owner } = filter;
  const after = following(page, { at: sql`due_at`, id: sql`task.id` });
  const { rows } = await sql<TaskRow>`select ${columns} from task
    where clinic_id = ${clinicId} and task.status = ${status}
      and (${patients} or team = 'operators' or (enrolment_id is null and patient_id is null))
      ${kinds === undefined ? sql`` : sql`and kind in (${sql.join([...kinds])})`} ${ownedBy(owner)} ${after}
    order by due_at, task.id limit ${page.limit}`.execute(tx);
  return rows;
}

/** Taken by somebody, or of a patient whose care team names them; or the work of teams. */
function ownedBy(owner: WorklistFilter['owner']): RawBuilder<unknown> {
  if (owner === undefined) return sql``;
  if ('teams' in owner) return sql`and team in (${sql.join([...owner.teams])})`;
  return sql`and (claimed_by = ${owner.staffId} or exists (select from enrolment e where e.id = task.enrolment_id
    and ${owner.staffId} in (e.care_team ->> 'coordinator', e.care_team ->> 'clinician')))`;
}

export async function findTask(tx: Tx, clinicId: string, id: string): Promise<(TaskRow & { key: string }) | null> {
  const { rows } = await sql<TaskRow & { key: string }>`select ${columns}, key from task
    where clinic_id = ${clinicId} and task.id = ${id}`.execute(tx);
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

/** Gives a task back, so that anybody may take it. Giving back what nobody has is fine. */
export async function releaseTask(tx: Tx, clinicId: string, id: string): Promise<void> {
  const changed = await sql`update task set claimed_by = null
    where clinic_id = ${clinicId} and id = ${id} and status = 'open'`.execute(tx);
  if (changed.numAffectedRows === 0n) throw notOpen('given back');
}

/** Nobody was reached: it stays open, and is tried again by then. */
export async function putOffTask(tx: Tx, clinicId: string, id: string, dueAt: Instant): Promise<void> {
  const changed = await sql`update task set due_at = greatest(due_at, ${new Date(dueAt)})
    where clinic_id = ${clinicId} and id = ${id} and status = 'open'`.execute(tx);
  if (changed.numAffectedRows === 0n) throw notOpen('tried');
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
