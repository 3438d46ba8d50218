import type { Request, Response } from 'express';
import { knownRules } from '../../src/domain/instrument/known-flags';
import { safetySignals } from '../../src/domain/safety';
import type { CheckInView } from '../../src/storage/check-ins';
import { type FormPage, formPages, isDone } from './form-pages';
import { type HelpText, helpFor } from './help-texts';
import type { OpenForm } from './open-form';
import type { PatientDeps } from './patient-deps';
import { headingOf, questionTitle, questionView } from './question-view';
import { type Posted, readPosted, skipped } from './read-posted';
import { type Reader, readerOf, safetyTexts } from './reader';
import type { RecentForms } from './recent-forms';
import { sendPage } from './render';
import { type Read, type Saving, savePage } from './save-page';
import { rememberSeen, seenPages } from './seen-pages';
import { servedPages } from './serving';
import { sendNotFound, sendNoSession } from './session-notices';
import { sessionHash } from './session-cookie';

type Shown = (req: Request, res: Response, form: OpenForm) => void;
type Saved = (req: Request, res: Response) => Promise<void>;

/** `/check-in/q/:n` and its `/skip`: one page each, saved as it is posted. */
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
      sendPage(res, 200, 'question', reader, questionView(page, pages, view, reader, { fromCheck: isFromCheck(req) }));
    },
    showSkip(req, res, open) {
      const page = pageToShow(deps, req, res, open);
      if (!page) return;
      const { view, pages } = open;
      const reader = readerOf(deps, view);
      const from = isFromCheck(req) ? '?from=check' : '';
      sendPage(res, 200, 'skip', reader, {
        title: questionTitle(page, pages, reader.words),
        heading: headingOf(page),
        question: page.question,
        action: `/check-in/q/${page.n}/skip${from}`,
        back: `/check-in/q/${page.n}${from}`,
      });
    },
    save: (req, res) =>
      save(deps, recent, req, res, (page, view) => readPosted(page, postedOf(req), readerOf(deps, view))),
    skip: (req, res) =>
      save(deps, recent, req, res, (page, view) =>
        postedOf(req).question === page.question
          ? { values: skipped(page) }
          : { fault: { message: readerOf(deps, view).words.faultOtherQuestion, ticked: [], none: false } },
      ),
  };
}

/** The page of an address, if it may be shown now; otherwise the answer is given: the next one that may, or "no such page". */
function pageToShow(deps: PatientDeps, req: Request, res: Response, { view, pages, all, seen }: OpenForm) {
  const n = numberOf(req);
  const page = pages.find((each) => each.n === n);
  if (page) {
    rememberSeen(res, view, page, seen, deps.config.publicUrl.startsWith('https:'));
    return page;
  }
  const next = pages.find((each) => each.n > n && !isDone(each, view));
  if (n < 1 || n > all.length) sendNotFound(res, readerOf(deps, view));
  else res.redirect(303, next ? `/check-in/q/${next.n}` : '/check-in/check');
  return null;
}

async function save(deps: PatientDeps, recent: RecentForms, req: Request, res: Response, read: Read): Promise<void> {
  const tokenHash = sessionHash(req);
  if (tokenHash === null) {
    await sendNoSession(deps, res);
    return;
  }
  const n = numberOf(req);
  try {
    const saving = await savePage(deps, tokenHash, {
      n,
      read: (page, view) => {
        recent.remember(tokenHash, view);
        return read(page, view);
      },
      seenIn: (view) => seenPages(req, view),
    });
    await answer(deps, req, res, saving);
  } catch (error) {
    const view = recent.recall(tokenHash);
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
    showHelp(res, 503, reader, help, { note: reader.words.helpNotSaved, again: { action: req.originalUrl, fields } });
  }
}

async function answer(deps: PatientDeps, req: Request, res: Response, saving: Saving): Promise<void> {
  if (saving.kind === 'no-session') {
    await sendNoSession(deps, res);
    return;
  }
  const reader = readerOf(deps, saving.view);
  const { words } = reader;
  switch (saving.kind) {
    case 'no-page':
      sendNotFound(res, reader);
      return;
    case 'faulty': {
      const { view, page, fault } = saving;
      const all = formPages(view, deps.rules(view.pathway, view.settings).instruments);
      const pages = servedPages(all, view, seenPages(req, view));
      sendPage(
        res,
        422,
        'question',
        reader,
        questionView(page, pages, view, reader, { fromCheck: isFromCheck(req), fault }),
      );
      return;
    }
    case 'not-open':
      if (saving.help.length > 0) showHelp(res, 409, reader, saving.help, { note: words.helpClosed });
      else if (saving.standing === 'sent') res.redirect(303, '/check-in/done');
      else sendPage(res, 409, 'notice', reader, { title: words.closedTitle, text: words.closedText });
      return;
    case 'saved':
      if (saving.help.length > 0) {
        showHelp(res, 200, reader, saving.help, { note: words.helpSaved, onward: onward(saving, req) });
      } else res.redirect(303, onward(saving, req));
  }
}

function showHelp(
  res: Response,
  status: number,
  reader: Reader,
  texts: HelpText[],
  more: { note: string; onward?: string; again?: { action: string; fields: { name: string; value: string }[] } },
): void {
  const onwardLabel = more.onward === '/check-in/check' ? reader.words.helpFinish : reader.words.helpContinue;
  sendPage(res, status, 'help', reader, { title: texts[0]?.title ?? '', texts, onwardLabel, ...more });
}

/** Nothing but the form the patient was shown and what was posted: works with every other part down. */
function helpInSpite(deps: PatientDeps, view: CheckInView, n: number, read: Read): HelpText[] {
  const page = formPages(view, deps.rules(view.pathway, view.settings).instruments)[n - 1];
  const reading = page === undefined ? null : read(page, view);
  if (page === undefined || reading === null || 'fault' in reading) return [];
  return helpFor(
    safetySignals(page.instrument, reading.values, knownRules(view.known, view.now)),
    safetyTexts(view.settings, view.language),
  );
}

function onward({ next }: { next: FormPage | null }, req: Request): string {
  return next === null || isFromCheck(req) ? '/check-in/check' : `/check-in/q/${next.n}`;
}

const isFromCheck = (req: Request): boolean => req.query.from === 'check';
const numberOf = (req: Request): number => (/^\d{1,3}$/.test(String(req.params.n)) ? Number(req.params.n) : 0);
const postedOf = (req: Request): Posted => (req.body ?? {}) as Posted;
