import { z } from 'zod';
import { defined } from '../../src/domain/words/defined';
import { deeds, may } from '../../src/domain/words/authority';
import { phoneKinds } from '../../src/domain/telling/doing/turn-words';
import { cursorAfter, iso, pageQuery, toPage } from '../contracts/fields';
import { Completion, RowByRow, Task, Tasks, TasksAtOnce, tasksQuery } from '../contracts/work';
import { workOnTasks } from '../commands/task-bulk';
import { claimTask, completeTask, releaseTask } from '../commands/task-work';
import { taskView } from '../views/task';
import { defineRoute, type Route } from './route';
import { ownerAsked } from './worklist';

const gone = { description: 'It is no longer open, or somebody else has it.' };

export const taskRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/tasks',
    deed: 'see work',
    about: 'clinic',
    summary: 'Work for staff, earliest due first; kind=call: the call list',
    query: z.strictObject({ ...tasksQuery, ...pageQuery }),
    replies: { 200: { description: 'One page of tasks', schema: Tasks } },
    handle: async ({ query: { status = 'open', kind, owner, ...paged }, principal, deps }) => {
      const page = toPage(paged);
      const narrowed = defined({
        kinds: kind === 'call' ? phoneKinds : undefined,
        owner: ownerAsked(owner, principal),
      });
      const filter = { status, patients: may(deeds['see patients'], principal), ...narrowed };
      const [rows, { now, show }] = await Promise.all([
        deps.store.tasks.listTasks(deps.store.db, principal.clinicId, filter, page),
        taskView(deps, principal),
      ]);
      const nextCursor = cursorAfter(rows, page, (row) => row.dueAt);
      const shown = rows.flatMap(({ id, patientId }) => (patientId === null ? [] : [id]));
      return { status: 200, body: { now: iso(now), items: rows.map(show), nextCursor }, shown };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/tasks/bulk',
    deed: 'work on tasks',
    about: 'clinic',
    summary: 'Assign or complete many tasks, row by row; a dry run only says what would be done',
    body: TasksAtOnce,
    replies: { 200: { description: 'What is done with each, or why it was left out', schema: RowByRow } },
    handle: (call) => workOnTasks(call),
  }),
  defineRoute({
    method: 'post',
    path: '/tasks/:id/claim',
    deed: 'work on tasks',
    about: 'patient',
    summary: 'Take a task on',
    body: z.strictObject({}).default({}),
    replies: { 200: { description: 'It is yours', schema: Task }, 409: gone },
    handle: (call) => claimTask(call),
  }),
  defineRoute({
    method: 'post',
    path: '/tasks/:id/release',
    deed: 'work on tasks',
    about: 'patient',
    summary: 'Give a task back, so that anybody of its team may take it',
    body: z.strictObject({}).default({}),
    replies: { 200: { description: 'Nobody has it', schema: Task }, 409: gone },
    handle: (call) => releaseTask(call),
  }),
  defineRoute({
    method: 'post',
    path: '/tasks/:id/completion',
    deed: 'work on tasks',
    about: 'patient',
    summary: 'Say that a task is done, or what came of a call',
    body: Completion,
    replies: { 200: { description: 'Done; or counted, and to be tried again', schema: Task }, 409: gone },
    handle: (call) => completeTask(call),
  }),
];
