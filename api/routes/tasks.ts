import { z } from 'zod';
import { deeds, may } from '../../src/domain/words/authority';
import { cursorAfter, iso, isoOrNull, pageQuery, toPage } from '../contracts/fields';
import { oneOf } from '../../src/domain/facts/fields';
import { gateTasks } from '../../src/domain/promises/gates';
import { taskTitle } from '../../src/domain/telling/journal-text';
import { Completion, Task, Tasks } from '../contracts/work';
import { claimTask, completeTask } from '../commands/task-work';
import { defineRoute, type Route } from './route';
import { speechNotes } from '../views/person';
import { showReports } from '../views/escalation';
import type { TaskRow } from '../../src/storage/work/tasks';

const show = (task: TaskRow) => ({
  id: task.id,
  kind: task.kind,
  title: taskTitle(task.kind, task.times),
  team: task.team,
  status: task.status,
  dueAt: iso(task.dueAt),
  openedAt: iso(task.openedAt),
  completedAt: isoOrNull(task.completedAt),
  enrolmentId: task.enrolmentId,
  patientId: task.patientId,
  claimedBy: task.claimedBy,
  note: task.note,
  closedBecause: task.closedBecause,
  about: task.about,
  evidence: evidenceOf(task),
  reports: showReports(task.reports),
  notes: task.speech === null ? [] : speechNotes(task.speech),
});

/** Work about a question leads to what it is decided by. */
const evidenceOf = ({ kind, enrolmentId }: TaskRow): string | null =>
  enrolmentId !== null && (gateTasks as readonly string[]).includes(kind)
    ? `/api/v1/enrolments/${enrolmentId}/evidence`
    : null;

const gone = { description: 'It is no longer open, or somebody else has it.' };

export const taskRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/tasks',
    deed: 'see work',
    about: 'clinic',
    summary: 'Work for staff, earliest due first',
    query: z.strictObject({ status: oneOf(['open', 'done', 'closed']).optional(), ...pageQuery }),
    replies: { 200: { description: 'One page of tasks', schema: Tasks } },
    handle: async ({ query, principal, deps: { store } }) => {
      const page = toPage(query);
      const filter = { status: query.status ?? 'open', patients: may(deeds['see patients'], principal) };
      const rows = await store.tasks.listTasks(store.db, principal.clinicId, filter, page);
      const body = { items: rows.map(show), nextCursor: cursorAfter(rows, page, (row) => row.dueAt) };
      return { status: 200, body, shown: rows.flatMap(({ id, patientId }) => (patientId === null ? [] : [id])) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/tasks/:id/claim',
    deed: 'work on tasks',
    about: 'patient',
    summary: 'Take a task on',
    body: z.strictObject({}).default({}),
    replies: { 200: { description: 'It is yours', schema: Task }, 409: gone },
    handle: (call) => claimTask(call, show),
  }),
  defineRoute({
    method: 'post',
    path: '/tasks/:id/completion',
    deed: 'work on tasks',
    about: 'patient',
    summary: 'Say that a task is done',
    body: Completion,
    replies: { 200: { description: 'Done', schema: Task }, 409: gone },
    handle: (call) => completeTask(call, show),
  }),
];
