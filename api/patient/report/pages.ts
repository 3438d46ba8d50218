import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { isId, note } from '../../../src/domain/facts/fields';
import { knownRules } from '../../../src/domain/instrument/left-blank';
import { problemSince, problemWaits, type SaidOfProblem, troubles } from '../../../src/domain/words/choices';
import type { ReportFoundBy } from '../../../src/storage/patient/reports';
import { adviceOfReport, saveSafety, sendReport } from '../../answering/report-problem';
import { faultAddress, sessionOf } from '../cookies';
import { keepForBack, sendNotTaken, signalsInPost } from '../help-in-post';
import { faultText, readPosted, type Posted, skipped } from '../read-posted';
import { addressOf, anyReader, goOf } from '../reader';
import { sendPage } from '../render';
import type { PatientDeps } from '../serving';
import { sendNoSession } from '../session-notices';
import {
  captionOf,
  type FieldFault,
  fieldOf,
  type Found,
  safetyPage,
  sendEnded,
  showForm,
  showSafety,
  showSent,
  visit,
  type Typed,
  type WithReport,
  type Words,
} from './views';

// `/go/:code/report` and `report` of a check-in: a problem, at any time and by any link. No birthday is asked, for the pages
// show nothing of the patient, and whoever reports is rung. Looking changes nothing; the id of a report is made by its page.

/** How one of the two ways finds who reports, and speaks. */
type Way = {
  foundBy: (req: Request) => ReportFoundBy | null;
  /** The page that the way to report belongs to. */
  from: (req: Request) => string;
  unknown: (req: Request, res: Response) => Promise<void>;
  /** Whoever holds the cookie of a check-in may see the name. */
  isKnown: boolean;
};

type Pages = Record<'show' | 'save' | 'showSkip' | 'tell' | 'send' | 'help', RequestHandler>;

export function reportByLink(deps: PatientDeps): Pages & { ofLink: RequestHandler } {
  const { store } = deps;
  const hash = (req: Request): Buffer => store.links.linkCodeHash(String(req.params.code));
  const way: Way = {
    foundBy: (req) => ({ linkHash: hash(req) }),
    from: (req) => goOf(String(req.params.code)),
    async unknown(req, res) {
      const reader = anyReader(deps, await store.links.onlyClinic(store.db));
      const { stopUnknownTitle: title, reportUnknownText: text } = reader.words;
      sendNotTaken(deps, req, res, 404, reader, { title, text });
    },
    isKnown: false,
  };
  return {
    ...reportPages(deps, way),
    /** The link of the mail that answered a report. One of another kind goes on to the next handler. */
    async ofLink(req, res, next) {
      const report = await store.reports.reportOfLink(store.db, hash(req));
      const reporter = report && (await store.reports.readReporter(store.db, { linkHash: hash(req) }));
      if (report === null || reporter === null || reporter.hasDied) next();
      else showSent(deps, res, visit(deps, reporter, { from: way.from(req), isKnown: way.isKnown }), report);
    },
  };
}

/** The same behind the cookie, so that the link to it holds no secret. */
export function reportBySession(deps: PatientDeps): Pages {
  return reportPages(deps, {
    foundBy: sessionOf,
    from: (req) => addressOf({ id: String(req.params.id) }),
    unknown: (req, res) => sendNoSession(deps, req, res),
    isKnown: true,
  });
}

function reportPages(deps: PatientDeps, way: Way): Pages {
  const { store } = deps;
  type Show = (req: Request, res: Response, here: Found) => Promise<void> | void;
  const whoever =
    (show: Show): RequestHandler =>
    async (req, res) => {
      const by = way.foundBy(req);
      const reporter = by && (await store.reports.readReporter(store.db, by));
      if (by === null || reporter === null || reporter.hasDied) {
        await way.unknown(req, res);
        return;
      }
      const here = visit(deps, reporter, { from: way.from(req), isKnown: way.isKnown });
      if (reporter.hasEnded) sendEnded(deps, req, res, here);
      else await show(req, res, { ...here, by });
    };
  /** With a report of this patient; what is none begins anew. */
  const withReport = (show: (req: Request, res: Response, here: WithReport) => Promise<void> | void): RequestHandler =>
    whoever(async (req, res, here) => {
      const id = reportIn(req);
      const report = id === null ? null : await store.reports.findReport(store.db, here.reporter.patientId, id);
      if (report === null) res.redirect(303, here.at);
      else await show(req, res, { ...here, report });
    });

  return {
    show: whoever((req, res, here) => {
      showSafety(deps, req, res, here);
    }),
    showSkip: whoever((req, res, here) => {
      const page = safetyPage(deps, here.reporter);
      sendPage(res, 200, 'skip', here.reader, {
        ...{ title: captionOf(here.reader, 1), heading: page.instrument.title, question: page.question },
        ...{ action: here.at, back: here.at },
        hidden: [
          { name: 'report', value: wantedIn(req.query.report) },
          { name: 'skip', value: '1' },
        ],
      });
    }),
    save: whoever((req, res, here) => save(deps, req, res, here)),
    tell: withReport((_req, res, here) => {
      const { report } = here;
      if (report.sentAt === null) showForm(deps, res, 200, here, { typed: nothingTyped, faults: [] });
      else showSent(deps, res, here, report);
    }),
    send: withReport((req, res, here) => tell(deps, req, res, here)),
    help: withReport((_req, res, here) => {
      const texts = adviceOfReport(deps, here.reporter, here.report.answers);
      const { helpSaved: note, helpContinue } = here.reader.words;
      if (texts[0] === undefined) res.redirect(303, `${here.at}/${here.report.id}`);
      else
        sendPage(res, 200, 'help', here.reader, {
          ...{ title: texts[0].title, texts, note },
          ...{ onward: `${here.at}/${here.report.id}`, onwardLabel: helpContinue },
        });
    }),
  };
}

const reportIn = (req: Request): string | null => (isId(req.params.report) ? req.params.report : null);
/** The id that a page made for its report; looking at a page again makes another one, and nothing is written. */
const wantedIn = (asked: unknown): string => (isId(asked) ? asked : randomUUID());

async function save(deps: PatientDeps, req: Request, res: Response, here: Found): Promise<void> {
  const { by, reporter, reader, at } = here;
  const page = safetyPage(deps, reporter);
  const { report: wanted, skip, ...posted } = (req.body ?? {}) as Posted;
  const reading = skip === '1' ? { values: skipped(page) } : readPosted(page, posted);
  if ('fault' in reading) {
    const { fault } = reading;
    const again = faultAddress(res, { path: at, from: '', secure: isSecure(deps) }, fault);
    const known = knownRules(reporter.known, reporter.now);
    if (signalsInPost(deps, posted, known).length === 0) res.redirect(303, again);
    else {
      const text = faultText(fault.name, page, reader);
      sendNotTaken(deps, req, res, 422, reader, { title: reader.words.errorHeading, text, onward: again, known });
    }
    return;
  }
  const begun = await saveSafety(deps, by, { wanted, answers: reading.values });
  if (begun === null) sendEnded(deps, req, res, here);
  else res.redirect(303, `${at}/${begun.report}${begun.isWorrying ? '/help' : ''}`);
}

/** What was typed and cannot be taken yet is shown again in the answer itself: kept nowhere, it could not be redirected to. */
async function tell(deps: PatientDeps, req: Request, res: Response, here: WithReport): Promise<void> {
  const { by, reader, at, report } = here;
  const typed = typedIn(req.body);
  const read = readTyped(deps, typed, reader.words);
  if (report.sentAt === null && 'faults' in read) {
    keepForBack(res);
    showForm(deps, res, 422, here, { typed, faults: read.faults });
    return;
  }
  const sent = 'said' in read ? await sendReport(deps, by, { id: report.id, ...read.said }) : { sent: report.id };
  if (sent === 'ended') sendEnded(deps, req, res, here);
  else res.redirect(303, sent === 'unknown' ? at : `${at}/${sent.sent}`);
}

const isSecure = ({ config }: PatientDeps): boolean => config.publicUrl.startsWith('https:');

const nothingTyped: Typed = { about: '', since: '', severity: '', wait: '', words: '' };

function typedIn(body: unknown): Typed {
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: keyof Typed): string => {
    const value = fields[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    about: text('about'),
    since: text('since'),
    severity: text('severity'),
    wait: text('wait'),
    // A browser counts a line break as one character, and posts it as two.
    words: text('words').replaceAll('\r\n', '\n'),
  };
}

const ownWords = note('what is wrong');

/** What was said, or which fields are missing or cannot be taken, in the order of the page. */
function readTyped(
  { catalogue }: Pick<PatientDeps, 'catalogue'>,
  typed: Typed,
  words: Words,
): { said: SaidOfProblem & { words: string | null } } | { faults: FieldFault[] } {
  const about = Object.hasOwn(catalogue.problems.problems, typed.about) ? typed.about : null;
  const since = problemSince.find((each) => each === typed.since) ?? null;
  const severity = troubles.find((each) => String(each) === typed.severity) ?? null;
  const wait = problemWaits.find((each) => each === typed.wait) ?? null;
  const text = typed.words.trim() === '' ? null : ownWords.safeParse(typed.words);
  const faults = [
    ...(about === null
      ? [{ field: fieldOf('about', Object.keys(catalogue.problems.problems)), text: words.tellAboutEmpty }]
      : []),
    ...(since === null ? [{ field: fieldOf('since', problemSince), text: words.tellSinceEmpty }] : []),
    ...(severity === null ? [{ field: 'answer-0', text: words.tellHowBadEmpty }] : []),
    ...(wait === null ? [{ field: fieldOf('wait', problemWaits), text: words.tellWaitEmpty }] : []),
    ...(text === null || text.success
      ? []
      : [{ field: 'words', text: isTooLong(typed) ? words.tellWordsTooLong : words.tellWordsUnreadable }]),
  ];
  if (about === null || since === null || severity === null || wait === null || faults.length > 0) return { faults };
  return { said: { about, since, severity, wait, words: text?.data ?? null } };
}

const LONGEST = 2000;
const isTooLong = ({ words }: Typed): boolean => words.trim().length > LONGEST;
