import { createHash, randomUUID } from 'node:crypto';
import { localDateAt, startOfDay } from '../../src/domain/calendar/calendar';
import { safetySignals, safetyUnknowns } from '../../src/domain/escalation/safety';
import { isId } from '../../src/domain/facts/fields';
import { knownRules } from '../../src/domain/instrument/left-blank';
import type { Answers, Instrument } from '../../src/domain/instrument/types';
import { worded } from '../../src/domain/instrument/worded';
import { outcomeOf } from '../../src/domain/facts/problems';
import { dueOf } from '../../src/domain/promises/tasks';
import { DomainError } from '../../src/domain/words/error';
import type { SaidOfProblem } from '../../src/domain/words/choices';
import type { Report, ReportFoundBy, Reporter } from '../../src/storage/patient/reports';
import type { Tx } from '../../src/storage/tx/connection';
import { safetyTexts } from '../patient/reader';
import type { PatientDeps } from '../patient/serving';
import { helpFor, helpPage, type HelpText, recordShown } from './help-texts';
import { nudgeAll, raiseSignals } from './raise-signals';

// A problem that a patient reports by link: safety questions first, which act when they are saved, then what is wrong.

/** The safety questions that come first, in the language of whoever reports. */
export function firstForm(
  { catalogue }: Pick<PatientDeps, 'catalogue'>,
  reporter: Pick<Reporter, 'language'>,
): Instrument {
  const { first } = catalogue.problems;
  const form = catalogue.instruments[first];
  if (form === undefined) throw new DomainError('configuration', `There is no form "${first}" to begin a report with.`);
  return worded(form, reporter.language);
}

/** What the answers to the safety questions call for, most urgent first. */
export function adviceOfReport(deps: Pick<PatientDeps, 'catalogue'>, reporter: Reporter, answers: Answers): HelpText[] {
  return helpFor(signalsIn(deps, reporter, answers), safetyTexts(reporter));
}

/** The same with what was reported: one text whole, and one line of the next, so that nobody reads two kinds of advice. */
export function adviceOfSent(deps: Pick<PatientDeps, 'catalogue'>, reporter: Reporter, report: Report): HelpText[] {
  const texts = safetyTexts(reporter);
  const help = deps.catalogue.problems.problems[report.about ?? '']?.help;
  // Settings from before have no such page, and what was reported is no emergency by that.
  const reported =
    help === undefined || helpPage(help, texts) === null
      ? []
      : [{ item: '', rule: '', class: 'spine', tier: 'digest', help } as const];
  return helpFor([...signalsIn(deps, reporter, report.answers), ...reported], texts);
}

const signalsIn = (deps: Pick<PatientDeps, 'catalogue'>, reporter: Reporter, answers: Answers) =>
  safetySignals(firstForm(deps, reporter), answers, knownRules(reporter.known, reporter.now));

/** What the clinic says about a problem of this kind, with the way to help that holds for all. */
export function adviceAbout(
  { catalogue }: Pick<PatientDeps, 'catalogue'>,
  reporter: Reporter,
  about: string | null,
): HelpText | null {
  const rule = about === null ? undefined : catalogue.problems.problems[about];
  return rule === undefined ? null : helpPage(rule.help, safetyTexts(reporter));
}

type Begun = { report: string; isWorrying: boolean };

/**
 * Saves the answers to the safety questions, and in the same transaction everything that wakes a human. `wanted`: the id
 * that the page made, so that pressing twice is one report. Null where nobody can report here any more.
 */
export async function saveSafety(
  deps: PatientDeps,
  by: ReportFoundBy,
  { wanted, answers }: { wanted: unknown; answers: Answers },
): Promise<Begun | null> {
  const { store } = deps;
  const saved = await store.transact(store.db, async (tx) => {
    const reporter = await lockReporter(deps, tx, by);
    if (reporter === null) return null;
    const form = firstForm(deps, reporter);
    const signals = signalsIn(deps, reporter, answers);
    const begun = { form: form.id, formVersion: form.version, answers, woken: signals.length > 0 };
    const report = await keep(deps, tx, reporter, { id: isId(wanted) ? wanted : randomUUID(), ...begun });
    if (signals.length === 0) return { report, isWorrying: false, nudges: null };
    // The value stands for the answer: the same one of the same report is raised once.
    const met = signals.map((signal) => ({ ...signal, instrument: form.id, revision: answers[signal.item] ?? 0 }));
    const source = { ...reporter, id: report, key: `report/${report}`, isReport: true } as const;
    const nudges = await raiseSignals(deps, tx, source, met, adviceOfReport(deps, reporter, answers));
    return { report, isWorrying: true, nudges };
  });
  if (saved?.nudges) nudgeAll(deps.engine, saved.nudges);
  return saved && { report: saved.report, isWorrying: saved.isWorrying };
}

type Keep = Parameters<PatientDeps['store']['reports']['keepSafety']>[2];

/** Under the id that was wanted, unless that one is somebody else's. */
async function keep({ store }: PatientDeps, tx: Tx, reporter: Reporter, begun: Keep): Promise<string> {
  await store.reports.keepSafety(tx, reporter, begun);
  if ((await store.reports.findReport(tx, reporter.patientId, begun.id)) !== null) return begun.id;
  const id = randomUUID();
  await store.reports.keepSafety(tx, reporter, { ...begun, id });
  return id;
}

export type Sending = SaidOfProblem & { id: string; words: string | null };

/**
 * Sent once: pressing again finds it sent, and writes nothing. Sent again with something else in it, after going back, it
 * is a report of its own. `sent`: the report that holds what was typed.
 */
export async function sendReport(
  deps: PatientDeps,
  by: ReportFoundBy,
  sending: Sending,
): Promise<{ sent: string } | 'unknown' | 'ended'> {
  const { store } = deps;
  const nudge = new Set<string>();
  const result = await store
    .transact(store.db, async (tx): Promise<{ sent: string } | 'unknown' | 'ended'> => {
      nudge.clear();
      const reporter = await lockReporter(deps, tx, by);
      if (reporter === null) return 'ended';
      const begun = await store.reports.findReport(tx, reporter.patientId, sending.id);
      if (begun === null) return 'unknown';
      const report = await toSend(deps, tx, reporter, { begun, sending });
      if (report.sentAt === null) nudge.add(await record(deps, tx, reporter, { report, sending }));
      return { sent: report.id };
    })
    .catch((error: unknown) => {
      // The enrolment ended in this very moment.
      if (error instanceof DomainError && error.code === 'not-possible-now') return 'ended' as const;
      throw error;
    });
  for (const enrolmentId of nudge) deps.engine.nudgeEnrolment(enrolmentId, 'problem.reported');
  if (nudge.size > 0) deps.engine.nudgeDispatch('bulk');
  return result;
}

/** The one that was begun, or that was sent like this before; otherwise another one, on the same safety questions. */
async function toSend(
  { store }: PatientDeps,
  tx: Tx,
  reporter: Reporter,
  { begun, sending }: { begun: Report; sending: Sending },
): Promise<Report> {
  if (begun.sentAt === null || isSaid(begun, sending)) return begun;
  const id = idOf(sending);
  await store.reports.keepSafety(tx, reporter, { ...begun, id });
  return (await store.reports.findReport(tx, reporter.patientId, id)) ?? begun;
}

const isSaid = (report: Report, { about, since, severity, wait, words }: Sending): boolean =>
  report.about === about &&
  report.since === since &&
  report.severity === severity &&
  report.wait === wait &&
  report.text === words;

/** The same for the same words, however often they are posted. */
function idOf({ id, about, since, severity, wait, words }: Sending): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([id, about, since, severity, wait, words]))
    .digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

async function record(
  deps: PatientDeps,
  tx: Tx,
  reporter: Reporter,
  { report, sending }: { report: Report; sending: Sending },
): Promise<string> {
  const { about, since, severity, wait, words } = sending;
  const said = { about, since, severity, wait };
  const { store, catalogue } = deps;
  const { settings, patientId, enrolmentId } = reporter;
  const locked = await store.facts.lockEnrolment(tx, deps.rules, enrolmentId);
  const today = localDateAt(settings.timeZone, locked.now);
  const before = await store.reports.sentSince(tx, patientId, startOfDay(settings.timeZone, today));
  const outcome = outcomeOf(catalogue.problems, said, { report: report.id, today, before, woken: report.woken });
  const unknown = safetyUnknowns(firstForm(deps, reporter), report.answers).map(({ rule }) => rule);
  const data = {
    ...{ report: report.id, ...said, ...outcome },
    ...(words === null ? {} : { said: words }),
    ...(unknown.length === 0 ? {} : { unknown }),
  };
  const { eventId } = await store.facts.recordFact(tx, locked, {
    type: 'problem.reported',
    data,
    recordedBy: 'patient',
  });
  const { task } = outcome;
  await store.reports.markReportSent(tx, reporter, {
    ...{ id: report.id, ...said, eventId, at: locked.now, taskAbout: task?.about ?? null },
    readBy: task ? dueOf(settings, task.kind, locked.now, task.withinWorkingDays) : null,
  });
  const advice = adviceAbout(deps, reporter, said.about);
  await recordShown(deps, tx, { ...reporter, id: report.id, isReport: true }, ...(advice === null ? [] : [advice]));
  return enrolmentId;
}

/** Under the lock of the patient, and as it is after the wait for it. Null where nobody reads reports any more. */
async function lockReporter({ store }: PatientDeps, tx: Tx, by: ReportFoundBy): Promise<Reporter | null> {
  const found = await store.reports.readReporter(tx, by);
  if (found === null) return null;
  await store.facts.lockPatient(tx, found.patientId);
  const reporter = await store.reports.readReporter(tx, by);
  return reporter === null || reporter.hasEnded || reporter.hasDied ? null : reporter;
}
