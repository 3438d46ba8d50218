import { teamRights } from '../../src/domain/words/authority';
import { DomainError } from '../../src/domain/words/error';
import { promised } from '../../src/domain/promises/promises';
import type { TaskKind } from '../../src/domain/words/task-kinds';
import { unreadable } from '../../src/domain/step/up-cast';
import type { Tx } from '../../src/storage/tx/connection';
import type { Locked } from '../../src/storage/enrolment/facts';
import type { TaskRow } from '../../src/storage/work/tasks';
import type { ApiDeps } from '../deps';
import { nameInRecords, namedPerson, requireRight, type Principal } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { untilDigested } from './settling';

type ById = { id: string };
type Show = (task: TaskRow) => object;

export function claimTask(
  { params, principal, deps, commit }: Call<ById, unknown, unknown>,
  show: Show,
): Promise<Reply> {
  const staffId = namedPerson(principal);
  return commit(async (tx) => {
    refuseOthers(principal, await theTask(tx, deps, principal.clinicId, params.id));
    await deps.store.tasks.claimTask(tx, principal.clinicId, params.id, staffId);
    return { status: 200, body: show(await theTask(tx, deps, principal.clinicId, params.id)) };
  });
}

type Done = Call<ById, unknown, { note?: string | null | undefined; reached?: boolean | undefined }>;

/** Completes the row, and tells the pathway when the task came from it. */
export function completeTask({ params, body, principal, deps, commit }: Done, show: Show): Promise<Reply> {
  const { store, rules, engine } = deps;
  return commit(async (tx) => {
    const task = await theTask(tx, deps, principal.clinicId, params.id);
    const { key, enrolmentId, kind } = task;
    refuseOthers(principal, task);
    if (decisions.has(kind)) refuseUndecided(body.note);
    const locked = enrolmentId === null ? null : await store.facts.lockEnrolment(tx, rules, enrolmentId);
    const at = locked?.now ?? (await store.clock.clinicNow(tx, principal.clinicId));
    await store.tasks.completeTask(tx, principal.clinicId, params.id, {
      by: principal.staffId,
      note: body.note ?? null,
      at,
    });
    const coreKey = key.slice(`${enrolmentId ?? ''}/`.length);
    // The house's own tasks (a quarantined event, a gap in the rota) are unknown to the core.
    if (locked && kind === quarantineTask) await release(tx, deps, locked);
    const fromPathway = locked !== null && isCore(locked, coreKey);
    const fact = fromPathway
      ? await store.facts.recordFact(tx, locked, {
          type: 'task.completed',
          // Of a call nobody says that it reached the patient unless somebody does.
          data: { task: coreKey, ...(isCall(kind) ? { reached: body.reached ?? false } : {}) },
          recordedBy: nameInRecords(principal),
        })
      : null;
    return {
      status: 200,
      body: show(await theTask(tx, deps, principal.clinicId, params.id)),
      afterCommit: async () => {
        if (enrolmentId !== null && kind === quarantineTask) engine.nudgeEnrolment(enrolmentId, 'released');
        if (enrolmentId === null || fact === null || fact.quiet) return;
        engine.nudgeEnrolment(enrolmentId, 'task.completed');
        await untilDigested(deps, enrolmentId, fact.seq);
      },
    };
  });
}

const isCall = (kind: string): boolean => promised[kind as TaskKind]?.byTalking === true;

const quarantineTask: TaskKind = 'look-at-quarantined-event';

/** Done when it holds: a task closed over a lasting quarantine would leave the patient held without an end. */
async function release(tx: Tx, { store, log }: ApiDeps, locked: Locked): Promise<void> {
  const { released, faults } = await store.advance.releaseQuarantine(tx, locked);
  if (released) return;
  for (const err of faults) log.error({ enrolmentId: locked.enrolmentId, err }, 'a quarantine could not be lifted');
  throw new DomainError(
    'not-possible-now',
    'What is in quarantine still cannot be taken in: look with “throughline enrolment <id> --why”, mend it with a release, and complete this task then.',
    { reason: 'still-quarantined' },
  );
}

/** A state that cannot be read may know the task: the step that reads the facts anew will say. */
const isCore = ({ state }: Locked, key: string): boolean =>
  state === unreadable || state?.tasks.some((task) => task.key === key) === true;

/** Completed by the decision itself, with its reason in the note, and by its team alone. */
const decisions: ReadonlySet<string> = new Set<TaskKind>(['decide-recall', 'review-thresholds', 'decide-bypass']);

function refuseUndecided(note: string | null | undefined): void {
  if (note == null || note.trim() === '') {
    throw new DomainError('invalid', 'note is missing: write what was decided, and why.');
  }
}

/** A task of an enrolment by the key that the core knows it by; only whoever may work on it. */
export async function taskOf(
  tx: Tx,
  deps: ApiDeps,
  principal: Principal,
  { id, enrolmentId }: { id: string; enrolmentId: string },
): Promise<string> {
  const task = await theTask(tx, deps, principal.clinicId, id);
  if (task.enrolmentId !== enrolmentId) throw noSuchTask();
  refuseOthers(principal, task);
  return task.key.slice(`${enrolmentId}/`.length);
}

const noSuchTask = (): DomainError => new DomainError('not-found', 'There is no such task in this clinic.');

/** A task is for its team and for whom it names; what decides is for its team alone. */
function refuseOthers(principal: Principal, { team, claimedBy, kind }: TaskRow): void {
  if (claimedBy !== null && claimedBy === principal.staffId && !decisions.has(kind)) return;
  requireRight(principal, teamRights[team], `take this task on: it belongs to the ${team}`);
}

async function theTask(tx: Tx, { store }: ApiDeps, clinicId: string, id: string) {
  const task = await store.tasks.findTask(tx, clinicId, id);
  if (task) return task;
  throw noSuchTask();
}
