import { answerFault, isShown } from '../../src/domain/instrument/item';
import type { Form } from '../../src/domain/instrument/forms';
import type { Answers, Item } from '../../src/domain/instrument/types';
import { answerRange, AS_USUAL } from '../../src/domain/instrument/range';
import { instantAt, localDateAt } from '../../src/domain/calendar/calendar';
import type { Rules } from '../../src/domain/step/rules';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { TakenAnswers } from '../contracts/course/taken-answers';
import { type FieldFault, fieldsRefused, shorten } from '../middleware/contract';
import { answersTo, formPages, formsOf, isDone, withAnswers } from '../answering/form-pages';
import { mayBeKnown } from '../patient/read-posted';
import { DomainError } from '../../src/domain/words/error';
import type { TakenBy } from '../../src/domain/words/choices';
import { knownRules } from '../../src/domain/instrument/left-blank';
import { byUrgency, safetySignals } from '../../src/domain/escalation/safety';
import type { Instant } from '../../src/domain/words/time';
import type { Tx } from '../../src/storage/tx/connection';
import type { ApiDeps } from '../deps';
import { helpFor, type HelpText } from '../answering/help-texts';
import { type MetSignal, nudgeAll, type Nudges, raiseSignals } from '../answering/raise-signals';
import { safetyTexts } from '../patient/reader';
import { recordAnswered } from '../answering/record-answered';
import { saveAnswers } from '../answering/save-answers';
import { standing, whyNoAnswers } from '../answering/standing';
import { namedPerson, type Principal } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { untilDigested } from './settling';
import { defined } from '../../src/domain/words/defined';

/** The forms these answers belong to, in the order they are asked: short ones may lead into long ones. */
export function formsGiven(view: CheckInView, instruments: Rules['instruments'], { answers }: TakenAnswers): Form[] {
  const asked = view.ask.filter((id) => Object.hasOwn(answers, id));
  return formsOf(
    asked.reduce((seen, id) => withAnswers(seen, id, answers[id] ?? {}), view),
    instruments,
  );
}

/** Everything that is wrong with answers taken by staff, by field. What a patient's page would not take, this does not. */
export function takenAnswerFaults(
  view: CheckInView,
  instruments: Rules['instruments'],
  taken: TakenAnswers,
): FieldFault[] {
  const { answers } = taken;
  const forms = formsGiven(view, instruments, taken);
  const ids = Object.keys(answers);
  const begun = view.answers.length > 0 && taken.more !== true;
  if (ids.length === 0 && !begun) return [{ field: 'answers', message: 'Give the answers to at least one form.' }];
  return [
    ...dayFaults(view, taken),
    ...ids.flatMap((id) => {
      const form = forms.find(({ instrument }) => instrument.id === id);
      return form ? formFaults(form, view, taken) : [notAsked(id, forms, instruments)];
    }),
  ];
}

/** The paper bears the patient's own date. */
function dayFaults({ timeZone, opensAt, now }: CheckInView, { takenOn }: TakenAnswers): FieldFault[] {
  if (takenOn === undefined) return [];
  const opened = localDateAt(timeZone, opensAt);
  if (takenOn > localDateAt(timeZone, now)) return [{ field: 'takenOn', message: 'This day lies in the future.' }];
  if (takenOn >= opened) return [];
  return [{ field: 'takenOn', message: `This check-in opened on ${opened}: an earlier paper belongs to another one.` }];
}

function notAsked(id: string, forms: Form[], instruments: Rules['instruments']): FieldFault {
  const asked = forms.map(({ instrument }) => instrument.id).join(', ');
  const message = Object.hasOwn(instruments, id)
    ? `This check-in does not ask it. With these answers it asks: ${asked}.`
    : `There is no such form. This check-in asks: ${asked}.`;
  return { field: `answers.${shorten(id)}`, message };
}

function formFaults(form: Form, view: CheckInView, { answers, answeredBy }: TakenAnswers): FieldFault[] {
  const { instrument } = form;
  const field = `answers.${instrument.id}`;
  const given = answers[instrument.id] ?? {};
  if (answeredBy === 'proxy' && instrument.proxy === 'refused') {
    const message = 'Only the patient answers this form, alone: leave it out, and ask the patient.';
    return [{ field, message }];
  }
  const ids = Object.keys(given);
  if (ids.length === 0) return [{ field, message: 'Give its answers, or leave the whole form out.' }];
  const missing = instrument.items.filter(({ id }) => !Object.hasOwn(given, id)).map(({ id }) => id);
  if (instrument.presentation === 'list' && missing.length > 0) {
    const message = `This list is given whole or left out: missing ${missing.join(', ')}.`;
    return [{ field, message }];
  }
  const all = { ...answersTo(form, view), ...given };
  return ids.flatMap((id): FieldFault[] => {
    const message = itemFault(form, id, all);
    return message === null ? [] : [{ field: `${field}.${shorten(id)}`, message }];
  });
}

function itemFault({ instrument, carried, from }: Form, id: string, all: Answers): string | null {
  const item = instrument.items.find((each) => each.id === id);
  if (!item) return `There is no such question: it has ${instrument.items.map((each) => each.id).join(', ')}.`;
  if (Object.hasOwn(carried, id)) return `This was asked in ${from ?? 'another form'} already: leave it out here.`;
  if (!isShown(item, all)) return 'This question is not asked after these answers: leave it out.';
  return valueFault(item, all[id] ?? null);
}

function valueFault(item: Item, value: number | null): string | null {
  if (value === AS_USUAL && item.answering.type === 'flag' && !mayBeKnown(item)) {
    return 'Give 0 or 1: this sign is never "as usual".';
  }
  if (answerFault(item, value) === null) return null;
  const { min, max } = answerRange(item.answering);
  return `Give a whole number from ${String(min)} to ${String(max)}, or null where the patient preferred not to answer.`;
}

/**
 * Answers that staff took on the telephone or from paper, by the rules of the patient's own pages, in one transaction: the
 * rows and scores, whatever a safety rule wakes, and the fact that the check-in is answered. While the call goes on
 * (`more`) each page is kept, and acts, as it is given; where the call breaks off, what was given stays.
 */
export function takeAnswers({
  params,
  body,
  principal,
  deps,
  commit,
}: Call<{ id: string }, unknown, TakenAnswers>): Promise<Reply> {
  const { store, engine } = deps;
  const recordedBy = namedPerson(principal);
  return commit(async (tx) => {
    const view = await lockCheckIn(tx, deps, principal, params.id);
    refuseStanding(view);
    const faults = takenAnswerFaults(view, deps.rules(view.pathway, view.settings).instruments, body);
    if (faults.length > 0) throw fieldsRefused(faults);

    const { signals, saved } = await saveForms(tx, deps, view, body);
    const help = helpFor(signals, safetyTexts(view));
    const nudges = await raise(tx, deps, view, signals, body.taken === 'telephone' ? help : []);
    if (body.more === true) {
      const late = standing(view, view.now) !== 'open';
      const wake = (): void => {
        nudgeAll(engine, nudges);
      };
      return { status: 202, body: { eventId: null, late, help }, afterCommit: wake };
    }
    const locked = await store.facts.lockEnrolment(tx, deps.rules, view.enrolmentId);
    const late = standing(view, locked.now) !== 'open';
    const { eventId, seq, quiet } = await recordAnswered(deps, tx, {
      view: saved,
      locked,
      late,
      deferred: view.deferred.filter(
        (form) => !Object.hasOwn(body.answers, form) && !isWhole(saved, form, locked.rules),
      ),
      recordedBy,
      occurredAt: occurredAt(view, body, locked.now),
      taken: takenBy(body),
    });
    return {
      status: 202,
      body: { eventId, late, help },
      afterCommit: async () => {
        nudgeAll(engine, nudges);
        if (quiet) return;
        engine.nudgeEnrolment(view.enrolmentId, 'check-in.answered');
        await untilDigested(deps, view.enrolmentId, seq);
      },
    };
  });
}

/** Nothing of a form is left to be asked. */
function isWhole(view: CheckInView, form: string, { instruments }: Rules): boolean {
  const pages = formPages(view, instruments).filter(({ instrument }) => instrument.id === form);
  return pages.length > 0 && pages.every((page) => isDone(page, view));
}

/** The patient first; then the check-in as it is once nobody else can write about this patient. */
async function lockCheckIn(tx: Tx, { store }: ApiDeps, { clinicId }: Principal, id: string): Promise<CheckInView> {
  const found = await store.responseMoves.findCheckIn(tx, clinicId, id);
  if (found !== null) {
    await store.facts.lockPatient(tx, found.patientId);
    const view = await store.checkIns.readCheckIn(tx, { checkInId: id }, null);
    if (view !== null) return view;
  }
  throw new DomainError('not-found', 'There is no such check-in in this clinic.');
}

function refuseStanding(view: CheckInView): void {
  const refused = whyNoAnswers(view);
  if (refused !== null) throw new DomainError('not-possible-now', refused.message, { reason: refused.reason });
}

/** Form by form, as the patient's pages save them: a short one before the long one it leads into. */
async function saveForms(
  tx: Tx,
  deps: ApiDeps,
  view: CheckInView,
  given: TakenAnswers,
): Promise<{ signals: MetSignal[]; saved: CheckInView }> {
  const known = knownRules(view.known, view.now);
  const late = standing(view, view.now) === 'late';
  const signals: MetSignal[] = [];
  let saved = view;
  for (const { instrument } of formsGiven(view, deps.rules(view.pathway, view.settings).instruments, given)) {
    const values = given.answers[instrument.id];
    if (values === undefined) continue;
    const { after, revisions } = await saveAnswers(deps, tx, { view: saved, instrument, values, savedBy: null, late });
    saved = after;
    for (const signal of safetySignals(instrument, values, known)) {
      const revision = revisions.get(signal.item)?.revision ?? 1;
      signals.push({ ...signal, instrument: instrument.id, revision });
    }
  }
  return { signals: signals.sort(byUrgency), saved };
}

/** `shown`: what is read to the patient, who is on the line; of a paper nobody is told anything by this. */
function raise(tx: Tx, deps: ApiDeps, view: CheckInView, signals: MetSignal[], shown: HelpText[]): Promise<Nudges> {
  if (signals.length === 0) return Promise.resolve({ enrolments: new Map(), escalations: new Set() });
  return raiseSignals(deps, tx, view, signals, shown);
}

/** Of a paper only the day is known: its noon, inside the time the check-in has been open. */
function occurredAt({ timeZone, opensAt }: CheckInView, { takenOn }: TakenAnswers, now: Instant): Instant {
  return takenOn === undefined ? now : Math.min(now, Math.max(opensAt, instantAt(timeZone, takenOn, '12:00')));
}

function takenBy({ taken, takenOn, answeredBy }: TakenAnswers): TakenBy {
  return { by: taken, from: answeredBy, ...defined({ on: takenOn }) };
}
