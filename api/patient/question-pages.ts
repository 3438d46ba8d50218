import type { Request, Response } from 'express';
import { knownRules } from '../../src/domain/instrument/left-blank';
import { safetySignals } from '../../src/domain/escalation/safety';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import { addressOf, readerOf, safetyTexts } from './reader';
import { faultAddress, faultIn, rememberSeen, seenPages, sessionOf } from './cookies';
import { type FormPage, formPages, isDone } from '../answering/form-pages';
import { keepForBack, sendNotTaken, signalsInPost } from './help-in-post';
import { helpFor, type HelpText } from '../answering/help-texts';
import type { OpenForm, RecentForms } from '../answering/open-form';
import type { PatientDeps } from './serving';
import { headingOf, questionTitle, questionView } from './question-view';
import { type Fault, faultText, faulty, type Posted, readPosted, skipped } from './read-posted';
import { sendPage } from './render';
import { type Read, savePage, type Saving } from './save-page';
import { sendNoSession, sendNotFound } from './session-notices';

type Shown = (req: Request, res: Response, form: OpenForm) => void;
type Saved = (req: Request, res: Response) => Promise<void>;

/** `q/:n` of a check-in and its `/skip`: one page each, saved as it is posted, and answered by a redirect. */
export function questionPages(
  deps: PatientDeps,
  recent: RecentForms,
): { show: Shown; save: Saved; showSkip: Shown; skip: Saved } {
  return {
    show(req, res, open) {
      const page = pageToShow(deps, req, res, open);
      if (!page) return;
      const { view, pages } = open;
      const reader = readerOf(deps, view);
      const fault = faultIn(req);
      const options = { fromCheck: isFromCheck(req), fault: fault ?? undefined };
      sendPage(res, 200, 'question', reader, questionView(page, pages, view, reader, options));
    },
    showSkip(req, res, open) {
      const page = pageToShow(deps, req, res, open);
      if (!page) return;
      const { view, pages } = open;
      const reader = readerOf(deps, view);
      const address = `${addressOf(view)}/q/${page.n}`;
      const from = isFromCheck(req) ? '?from=check' : '';
      sendPage(res, 200, 'skip', reader, {
        title: questionTitle(page, pages, view, reader.words),
        heading: headingOf(page),
        question: page.question,
        action: `${address}/skip${from}`,
        back: `${address}${from}`,
      });
    },
    save: (req, res) => save(deps, recent, req, res, (page) => readPosted(page, postedOf(req))),
    skip: (req, res) =>
      save(deps, recent, req, res, (page) =>
        postedOf(req).question === page.question ? { values: skipped(page) } : faulty('other-question'),
      ),
  };
}

/** The page of an address, if it may be shown now; otherwise the answer is given: the next one that may, or "no such page". */
function pageToShow(deps: PatientDeps, req: Request, res: Response, { view, pages, all, seen }: OpenForm) {
  const n = numberOf(req);
  const page = pages.find((each) => each.n === n);
  if (page) {
    rememberSeen(res, view, page, seen, isSecure(deps));
    return page;
  }
  const next = pages.find((each) => each.n > n && !isDone(each, view));
  if (n < 1 || n > all.length) sendNotFound(deps, req, res, readerOf(deps, view), view.id);
  else res.redirect(303, `${addressOf(view)}/${next ? `q/${next.n}` : 'check'}`);
  return null;
}

async function save(deps: PatientDeps, recent: RecentForms, req: Request, res: Response, read: Read): Promise<void> {
  const session = sessionOf(req);
  if (session === null) {
    await sendNoSession(deps, req, res);
    return;
  }
  const n = numberOf(req);
  try {
    const saving = await savePage(deps, session, {
      n,
      read: (page, view) => {
        recent.remember(session, view);
        return read(page, view);
      },
      seen: seenPages(req),
    });
    await answer(deps, req, res, saving);
  } catch (error) {
    const view = recent.recall(session);
    const help = view === null ? [] : helpInSpite(deps, view, n, read);
    if (view === null || help.length === 0) throw error;
    deps.log.error(
      { err: error, checkIn: view.id },
      'a worrying answer could not be saved and nobody was told: the patient sees the help page',
    );
    const fields = Object.entries(postedOf(req)).flatMap(([name, value]) =>
      [value].flat().map((one) => ({ name, value: String(one) })),
    );
    const reader = readerOf(deps, view);
    keepForBack(res);
    sendPage(res, 503, 'help', reader, {
      title: help[0]?.title ?? '',
      texts: help,
      note: reader.words.helpNotSaved,
      again: { action: req.originalUrl, fields },
    });
  }
}

async function answer(deps: PatientDeps, req: Request, res: Response, saving: Saving): Promise<void> {
  if (saving.kind === 'no-session') {
    await sendNoSession(deps, req, res);
    return;
  }
  const { view } = saving;
  const at = addressOf(view);
  switch (saving.kind) {
    case 'no-page':
      sendNotFound(deps, req, res, readerOf(deps, view), view.id);
      return;
    case 'faulty':
      sendFault(deps, req, res, saving);
      return;
    case 'not-open':
      if (saving.isWorrying) res.redirect(303, `${at}/help?late=1`);
      else res.redirect(303, saving.standing === 'sent' ? `${at}/done` : at);
      return;
    case 'saved': {
      const onward = saving.next === null || isFromCheck(req) ? 'check' : `q/${saving.next.n}`;
      res.redirect(303, saving.isWorrying ? `${at}/help?onward=${onward}` : `${at}/${onward}`);
    }
  }
}

/** A question back must not keep anybody from help: what is worrying in a faulty post shows it first. */
function sendFault(
  deps: PatientDeps,
  req: Request,
  res: Response,
  { view, page, fault }: { view: CheckInView; page: FormPage; fault: Fault },
): void {
  const from = isFromCheck(req) ? '&from=check' : '';
  const again = faultAddress(res, { path: `${addressOf(view)}/q/${page.n}`, from, secure: isSecure(deps) }, fault);
  const known = knownRules(view.known, view.now);
  if (signalsInPost(deps, req.body, known).length === 0) {
    res.redirect(303, again);
    return;
  }
  const reader = readerOf(deps, view);
  const text = faultText(fault.name, page, reader);
  sendNotTaken(deps, req, res, 422, reader, { title: reader.words.errorHeading, text, onward: again, known });
}

/** Nothing but the form the patient was shown and what was posted: works with every other part down. */
function helpInSpite(deps: PatientDeps, view: CheckInView, n: number, read: Read): HelpText[] {
  const page = formPages(view, deps.rules(view.pathway, view.settings).instruments)[n - 1];
  const reading = page === undefined ? null : read(page, view);
  if (page === undefined || reading === null || 'fault' in reading) return [];
  return helpFor(safetySignals(page.instrument, reading.values, knownRules(view.known, view.now)), safetyTexts(view));
}

const isSecure = ({ config }: PatientDeps): boolean => config.publicUrl.startsWith('https:');
const isFromCheck = (req: Request): boolean => req.query.from === 'check';
const numberOf = (req: Request): number => (/^\d{1,3}$/.test(String(req.params.n)) ? Number(req.params.n) : 0);
const postedOf = (req: Request): Posted => (req.body ?? {}) as Posted;
