import type { Request, Response } from 'express';
import { safetySignals } from '../../src/domain/safety';
import type { CheckInView } from '../../src/storage/check-ins';
import type { ClinicSettings } from '../../src/domain/clinic';
import { type FormPage, formPages } from './form-pages';
import { type HelpText, helpFor } from './help-texts';
import type { OpenForm } from './open-form';
import type { PatientDeps } from './patient-deps';
import { headingOf, questionView } from './question-view';
import { type Posted, readPosted, skipped } from './read-posted';
import type { RecentForms } from './recent-forms';
import { sendPage } from './render';
import { type Read, type Saving, savePage } from './save-page';
import { sendNotFound, sendNoSession } from './session-notices';
import { sessionHash } from './session-cookie';
import { words } from './texts.en';

type Shown = (req: Request, res: Response, form: OpenForm) => void;
type Saved = (req: Request, res: Response) => Promise<void>;

/** `/check-in/q/:n` and its `/skip`: one page each, saved as it is posted. */
export function questionPages(
  deps: PatientDeps,
  recent: RecentForms,
): { show: Shown; save: Saved; showSkip: Shown; skip: Saved } {
  return {
    show(req, res, { view, pages }) {
      const page = pages[numberOf(req) - 1];
      if (!page) sendNotFound(res, view.settings);
      else
        sendPage(
          res,
          200,
          'question',
          view.settings,
          questionView(page, pages.length, view, { fromCheck: isFromCheck(req) }),
        );
    },
    showSkip(req, res, { view, pages }) {
      const page = pages[numberOf(req) - 1];
      if (!page) {
        sendNotFound(res, view.settings);
        return;
      }
      const from = isFromCheck(req) ? '?from=check' : '';
      sendPage(res, 200, 'skip', view.settings, {
        title: words.question(page.n, pages.length),
        heading: headingOf(page),
        question: page.question,
        action: `/check-in/q/${page.n}/skip${from}`,
        back: `/check-in/q/${page.n}${from}`,
      });
    },
    save: (req, res) => save(deps, recent, req, res, (page) => readPosted(page, postedOf(req))),
    skip: (req, res) =>
      save(deps, recent, req, res, (page) =>
        postedOf(req).question === page.question
          ? { values: skipped(page) }
          : { fault: { message: words.faultOtherQuestion, ticked: [], none: false } },
      ),
  };
}

async function save(deps: PatientDeps, recent: RecentForms, req: Request, res: Response, read: Read): Promise<void> {
  const tokenHash = sessionHash(req);
  if (tokenHash === null) {
    await sendNoSession(deps, res);
    return;
  }
  const n = numberOf(req);
  try {
    const saving = await savePage(deps, tokenHash, n, (page, view) => {
      recent.remember(tokenHash, view);
      return read(page, view);
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
    showHelp(res, 503, view.settings, help, { note: words.helpNotSaved, again: { action: req.originalUrl, fields } });
  }
}

async function answer(deps: PatientDeps, req: Request, res: Response, saving: Saving): Promise<void> {
  switch (saving.kind) {
    case 'no-session':
      await sendNoSession(deps, res);
      return;
    case 'no-page':
      sendNotFound(res, saving.view.settings);
      return;
    case 'faulty': {
      const { view, page, fault } = saving;
      const of = formPages(view, deps.rules(view.pathway, view.settings).instruments).length;
      sendPage(
        res,
        422,
        'question',
        view.settings,
        questionView(page, of, view, { fromCheck: isFromCheck(req), fault }),
      );
      return;
    }
    case 'not-open':
      if (saving.help.length > 0) showHelp(res, 409, saving.view.settings, saving.help, { note: words.helpClosed });
      else if (saving.standing === 'sent') res.redirect(303, '/check-in/done');
      else sendPage(res, 409, 'notice', saving.view.settings, { title: words.closedTitle, text: words.closedText });
      return;
    case 'saved':
      if (saving.help.length > 0) {
        showHelp(res, 200, saving.view.settings, saving.help, { note: words.helpSaved, onward: onward(saving, req) });
      } else res.redirect(303, onward(saving, req));
  }
}

function showHelp(
  res: Response,
  status: number,
  clinic: ClinicSettings,
  texts: HelpText[],
  more: { note: string; onward?: string; again?: { action: string; fields: { name: string; value: string }[] } },
): void {
  const onwardLabel = more.onward === '/check-in/check' ? words.helpFinish : words.helpContinue;
  sendPage(res, status, 'help', clinic, { title: texts[0]?.title ?? '', texts, onwardLabel, ...more });
}

/** Nothing but the form the patient was shown and what was posted: works with every other part down. */
function helpInSpite(deps: PatientDeps, view: CheckInView, n: number, read: Read): HelpText[] {
  const page = formPages(view, deps.rules(view.pathway, view.settings).instruments)[n - 1];
  const reading = page === undefined ? null : read(page, view);
  if (page === undefined || reading === null || 'fault' in reading) return [];
  return helpFor(safetySignals(page.instrument, reading.values, []), view.settings);
}

function onward({ page, last }: { page: FormPage; last: boolean }, req: Request): string {
  return last || isFromCheck(req) ? '/check-in/check' : `/check-in/q/${page.n + 1}`;
}

const isFromCheck = (req: Request): boolean => req.query.from === 'check';
const numberOf = (req: Request): number => (/^\d{1,3}$/.test(String(req.params.n)) ? Number(req.params.n) : 0);
const postedOf = (req: Request): Posted => (req.body ?? {}) as Posted;
