import { randomBytes } from 'node:crypto';
import { formPages, isDone } from '../../../api/answering/form-pages';
import { helpFor, recordShown, safetyNetOf } from '../../../api/answering/help-texts';
import { raiseSignals } from '../../../api/answering/raise-signals';
import { recordAnswered } from '../../../api/answering/record-answered';
import { saveSafety, sendReport } from '../../../api/answering/report-problem';
import { saveAnswers } from '../../../api/answering/save-answers';
import { standing } from '../../../api/answering/standing';
import type { ApiDeps } from '../../../api/deps';
import { deferForms } from '../../../api/patient/later';
import { safetyTexts } from '../../../api/patient/reader';
import { heldBack, servedPages } from '../../../api/patient/serving';
import { safetySignals } from '../../domain/escalation/safety';
import { knownRules } from '../../domain/instrument/left-blank';
import type { Answers, Instrument } from '../../domain/instrument/types';
import type { Given } from '../../domain/stories/answering';
import type { SaidOfProblem } from '../../domain/words/choices';
import { linkCodeHash } from '../../storage/check-in/links';
import type { CheckInView } from '../../storage/check-in/check-ins';
import type { Tx } from '../../storage/tx/connection';

// What a made-up patient does at home, by the same code that serves the pages: saving, raising, putting off, sending.

/** Of questions that a browser has seen before: a made-up patient answers in one go. */
const nothingSeen: ReadonlySet<string> = new Set();

/** Answers everything that a check-in shows at this moment, form by form, and sends it. False where it takes no answers any more. */
export async function answerCheckIn(deps: ApiDeps, tx: Tx, checkInId: string, said: Given): Promise<boolean> {
  const { store } = deps;
  const savedBy = randomBytes(32);
  const found = await store.checkIns.readCheckIn(tx, { checkInId }, savedBy);
  if (found === null) return false;
  await store.facts.lockPatient(tx, found.patientId);
  const stands = standing(found, found.now);
  if (stands === 'sent' || stands === 'closed') return false;
  const late = stands === 'late';
  const { instruments } = deps.rules(found.pathway, found.settings);
  await recordShown(deps, tx, found, safetyNetOf(found));

  let view: CheckInView = found;
  for (;;) {
    const open = servedPages(formPages(view, instruments), view, nothingSeen).filter((page) => !isDone(page, view));
    const [next] = open;
    if (!next) break;
    const { instrument } = next;
    const items = open.filter((page) => page.instrument.id === instrument.id).flatMap((page) => page.items);
    const values = saidOf(
      instrument,
      items.map(({ id }) => id),
      said,
    );
    const saved = await saveAnswers(deps, tx, { view, instrument, values, savedBy, late });
    const met = safetySignals(instrument, values, knownRules(view.known, view.now)).map((signal) => ({
      ...signal,
      instrument: instrument.id,
      revision: saved.revisions.get(signal.item)?.revision ?? 1,
    }));
    if (met.length > 0) await raiseSignals(deps, tx, view, met, helpFor(met, safetyTexts(view)));
    view = saved.after;
  }
  const deferred = heldBack(formPages(view, instruments), view, nothingSeen);
  const locked = await store.facts.lockEnrolment(tx, deps.rules, view.enrolmentId);
  await deferForms(deps, tx, view, deferred, locked);
  await recordAnswered(deps, tx, { view, locked, late, deferred, recordedBy: 'patient' });
  return true;
}

/** What nothing is said of is none of these where it is a sign; of any other question the course must speak. */
function saidOf({ id, items }: Instrument, asked: readonly string[], said: Given): Answers {
  const isSigns = items.every(({ safety }) => safety !== undefined);
  const answers = said[id];
  if (!answers && !isSigns) throw new Error(`Nothing is said of ${id}: add it to what is said otherwise.`);
  return Object.fromEntries(asked.map((item) => [item, answers ? (answers[item] ?? null) : 0]));
}

/** What somebody else may say of what a check-in asks, by form. */
export async function askedOfProxy({ store, rules }: ApiDeps, tx: Tx, checkInId: string, said: Given): Promise<Given> {
  const view = await store.checkIns.readCheckIn(tx, { checkInId }, null);
  if (view === null) return {};
  const { instruments } = rules(view.pathway, view.settings);
  const forms = view.ask.flatMap((id) => instruments[id] ?? []).filter(({ proxy }) => proxy !== 'refused');
  return Object.fromEntries(
    forms.map((form) => [
      form.id,
      saidOf(
        form,
        form.items.map(({ id }) => id),
        said,
      ),
    ]),
  );
}

/** Reports a problem by the link of any mail, none of the safety questions met. */
export async function reportProblem(
  deps: ApiDeps,
  linkCode: string,
  { words, ...problem }: SaidOfProblem & { words?: string | undefined },
): Promise<void> {
  const by = { linkHash: linkCodeHash(linkCode) };
  const form = deps.catalogue.instruments[deps.catalogue.problems.first];
  const answers = Object.fromEntries((form?.items ?? []).map(({ id }) => [id, 0]));
  const begun = await saveSafety(deps, by, { wanted: undefined, answers });
  if (begun === null) throw new Error('Nobody can report a problem by this link.');
  await sendReport(deps, by, { id: begun.report, ...problem, words: words ?? null });
}
