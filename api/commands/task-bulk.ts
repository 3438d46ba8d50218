import { teamRights, type Role, may, whoMay } from '../../src/domain/words/authority';
import { DomainError } from '../../src/domain/words/error';
import { phoneKinds } from '../../src/domain/telling/doing/turn-words';
import { taskTitle } from '../../src/domain/telling/journal-text';
import { gateTasks } from '../../src/domain/promises/gates';
import type { TaskKind } from '../../src/domain/words/task-kinds';
import type { Tx } from '../../src/storage/tx/connection';
import type { TaskRow } from '../../src/storage/work/tasks';
import type { ApiDeps } from '../deps';
import { nameInRecords, type Principal } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { completeIn, decisions, refuseOthers, theTask } from './task-work';

export type TasksAtOnce = {
  action: 'assign' | 'complete';
  ids: string[];
  to?: string | null | undefined;
  note?: string | null | undefined;
  dryRun?: boolean | undefined;
};

type Row = { id: string; ok: boolean; words: string };
type Member = { id: string; name: string; role: Role };

/** A note of many says nothing about one: these are done one by one. */
const byItself: ReadonlySet<string> = new Set<TaskKind>([
  'confirm-merge',
  'confirm-moved-answers',
  'look-at-quarantined-event',
]);

/**
 * One thing done to many tasks, row by row: what cannot be done to one is said of that one, and the rest goes on. A dry
 * run says the same and changes nothing. Escalations are no tasks: nobody acknowledges or resolves one here.
 */
export async function workOnTasks({
  body,
  principal,
  deps,
  earlierReply,
  commit,
}: Call<unknown, unknown, TasksAtOnce>): Promise<Reply> {
  const earlier = await earlierReply();
  if (earlier) return earlier;
  const to = body.action === 'assign' && body.to != null ? await theMember(deps, principal, body.to) : null;
  const after: (() => Promise<void>)[] = [];
  const items: Row[] = [];
  for (const id of new Set(body.ids)) {
    items.push(
      await deps.store.transact(deps.store.db, (tx) => oneOfMany(tx, deps, principal, { ...body, id, to }, after)),
    );
  }
  const done: Reply = { status: 200, body: { items }, afterCommit: () => all(after) };
  return body.dryRun === true ? { ...done, shown: items.map(({ id }) => id) } : commit(() => Promise.resolve(done));
}

const all = async (works: (() => Promise<void>)[]): Promise<void> => {
  for (const work of works) await work();
};

type One = TasksAtOnce & { id: string };

async function oneOfMany(
  tx: Tx,
  deps: ApiDeps,
  principal: Principal,
  { id, action, to, note, dryRun }: Omit<One, 'to'> & { to: Member | null },
  after: (() => Promise<void>)[],
): Promise<Row> {
  try {
    const task = await theTask(tx, deps, principal.clinicId, id);
    refuseOthers(principal, task);
    const words = action === 'assign' ? assigned(task, to) : completed(task);
    if (dryRun !== true) {
      if (action === 'complete') after.push((await completeIn(tx, deps, principal, { id, note })).afterCommit);
      else if (to === null) await deps.store.tasks.releaseTask(tx, principal.clinicId, id);
      else await deps.store.tasks.claimTask(tx, principal.clinicId, id, to.id);
      const { clinicId } = principal;
      const entry = {
        clinicId,
        principal: nameInRecords(principal),
        action: 'POST /tasks/bulk',
        subject: id,
        status: 200,
      };
      await deps.store.audit.writeAudit(tx, entry);
    }
    return { id, ok: true, words };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { id, ok: false, words: error.message };
  }
}

function refuseClosed({ status }: TaskRow): void {
  if (status !== 'open') throw new DomainError('not-possible-now', 'Left out: it is no longer open.');
}

function assigned(task: TaskRow, to: Member | null): string {
  refuseClosed(task);
  const title = taskTitle(task.kind, task.times);
  if (to === null) return `${title}: given back to the ${task.team}.`;
  if (task.owner !== null && task.owner.id !== to.id) {
    throw new DomainError('not-possible-now', `Left out: ${task.owner.name} has it already.`);
  }
  const right = teamRights[task.team];
  if (!may(right, { role: to.role, staffId: to.id })) {
    throw new DomainError('not-allowed', `Left out: ${to.name} may not do it. It is for: ${whoMay(right)}.`);
  }
  return `${title}: for ${to.name}.`;
}

function completed(task: TaskRow): string {
  refuseClosed(task);
  const { kind } = task;
  if ((phoneKinds as readonly string[]).includes(kind)) {
    throw new DomainError('not-possible-now', 'Left out: of a call it is said by itself what came of it.');
  }
  if (decisions.has(kind) || byItself.has(kind) || (gateTasks as readonly string[]).includes(kind)) {
    throw new DomainError('not-possible-now', 'Left out: it is decided by itself, with its own reason.');
  }
  return `${taskTitle(kind, task.times)}: done.`;
}

async function theMember({ store }: ApiDeps, { clinicId }: Principal, id: string): Promise<Member> {
  const found = (await store.staff.listStaff(store.db, clinicId)).find((each) => each.id === id && each.active);
  if (found) return { ...found, role: found.role as Role };
  const message = 'Nobody with this id works in this clinic: GET /api/v1/staff lists them.';
  throw new DomainError('invalid', 'Nothing was changed. Please correct: to.', { errors: [{ field: 'to', message }] });
}
