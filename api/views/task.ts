import { gateTasks } from '../../src/domain/promises/gates';
import { doingOf, turnWords } from '../../src/domain/telling/doing/turn-words';
import { taskTitle } from '../../src/domain/telling/journal-text';
import { deeds, may } from '../../src/domain/words/authority';
import type { TaskRow } from '../../src/storage/work/tasks';
import type { Tx } from '../../src/storage/tx/connection';
import { iso, isoOrNull } from '../contracts/fields';
import { takesAnswers } from '../answering/standing';
import type { ApiDeps } from '../deps';
import type { Principal } from '../middleware/principal';
import { showReports } from './escalation';
import { showPerson } from './person';
import { nameOf, namedStage, type Shown } from './worklist';

/** Shows tasks to this reader: who may not see patients is shown the work, and nobody it is about. */
export async function taskView({ store, catalogue }: ApiDeps, reader: Principal, tx: Tx = store.db) {
  const { settings, now } = await store.clinics.readClinic(tx, reader.clinicId);
  const shown: Shown = { catalogue, timeZone: settings.timeZone, now };
  const patients = may(deeds['see patients'], reader);
  return { now, show: (task: TaskRow) => showTask(task, shown, patients) };
}

function showTask(task: TaskRow, shown: Shown, patients: boolean) {
  const { catalogue } = shown;
  const person = patients ? task.person : null;
  const turn = { what: task.kind, at: task.dueAt, about: task.about, forms: task.checkIn?.ask ?? null };
  const told = { ...shown, instruments: catalogue.instruments, name: person ? nameOf(person) : 'a patient' };
  return {
    id: task.id,
    kind: task.kind,
    title: taskTitle(task.kind, task.times),
    do: turnWords('task', turn, told).do,
    instruction: doingOf(task.kind).instruction,
    team: task.team,
    status: task.status,
    dueAt: iso(task.dueAt),
    openedAt: iso(task.openedAt),
    completedAt: isoOrNull(task.completedAt),
    enrolmentId: task.enrolmentId,
    patientId: task.patientId,
    person: person && showPerson(person),
    stage: task.enrolment && namedStage(catalogue, task.enrolment),
    claimedBy: task.owner?.id ?? null,
    owner: task.owner,
    tries: task.tries.map(({ at, ...rest }) => ({ at: iso(at), ...rest })),
    note: task.note,
    closedBecause: task.closedBecause,
    about: task.about,
    openCheckInId: takesAnswers(task.checkIn, shown.now),
    evidence: evidenceOf(task),
    reports: showReports(task.reports),
    notes: person ? showPerson(person).notes : [],
  };
}

/** Work about a question leads to what it is decided by. */
const evidenceOf = ({ kind, enrolmentId }: TaskRow): string | null =>
  enrolmentId !== null && (gateTasks as readonly string[]).includes(kind)
    ? `/api/v1/enrolments/${enrolmentId}/evidence`
    : null;
