import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { knownRules } from '../../../src/domain/instrument/left-blank';
import { fill, textIn } from '../../../src/domain/patient-texts/texts';
import {
  type ProblemSince,
  problemSince,
  type ProblemWait,
  problemWaits,
  troubles,
} from '../../../src/domain/words/choices';
import { IF_WORSE } from '../../../src/domain/words/clinic';
import type { Report, ReportFoundBy, Reporter } from '../../../src/storage/patient/reports';
import type { FormPage } from '../../answering/form-pages';
import { helpPage } from '../../answering/help-texts';
import { adviceAbout, adviceOfSent, firstForm } from '../../answering/report-problem';
import { faultIn } from '../cookies';
import { sendNotTaken, signalsInPost } from '../help-in-post';
import { listChoices } from '../question-view';
import { faultText } from '../read-posted';
import { day, linkReader, type Reader, reportOf } from '../reader';
import { sendPage } from '../render';
import type { PatientDeps } from '../serving';

// The pages of a report, from who reports and what is known of it.

/** Who is there, in whose words the pages speak, and where they stand. */
export type Visit = { reporter: Reporter; reader: Reader; at: string; from: string };
export type Found = Visit & { by: ReportFoundBy };
export type WithReport = Found & { report: Report };

export function visit(
  deps: PatientDeps,
  reporter: Reporter,
  { from, isKnown }: { from: string; isKnown: boolean },
): Visit {
  const reader = linkReader(deps, reporter, from);
  const { visitWhose: whose, reportSkipToContent: skipToContent } = reader.words;
  const words = { ...reader.words, whose, skipToContent };
  const shown = isKnown ? { whose: reporter.givenName } : {};
  // It is here already.
  return { reporter, from, at: reportOf(from), reader: { ...reader, ...shown, words, reportAddress: null } };
}

export const captionOf = ({ words }: Reader, n: number): string => fill(words.reportCaption, { n });

/** After the end of care nobody reads reports: what to do instead, and first what a post itself calls for. */
export function sendEnded(deps: PatientDeps, req: Request, res: Response, { reader }: Visit): void {
  const { words, clinic } = reader;
  const title = words.reportEndedTitle;
  const text = fill(words.reportEndedText, { clinic: clinic?.publicName ?? '' });
  if (signalsInPost(deps, req.body).length > 0) sendNotTaken(deps, req, res, 409, reader, { title, text });
  else sendPage(res, 200, 'report/ended', reader, { title, text, worse: ifWorse(reader) });
}

const ifWorse = ({ safety }: Reader) => (safety === null ? null : helpPage(IF_WORSE, safety));

export function safetyPage(deps: PatientDeps, reporter: Reporter): FormPage {
  const instrument = firstForm(deps, reporter);
  return { instrument, items: instrument.items, n: 1, question: `${instrument.id}@${instrument.version}` };
}

export function showSafety(
  deps: PatientDeps,
  req: Request,
  res: Response,
  { reporter, reader, at, from }: Visit,
): void {
  const page = safetyPage(deps, reporter);
  const { instrument, question } = page;
  const fault = faultIn(req) ?? undefined;
  const known = knownRules(reporter.known, reporter.now);
  const choices = listChoices(page, new Map(), known, reader.words, fault);
  const report = randomUUID();
  sendPage(res, 200, 'question', reader, {
    ...{ title: captionOf(reader, 1), heading: instrument.title, introduction: instrument.introduction },
    ...{ stem: null, recall: instrument.recall, question, answeredElsewhere: false, scale: null, choices },
    ...{ fault: fault ? faultText(fault.name, page, reader) : null, field: choices[0]?.id ?? 'main' },
    ...{ action: at, skip: `${at}/skip?report=${report}`, back: from },
    hidden: [{ name: 'report', value: report }],
  });
}

/** What was typed, as it arrived: shown again where something is missing, so that nothing is typed twice. */
export type Typed = { about: string; since: string; severity: string; wait: string; words: string };

export type Words = Reader['words'];

/** A fault of one field, and where it is mended. */
export type FieldFault = { field: string; text: string };

const sinceWords = {
  today: 'tellSinceToday',
  days: 'tellSinceDays',
  weeks: 'tellSinceWeeks',
  longer: 'tellSinceLonger',
} as const satisfies Record<ProblemSince, keyof Words>;

const waitWords = {
  yes: 'tellWaitYes',
  'not-sure': 'tellWaitNotSure',
  no: 'tellWaitNo',
} as const satisfies Record<ProblemWait, keyof Words>;

export const fieldOf = (name: string, values: readonly string[]): string => `${name}-${values[0] ?? ''}`;

type Group = {
  name: string;
  legend: string;
  fault: string | null;
  choices: { id: string; value: string; label: string; checked: boolean }[];
};

/** The page, in the words of the reader, with what was typed. Nothing is chosen beforehand. */
function reportForm(
  { catalogue }: Pick<PatientDeps, 'catalogue'>,
  { words, language }: Reader,
  typed: Typed,
  faults: readonly FieldFault[],
) {
  const { problems: labels } = textIn(catalogue.patientTexts, language).text;
  const faultOf = (field: string): string | null => faults.find((fault) => fault.field === field)?.text ?? null;
  const group = (name: 'about' | 'since' | 'wait', legend: string, options: [string, string][]): Group => ({
    ...{
      name,
      legend,
      fault: faultOf(
        fieldOf(
          name,
          options.map(([value]) => value),
        ),
      ),
    },
    choices: options.map(([value, label]) => ({
      id: `${name}-${value}`,
      value,
      label,
      checked: typed[name] === value,
    })),
  });
  return {
    about: group(
      'about',
      words.tellAbout,
      Object.keys(catalogue.problems.problems).map((about) => [about, labels[about] ?? about]),
    ),
    since: group(
      'since',
      words.tellSince,
      problemSince.map((each) => [each, words[sinceWords[each]]]),
    ),
    wait: group(
      'wait',
      words.tellWait,
      problemWaits.map((each) => [each, words[waitWords[each]]]),
    ),
    scale: {
      fault: faultOf('answer-0'),
      cells: troubles.map((value) => ({
        id: `answer-${value}`,
        value,
        checked: typed.severity === String(value),
        anchor: value === 0 ? words.tellLeast : value === troubles.length - 1 ? words.tellMost : null,
      })),
      minLabel: words.tellLeast,
      maxLabel: words.tellMost,
    },
    typed: typed.words,
    wordsFault: faultOf('words'),
    faults,
  };
}

type Shown = { typed: Typed; faults: FieldFault[] };

export function showForm(
  deps: PatientDeps,
  res: Response,
  status: number,
  here: Omit<WithReport, 'by'>,
  shown: Shown,
): void {
  const { reader, report, at } = here;
  const action = `${at}/${report.id}`;
  sendPage(
    res,
    status,
    'report/tell',
    { ...reader, adviceAddress: report.woken ? `${action}/help` : null },
    {
      ...reportForm(deps, reader, shown.typed, shown.faults),
      ...{ title: reader.words.tellTitle, caption: captionOf(reader, 2), action, back: at },
      fault: shown.faults[0]?.text ?? null,
    },
  );
}

/** What happens next, and what to do meanwhile: what the safety questions call for leads, then what somebody was woken for. */
export function showSent(deps: PatientDeps, res: Response, { reporter, reader, at }: Visit, report: Report): void {
  const { words, language } = reader;
  const { readBy } = report;
  const isUrgent = readBy === null || report.woken;
  const texts = isUrgent ? adviceOfSent(deps, reporter, report) : [];
  const by = readBy === null ? '' : day(readBy, reporter.timeZone, language);
  sendPage(res, 200, 'report/sent', reader, {
    ...{ title: words.reportSentTitle, texts, again: at, adviceAddress: null },
    next: isUrgent ? words.reportSentNow : fill(words.reportSentBy, { date: by }),
    worse: texts.length > 0 ? null : (adviceAbout(deps, reporter, report.about) ?? ifWorse(reader)),
  });
}
