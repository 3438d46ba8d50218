import { knownRules } from '../../src/domain/instrument/left-blank';
import type { Answers } from '../../src/domain/instrument/types';
import { DomainError } from '../../src/domain/words/error';
import type { EventData } from '../../src/domain/words/event';
import { safetySignals } from '../../src/domain/escalation/safety';
import type { Tx } from '../../src/storage/tx/connection';
import type { Locked } from '../../src/storage/enrolment/facts';
import type { MovedCheckIn } from '../../src/storage/check-in/response-moves';
import type { ApiDeps } from '../deps';
import { type MetSignal, nudgeAll, raiseSignals, type Nudges } from '../answering/raise-signals';
import { namedPerson, type Principal } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { untilDigested } from './settling';

type ById = { id: string };
type Pair = { from: MovedCheckIn; to: MovedCheckIn };

/** The first person says that answers belong to another patient. Nothing moves before a second one has looked. */
export function proposeMove({
  params,
  body,
  principal,
  deps,
  commit,
}: Call<ById, unknown, { toCheckInId: string; reason: string }>): Promise<Reply> {
  const by = namedPerson(principal);
  return commit(async (tx) => {
    const { pair, locked } = await lockPair(tx, deps, principal, params.id, body.toCheckInId);
    const at = locked.from.now;
    refuseMove(pair, at);
    const { from, to } = pair;
    const { reason } = body;
    const taskId = await deps.store.responseMoves.propose(tx, locked.from, {
      fromId: from.id,
      toId: to.id,
      reason,
      by,
      at,
    });
    return { status: 202, body: { taskId } };
  });
}

/**
 * The second person agrees: the answers count where they belong, and no longer where they were given. Both patients are
 * locked. What the answers say about safety is looked at again for the right patient; what was raised stays raised.
 */
export function confirmMove({ params, principal, deps, commit }: Call<ById, unknown, unknown>): Promise<Reply> {
  const { store, engine } = deps;
  const by = namedPerson(principal);
  return commit(async (tx) => {
    const proposed = await store.responseMoves.openMove(tx, params.id);
    const { pair, locked } = await lockPair(tx, deps, principal, params.id, proposed?.toId ?? null);
    const move = await store.responseMoves.openMove(tx, params.id);
    if (move === null) {
      throw new DomainError('not-found', 'Nobody has proposed to move these answers: POST …/response-move first.');
    }
    if (move.toId !== pair.to.id) throw new DomainError('busy', 'The proposal was just changed: look at it again.');
    if (move.proposedBy === by) {
      throw new DomainError('not-possible-now', 'Somebody else must confirm this: it takes two named people.');
    }
    refuseMove(pair, locked.from.now);
    const { eventId: answered, byLink } = await count(tx, deps, pair, locked, by);
    await store.corrections.recordCorrection(tx, locked.from, {
      event: pair.from.answeredBy ?? '',
      reason: move.reason,
      recordedBy: by,
      moved: { checkIn: pair.from.key, proposedBy: move.proposedBy, ...(byLink ? { askAgain: true } : {}) },
    });
    await store.responseMoves.confirmMove(tx, pair.from, by, locked.from.now);
    const nudges = await raiseAgain(tx, deps, pair.to);
    return {
      status: 202,
      body: { eventId: answered },
      afterCommit: async () => {
        nudgeAll(engine, nudges);
        for (const { enrolmentId } of [locked.from, locked.to]) engine.nudgeEnrolment(enrolmentId, 'response.moved');
        await Promise.all(
          [locked.from, locked.to].map(({ enrolmentId, eventSeq }) => untilDigested(deps, enrolmentId, eventSeq)),
        );
      },
    };
  });
}

/** Both patients first, by id, then their enrolments: whoever moves answers the other way at the same time waits. */
async function lockPair(
  tx: Tx,
  { store, rules }: ApiDeps,
  { clinicId }: Principal,
  fromId: string,
  toId: string | null,
): Promise<{ pair: Pair; locked: { from: Locked; to: Locked } }> {
  const read = async (): Promise<Pair> => {
    const from = await store.responseMoves.findCheckIn(tx, clinicId, fromId);
    if (from === null) throw new DomainError('not-found', 'There is no such check-in in this clinic.');
    if (toId === null) {
      throw new DomainError('not-found', 'Nobody has proposed to move these answers: POST …/response-move first.');
    }
    const to = await store.responseMoves.findCheckIn(tx, clinicId, toId);
    if (to !== null) return { from, to };
    const errors = [{ field: 'toCheckInId', message: 'There is no such check-in in this clinic.' }];
    throw new DomainError('invalid', 'Nothing was changed. Please correct: toCheckInId.', { errors });
  };
  const before = await read();
  const patients = [...new Set([before.from.patientId, before.to.patientId])].sort();
  for (const id of patients) await store.facts.lockPatient(tx, id);
  const all: Locked[] = [];
  for (const id of patients) all.push(...(await store.facts.lockPatientEnrolments(tx, rules, id)));
  // Read again: somebody may have answered or moved while this waited.
  const pair = await read();
  const of = (checkIn: MovedCheckIn): Locked => {
    const locked = all.find(({ enrolmentId }) => enrolmentId === checkIn.enrolmentId);
    if (!locked) throw new DomainError('not-found', 'There is no such check-in in this clinic.');
    return locked;
  };
  return { pair, locked: { from: of(pair.from), to: of(pair.to) } };
}

function refuseMove({ from, to }: Pair, now: number): void {
  const refuse = (reason: string, message: string): never => {
    throw new DomainError('not-possible-now', message, { reason });
  };
  if (from.patientId === to.patientId) {
    refuse('same-patient', 'Both check-ins belong to one patient: answers are moved to another patient only.');
  }
  if (from.sentAt === null || from.answeredBy === null) {
    refuse('not-sent', 'Only answers that were sent can be moved, and here none count.');
  }
  if ([...from.ask].sort().join() !== [...to.ask].sort().join()) {
    const asks = `the first ${from.ask.join(', ')}, the second ${to.ask.join(', ')}`;
    refuse('other-questions', `The two check-ins do not ask the same: ${asks}.`);
  }
  if (to.begun || to.sentAt !== null) {
    refuse('has-answers', 'The right patient’s check-in has answers of its own: nothing is written over.');
  }
  if (to.opensAt > now) refuse('not-open-yet', 'The right patient’s check-in has not opened yet.');
  if (to.status === 'cancelled' || to.status === 'superseded') {
    refuse('taken-back', 'The right patient’s check-in was taken back: choose one that was asked.');
  }
}

/** The fact first: with it goes what was there at the close. Then the rows, and what is pointless from now on. */
async function count(
  tx: Tx,
  { store }: ApiDeps,
  { from, to }: Pair,
  locked: { from: Locked; to: Locked },
  recordedBy: string,
): Promise<{ eventId: string; byLink: boolean }> {
  const events = await store.facts.factsBefore(tx, from.enrolmentId, locked.from.eventSeq + 1);
  const answered = events.find(({ id }) => id === from.answeredBy);
  const given = answered?.data as EventData['check-in.answered'];
  const at = locked.to.now;
  const late = to.closesAt <= at;
  const { eventId } = await store.facts.recordFact(tx, locked.to, {
    type: 'check-in.answered',
    data: { ...given, checkIn: to.key, late },
    occurredAt: answered?.occurredAt ?? at,
    recordedBy,
  });
  const byLink = given.taken === undefined;
  await store.responseMoves.moveRows(tx, from, to, { at, late, byLink });
  await store.checkIns.markSent(tx, to.id, { at, late });
  await store.messages.withholdForCheckIn(tx, to.id, 'answered');
  return { eventId, byLink };
}

async function raiseAgain(tx: Tx, deps: ApiDeps, to: MovedCheckIn): Promise<Nudges> {
  const none: Nudges = { enrolments: new Map(), escalations: new Set() };
  const view = await deps.store.checkIns.readCheckIn(tx, { checkInId: to.id }, null);
  if (view === null) return none;
  const { instruments } = deps.rules(view.pathway, view.settings);
  const known = knownRules(view.known, view.now);
  const signals = [...new Set(view.answers.map(({ instrument }) => instrument))].flatMap((id): MetSignal[] => {
    const instrument = instruments[id];
    const own = view.answers.filter((answer) => answer.instrument === id);
    const answers: Answers = Object.fromEntries(own.map(({ item, value }) => [item, value]));
    return (instrument ? safetySignals(instrument, answers, known) : []).map((signal) => {
      const revision = own.find(({ item }) => item === signal.item)?.revision ?? 1;
      return { ...signal, instrument: id, revision };
    });
  });
  return signals.length === 0 ? none : raiseSignals(deps, tx, view, signals, []);
}
