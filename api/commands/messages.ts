import { againWords, whyNotAgain, whyUnsent } from '../../src/domain/telling/message-words';
import { DomainError } from '../../src/domain/words/error';
import { HOUR } from '../../src/domain/words/time';
import type { OneMessage } from '../../src/storage/message/one';
import type { Tx } from '../../src/storage/tx/connection';
import type { ApiDeps } from '../deps';
import { namedPerson, type Principal } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { noSuchMessage } from '../views/course/message';
import { showPerson } from '../views/person';

type ById = { id: string };

/** A mail goes once more: as a row of its own in the ledger, under the guard of every other. */
export function sendAgain({ params, principal, deps, commit }: Call<ById, unknown, unknown>): Promise<Reply> {
  const by = namedPerson(principal);
  return commit(async (tx) => {
    const found = await lockMessage(tx, deps, principal, params.id);
    const words = await refuseAgain(tx, deps, principal, params.id);
    const id = await deps.store.messages.planAgain(tx, principal.clinicId, params.id, by);
    return { status: 202, body: { id, words }, subject: found.enrolmentId, afterCommit: nudge(deps) };
  });
}

/** A mail that has not begun to leave is kept back, by whom and why. */
export function withholdMessage({
  params,
  body,
  principal,
  deps,
  commit,
}: Call<ById, unknown, { reason: string }>): Promise<Reply> {
  const { store } = deps;
  const by = namedPerson(principal);
  const { clinicId } = principal;
  return commit(async (tx) => {
    const found = await lockMessage(tx, deps, principal, params.id);
    const { enrolmentId, patientId } = found;
    const at = await store.clock.clinicNow(tx, clinicId);
    const textId = await store.texts.keepText(tx, { clinicId, patientId, enrolmentId, text: body.reason, at, by });
    if (!(await store.messages.withholdOne(tx, params.id, { by, textId }))) {
      const why = whyUnsent(found, found.enrolmentStatus) ?? 'It has left.';
      throw new DomainError('not-possible-now', `It can no longer be kept back. ${why}`);
    }
    return { status: 202, body: { id: params.id, words: 'It is not sent.' }, subject: enrolmentId };
  });
}

/** The patient first; then the mail as it is once nobody else can write about this patient. */
async function lockMessage(tx: Tx, { store }: ApiDeps, { clinicId }: Principal, id: string): Promise<OneMessage> {
  const found = await store.messages.oneMessage(tx, clinicId, id);
  if (found === null) throw noSuchMessage();
  await store.facts.lockPatient(tx, found.patientId);
  return (await store.messages.oneMessage(tx, clinicId, id)) ?? found;
}

/** When it leaves; refused in words where it would not. */
async function refuseAgain(tx: Tx, { store }: ApiDeps, { clinicId }: Principal, id: string): Promise<string> {
  const again = await store.messages.judgeAgain(tx, clinicId, id);
  if (again === null) throw noSuchMessage();
  const whyNot = whyNotAgain(again);
  if (whyNot !== null) throw new DomainError('not-possible-now', whyNot);
  return againWords(again);
}

const nudge =
  ({ engine }: ApiDeps) =>
  (): void => {
    engine.nudgeDispatch('bulk');
  };

/** Nobody is asked twice within so long, not even by somebody who means well. */
const REST = 20 * HOUR;

type Wish = { ids: string[]; dryRun?: boolean | undefined };

/**
 * The open check-in of many patients is asked for once more, row by row: who is left out is told with the reason, and the
 * rest goes on. A dry run tells the same with each text, and sends nothing.
 */
export async function remindMany({
  body,
  principal,
  deps,
  earlierReply,
  commit,
}: Call<unknown, unknown, Wish>): Promise<Reply> {
  const earlier = await earlierReply();
  if (earlier) return earlier;
  const { store } = deps;
  const dryRun = body.dryRun === true;
  const items: Reminder[] = [];
  for (const id of new Set(body.ids)) {
    items.push(await store.transact(store.db, (tx) => remindOne(tx, deps, principal, { id, dryRun })));
  }
  const shown = items.map(({ id }) => id);
  const done: Reply = { status: 200, body: { items }, shown };
  return dryRun ? done : commit(() => Promise.resolve({ ...done, afterCommit: nudge(deps) }));
}

type Reminder = {
  id: string;
  person: object | null;
  ok: boolean;
  words: string;
  subject: string | null;
  text: string | null;
};

async function remindOne(
  tx: Tx,
  deps: ApiDeps,
  principal: Principal,
  { id, dryRun }: { id: string; dryRun: boolean },
): Promise<Reminder> {
  const { store, renderMail } = deps;
  const leftOut = { id, ok: false, subject: null, text: null };
  const enrolment = await store.enrolments.findEnrolment(tx, principal.clinicId, id);
  if (!enrolment) return { ...leftOut, person: null, words: 'Left out: there is no such enrolment in this clinic.' };
  await store.facts.lockPatient(tx, enrolment.patientId);
  const person = showPerson(await store.people.personOf(tx, enrolment.patientId));
  try {
    const messageId = await mailToRepeat(tx, deps, principal, id, enrolment.status);
    const words = await refuseAgain(tx, deps, principal, messageId);
    const mail = await store.messages.oneMessage(tx, principal.clinicId, messageId);
    const { subject, text } = renderMail({ ...(mail ?? unfound()).handover, role: 'sent-again' });
    if (!dryRun) await store.messages.planAgain(tx, principal.clinicId, messageId, namedPerson(principal));
    return { id, person, ok: true, words, subject, text };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ...leftOut, person, words: `Left out. ${error.message}` };
  }
}

const unfound = (): never => {
  throw noSuchMessage();
};

async function mailToRepeat(
  tx: Tx,
  { store }: ApiDeps,
  { clinicId }: Principal,
  enrolmentId: string,
  status: string,
): Promise<string> {
  const refuse = (message: string): never => {
    throw new DomainError('not-possible-now', message);
  };
  if (status === 'held') refuse('An escalation is open: messages wait until it is resolved.');
  if (status === 'paused') refuse('Messages are paused.');
  const checkIn = await store.checkIns.answerableOf(tx, enrolmentId, 0);
  if (checkIn === null) return refuse('No check-in is open to be answered.');
  const mail = await store.messages.mailOfCheckIn(tx, checkIn.id);
  if (mail === null) return refuse('No mail was planned for the open check-in.');
  const now = await store.clock.clinicNow(tx, clinicId);
  if (mail.takenAt !== null && mail.takenAt > now - REST) refuse('A mail about it went out less than a day ago.');
  return mail.id;
}
