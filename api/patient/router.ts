import {
  Router,
  text,
  urlencoded,
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import compression from 'compression';
import { DomainError } from '../../src/domain/error';
import { createShed, RETRY_AFTER_SECONDS, type Shed } from '../middleware/load';
import { isUnavailable } from '../middleware/unavailable';
import { checkView } from './check-view';
import { nextPage } from './form-pages';
import { helpPage } from './help-texts';
import { perAddress, perCode, perSession } from './limits';
import { linkPages } from './link-pages';
import { type OpenForm, openForm } from './open-form';
import { isOwnForm } from './own-forms';
import { pageHeaders } from './page-headers';
import type { PatientDeps } from './patient-deps';
import { questionPages } from './question-pages';
import { anyReader, type Reader, readerOf, safetyTexts } from './reader';
import { createRecentForms, type RecentForms } from './recent-forms';
import { sendDone } from './done-page';
import { sendPage, stylesheet } from './render';
import { seenPages } from './seen-pages';
import { sendAnswers } from './send-answers';
import { sessionHash } from './session-cookie';
import { sendClosed, sendNoSession, sendNotFound } from './session-notices';
import { stopByLink, stopBySession } from './stop-pages';

/** The patient's side: link → start → one page after another → check → done. Plain forms; every POST is answered by a redirect. */
export function createPatientRouter(deps: PatientDeps, shed: Shed = createShed()): Router {
  const router = Router();
  const recent = createRecentForms();
  const limitLoad = shed(sayTooBusy(deps, recent));
  const link = linkPages(deps);
  const question = questionPages(deps, recent);
  const form = [urlencoded({ extended: false, limit: '8kb', parameterLimit: 100 }), ownFormsOnly(deps)];
  const limitPerCode = perCode(deps);
  const stopLink = stopByLink(deps);
  const stopSession = stopBySession(deps);
  // Mail programs post their one field in parts; anything longer is not theirs.
  const oneClick = text({ type: 'multipart/form-data', limit: '2kb' });

  /** Pages of a check-in that still takes answers; a sent one shows its thanks, a closed one says so. */
  const whileOpen =
    (show: (req: Request, res: Response, open: OpenForm) => void): RequestHandler =>
    async (req, res) => {
      const open = await openForm(deps, recent, req, res);
      if (open === null) return;
      if (open.standing === 'sent') res.redirect(303, '/check-in/done');
      else if (open.standing === 'closed') sendClosed(res, 404, readerOf(deps, open.view));
      else show(req, res, open);
    };

  // No secret stands in a page beside words that somebody else could choose: a form posted from another site is refused
  // before its fields are read, and a query is never shown. So its length tells nothing (BREACH).
  router.use(['/assets/patient.css', '/go', '/check-in'], compression());
  router.get('/assets/patient.css', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=31536000, immutable').type('css').send(stylesheet);
  });

  router.use('/go', pageHeaders('no-referrer'), limitLoad, perAddress(deps));
  router.get('/go/:code', limitPerCode, link.show);
  router.post('/go/:code', limitPerCode, form, link.start);
  router.get('/go/:code/stop', limitPerCode, stopLink.show);
  router.post('/go/:code/stop', limitPerCode, oneClick, form, stopLink.stop);

  router.use('/check-in', pageHeaders('same-origin'), limitLoad, perSession(deps));
  router.get('/check-in', whileOpen(resume));
  router.get('/check-in/stop', stopSession.show);
  router.post('/check-in/stop', form, stopSession.stop);
  router.get('/check-in/q/:n', whileOpen(question.show));
  router.post('/check-in/q/:n', form, question.save);
  router.get('/check-in/q/:n/skip', whileOpen(question.showSkip));
  router.post('/check-in/q/:n/skip', form, question.skip);
  router.get('/check-in/check', whileOpen(showCheck(deps)));
  router.post('/check-in/check', form, send(deps));
  router.get('/check-in/done', async (req, res) => {
    const open = await openForm(deps, recent, req, res);
    if (open?.standing === 'sent') sendDone(res, readerOf(deps, open.view));
    else if (open) res.redirect(303, '/check-in');
  });
  router.get('/check-in/help/:page', async (req, res) => {
    const open = await openForm(deps, recent, req, res);
    if (open) showHelpPage(deps, req, res, open);
  });
  router.use(['/go', '/check-in'], sayWhatWentWrong(deps, recent));
  return router;
}

function resume(_req: Request, res: Response, { view, pages }: OpenForm): void {
  const next = nextPage(pages, view);
  res.redirect(303, next === null ? '/check-in/check' : `/check-in/q/${next.n}`);
}

const showCheck =
  (deps: PatientDeps) =>
  (_req: Request, res: Response, { view, pages, all }: OpenForm): void => {
    const reader = readerOf(deps, view);
    const last = pages.at(-1);
    const back = last === undefined ? null : `/check-in/q/${last.n}`;
    sendPage(res, 200, 'check', reader, { ...checkView(pages, all, view, reader), back });
  };

function showHelpPage(deps: PatientDeps, req: Request, res: Response, { view }: OpenForm): void {
  const reader = readerOf(deps, view);
  const text = helpPage(String(req.params.page), safetyTexts(view.settings, view.language));
  if (text === null) sendNotFound(res, reader);
  else
    sendPage(res, 200, 'help', reader, {
      title: text.title,
      texts: [text],
      onward: '/check-in',
      onwardLabel: reader.words.helpFinish,
    });
}

const send =
  (deps: PatientDeps): RequestHandler =>
  async (req, res) => {
    const tokenHash = sessionHash(req);
    const sending =
      tokenHash === null
        ? ({ kind: 'no-session' } as const)
        : await sendAnswers(deps, tokenHash, (view) => seenPages(req, view));
    if (sending.kind === 'no-session') await sendNoSession(deps, res);
    else if (sending.kind === 'closed') sendClosed(res, 409, readerOf(deps, sending.view));
    else res.redirect(303, sending.kind === 'sent' ? '/check-in/done' : `/check-in/q/${sending.page.n}`);
  };

const ownFormsOnly = (deps: PatientDeps): RequestHandler => {
  const reader = anyReader(deps);
  const { foreignTitle: title, foreignText: text } = reader.words;
  return (req, res, next) => {
    if (isOwnForm(req, deps.config.publicUrl)) next();
    else sendPage(res, 403, 'notice', reader, { title, text });
  };
};

/** In the words and with the emergency texts of the form this session saw last, for a page without the database. */
function readerAtHand(deps: PatientDeps, recent: RecentForms, req: Request): Reader {
  const tokenHash = sessionHash(req);
  const view = tokenHash === null ? null : recent.recall(tokenHash);
  return view === null ? anyReader(deps, recent.onlyClinic()) : readerOf(deps, view);
}

const sayTooBusy =
  (deps: PatientDeps, recent: RecentForms): RequestHandler =>
  (req, res) => {
    const reader = readerAtHand(deps, recent, req);
    const { brokenTitle: title, brokenText: text } = reader.words;
    res.setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
    sendPage(res, 503, 'notice', reader, { title, text });
  };

/** A page in words instead of a problem document; what happened goes to the log, without the link or the answer. */
const sayWhatWentWrong = (deps: PatientDeps, recent: RecentForms): ErrorRequestHandler => {
  const tooBusy = sayTooBusy(deps, recent);
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    if (isUnavailable(error)) {
      deps.log.error({ err: error }, 'a patient page failed: the database could not be had');
      tooBusy(req, res, next);
      return;
    }
    const reader = readerAtHand(deps, recent, req);
    const { words } = reader;
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    const ours = !(status >= 400 && status < 500);
    if (ours) deps.log.error({ err: error }, 'a patient page failed');
    const busy = error instanceof DomainError && (error.code === 'busy' || error.code === 'not-possible-now');
    const text = status === 413 ? words.tooLargeText : ours ? words.brokenText : words.closedText;
    const title = ours || status === 413 ? words.brokenTitle : words.closedTitle;
    sendPage(res, busy ? 503 : ours ? 500 : status === 400 ? 404 : status, 'notice', reader, { title, text });
  };
};
