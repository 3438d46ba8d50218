import { teamRights } from '../../src/domain/words/authority';
import type { CallOutcome } from '../../src/domain/words/choices';
import { DomainError } from '../../src/domain/words/error';
import { promised } from '../../src/domain/promises/promises';
import { nextTry } from '../../src/domain/promises/tasks';
import { phoneKinds } from '../../src/domain/telling/doing/turn-words';
import type { TaskKind } from '../../src/domain/words/task-kinds';
import { unreadable } from '../../src/domain/step/up-cast';
import type { Tx } from '../../src/storage/tx/connection';
import type { Locked } from '../../src/storage/enrolment/facts';
import type { TaskRow } from '../../src/storage/work/tasks';
import type { ApiDeps } from '../deps';
import { nameInRecords, namedPerson, requireRight, type Principal } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { taskView } from '../views/task';
import { untilDigested } from './settling';

type ById = { id: string };
type Found = TaskRow & { key: string };

export function claimTask({ params, principal, deps, commit }: Call<ById, unknown, unknown>): Promise<Reply> {
  const staffId = namedPerson(principal);
  return commit(async (tx) => {
    refuseOthers(principal, await theTask(tx, deps, principal.clinicId, params.id));
    await deps.store.tasks.claimTask(tx, principal.clinicId, params.id, staffId);
    return { status: 200, body: await shown(tx, deps, principal, params.id) };
  });
}

/** Whoever has it gives it back, and a lead whoever has it: somebody is ill, and the work must not wait. */
export function releaseTask({ params, principal, deps, commit }: Call<ById, unknown, unknown>): Promise<Reply> {
  const staffId = namedPerson(principal);
  return commit(async (tx) => {
    const task = await theTask(tx, deps, principal.clinicId, params.id);
    refuseOthers(principal, task);
    if (task.owner !== null && task.owner.id !== staffId && principal.role !== 'lead') {
      throw new DomainError('not-possible-now', `${task.owner.name} has this task: they, or a lead, can give it back.`);
    }
    await deps.store.tasks.releaseTask(tx, principal.clinicId, params.id);
    return { status: 200, body: await shown(tx, deps, principal, params.id) };
  });
}

export type Done = {
  note?: string | null | undefined;
  reached?: boolean | undefined;
  outcome?: CallOutcome | undefined;
};

/** Completes the row, and tells the pathway when the task came from it. A call that reached nobody counts as a try. */
export function completeTask({ params, body, principal, deps, commit }: Call<ById, unknown, Done>): Promise<Reply> {
  return commit(async (tx) => {
    const { afterCommit } = await completeIn(tx, deps, principal, { id: params.id, ...body });
    return { status: 200, body: await shown(tx, deps, principal, params.id), afterCommit };
  });
}

/** The same inside a transaction of its own, for one of many. */
export async function completeIn(
  tx: Tx,
  deps: ApiDeps,
  principal: Principal,
  { id, ...said }: ById & Done,
): Promise<{ afterCommit: () => Promise<void> }> {
  const { store, rules, engine } = deps;
  const task = await theTask(tx, deps, principal.clinicId, id);
  const { key, enrolmentId, kind } = task;
  refuseOthers(principal, task);
  if (decisions.has(kind)) refuseUndecided(said.note);
  const outcome = outcomeOf(kind, said);
  const locked = enrolmentId === null ? null : await store.facts.lockEnrolment(tx, rules, enrolmentId);
  const at = locked?.now ?? (await store.clock.clinicNow(tx, principal.clinicId));
  const by = nameInRecords(principal);
  const coreKey = key.slice(`${enrolmentId ?? ''}/`.length);
  // The house's own tasks (a quarantined event, a gap in the rota) are unknown to the core.
  const core = locked !== null && isCore(locked, coreKey) ? { locked, key: coreKey } : null;
  if (outcome !== undefined) await store.tasks.addTry(tx, principal.clinicId, id, { at, by, outcome });
  const rung =
    outcome !== undefined && locked ? await recordCall(tx, deps, locked, { outcome, by, task: core?.key }) : null;
  if (outcome !== undefined && outcome !== 'reached' && !isAskedAgain(kind)) {
    const { settings } = await store.clinics.readClinic(tx, principal.clinicId);
    await store.tasks.putOffTask(tx, principal.clinicId, id, nextTry(settings, at));
    return { afterCommit: () => carriedOut(deps, enrolmentId, rung) };
  }
  await store.tasks.completeTask(tx, principal.clinicId, id, { by: principal.staffId, note: said.note ?? null, at });
  if (locked && kind === quarantineTask) await release(tx, deps, locked);
  const reached = outcome === undefined ? said.reached : outcome === 'reached';
  const fact = core
    ? await store.facts.recordFact(tx, core.locked, {
        type: 'task.completed',
        // Of a call nobody says that it reached the patient unless somebody does.
        data: { task: coreKey, ...(isAskedAgain(kind) ? { reached: reached ?? false } : {}) },
        recordedBy: by,
      })
    : null;
  return {
    afterCommit: async () => {
      if (enrolmentId !== null && kind === quarantineTask) engine.nudgeEnrolment(enrolmentId, 'released');
      await carriedOut(deps, enrolmentId, fact ?? rung);
    },
  };
}

type Fact = { seq: number; quiet: boolean } | null;

async function carriedOut(deps: ApiDeps, enrolmentId: string | null, fact: Fact): Promise<void> {
  if (enrolmentId === null || fact === null || fact.quiet) return;
  deps.engine.nudgeEnrolment(enrolmentId, 'task.completed');
  await untilDigested(deps, enrolmentId, fact.seq);
}

/** What came of a call, whichever way it was said. */
function outcomeOf(kind: string, { outcome, reached }: Done): CallOutcome | undefined {
  if (outcome === undefined) return undefined;
  if (!(phoneKinds as readonly string[]).includes(kind)) {
    throw new DomainError('invalid', 'outcome is of a call, and this task is none: leave it out.');
  }
  if (reached !== undefined && reached !== (outcome === 'reached')) {
    throw new DomainError('invalid', 'reached and outcome say different things: leave reached out.');
  }
  return outcome;
}

/**
 * The call as a fact of its own, as long as there is care: it stands in the course, and a wrong number has somebody find
 * the right one. Where it reached the patient the completion closes the task, and not the call.
 */
async function recordCall(
  tx: Tx,
  { store }: ApiDeps,
  locked: Locked,
  { outcome, by, task }: { outcome: CallOutcome; by: string; task: string | undefined },
): Promise<Fact> {
  if (locked.status === 'ended' || locked.state === unreadable) return null;
  const ofTask = outcome === 'reached' || task === undefined ? {} : { task };
  const spoke = outcome === 'reached' ? ({ spokeWith: 'patient' } as const) : {};
  const data = { outcome, ...spoke, ...ofTask };
  return store.facts.recordFact(tx, locked, { type: 'call.made', data, recordedBy: by });
}

/** Its completion without a word from the patient has it asked for again. */
const isAskedAgain = (kind: string): boolean => promised[kind as TaskKind]?.byTalking === true;

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
export const decisions: ReadonlySet<string> = new Set<TaskKind>([
  'decide-recall',
  'review-thresholds',
  'decide-bypass',
]);

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
export function refuseOthers(principal: Principal, { team, owner, kind }: TaskRow): void {
  if (owner !== null && owner.id === principal.staffId && !decisions.has(kind)) return;
  requireRight(principal, teamRights[team], `take this task on: it belongs to the ${team}`);
}

export async function theTask(tx: Tx, { store }: ApiDeps, clinicId: string, id: string): Promise<Found> {
  const task = await store.tasks.findTask(tx, clinicId, id);
  if (task) return task;
  throw noSuchTask();
}

async function shown(tx: Tx, deps: ApiDeps, principal: Principal, id: string): Promise<object> {
  const { show } = await taskView(deps, principal, tx);
  return show(await theTask(tx, deps, principal.clinicId, id));
}
