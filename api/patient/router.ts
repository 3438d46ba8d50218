import {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
  text,
  urlencoded,
} from 'express';
import compression from 'compression';
import { DomainError } from '../../src/domain/words/error';
import { createShed, RETRY_AFTER_SECONDS, type Shed } from '../middleware/load';
import { isUnavailable } from '../middleware/error-handler';
import { appointmentPages } from './appointment-pages';
import { addressOf, anyReader, type Reader, readerOf } from './reader';
import { adviceOf, sendDone, showAdvice, showHelpPage } from './help-pages';
import { checkView } from './question-view';
import { nextPage } from '../answering/form-pages';
import { sendNotTaken } from './help-in-post';
import { perAddress, perCode, perSession } from './limits';
import { linkPages } from './link-pages';
import { reportByLink, reportBySession } from './report/pages';
import { createRecentForms, isOwnForm, type OpenForm, openForm, type RecentForms } from '../answering/open-form';
import { pageHeaders, sendPage, stylesheet } from './render';
import type { PatientDeps } from './serving';
import { questionPages } from './question-pages';
import { seenPages, sessionOf } from './cookies';
import { sendAnswers } from '../answering/send-answers';
import { sendClosed, sendNoSession } from './session-notices';
import { stopByLink, stopBySession } from './stop-pages';

/** The patient's side: link → start → one page after another → check → done. Plain forms; every POST is answered by a redirect. */
export function createPatientRouter(deps: PatientDeps, shed: Shed = createShed()): Router {
  const router = Router();
  const recent = createRecentForms();
  const limitLoad = shed(sayTooBusy(deps, recent));
  const link = linkPages(deps);
  const question = questionPages(deps, recent);
  const formUpTo = (limit: string) => [
    urlencoded({ extended: false, limit, parameterLimit: 100 }),
    ownFormsOnly(deps, recent),
  ];
  const form = formUpTo('8kb');
  // Two thousand characters of any script, as a form writes them.
  const longForm = formUpTo('32kb');
  const appointment = appointmentPages(deps);
  const limitPerCode = perCode(deps);
  const reportLink = reportByLink(deps);
  const reportSession = reportBySession(deps);
  const stopLink = stopByLink(deps);
  const stopSession = stopBySession(deps);
  // Mail programs post their one field in parts; anything longer is not theirs.
  const oneClick = text({ type: 'multipart/form-data', limit: '2kb' });

  type Show = (req: Request, res: Response, open: OpenForm) => void;
  const whenever =
    (show: Show): RequestHandler =>
    async (req, res) => {
      const open = await openForm(deps, recent, req, res);
      if (open !== null) show(req, res, open);
    };
  /** Pages of a check-in that still takes answers; a sent one shows its thanks, a closed one says so. */
  const whileOpen = (show: Show): RequestHandler =>
    whenever((req, res, open) => {
      if (open.standing === 'sent') res.redirect(303, `${addressOf(open.view)}/done`);
      else if (open.standing === 'closed')
        sendClosed(res, 404, readerOf(deps, open.view), { texts: adviceOf(deps, open.view) });
      else show(req, res, open);
    });

  // No secret stands in a page beside words that somebody else could choose: a form posted from another site is refused
  // before its fields are read, and a query is never shown. So its length tells nothing (BREACH).
  router.use(['/assets/patient.css', '/go', '/check-in'], compression());
  router.get('/assets/patient.css', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=31536000, immutable').type('css').send(stylesheet);
  });

  router.use('/go', pageHeaders('no-referrer'), limitLoad, perAddress(deps));
  router.get('/go/:code', limitPerCode, appointment.show, reportLink.ofLink, link.show);
  router.post('/go/:code', limitPerCode, form, appointment.start, link.start);
  router.post('/go/:code/prepare', limitPerCode, longForm, appointment.prepare);
  router.get('/go/:code/cannot-come', limitPerCode, appointment.showDecline);
  router.post('/go/:code/cannot-come', limitPerCode, form, appointment.decline);
  router.get('/go/:code/appointment.ics', limitPerCode, appointment.file);
  router.get('/go/:code/stop', limitPerCode, stopLink.show);
  router.post('/go/:code/stop', limitPerCode, oneClick, form, stopLink.stop);

  addReport(router, '/go/:code/report', reportLink, [limitPerCode], longForm);

  router.use('/go', notOurs(deps));

  router.use('/check-in', pageHeaders('same-origin'));
  const limitPerSession = perSession(deps);
  // Before the shorter form is read, which words of a patient do not fit in.
  addReport(router, '/check-in/:id/report', reportSession, [limitLoad, limitPerSession], longForm);
  router.post('/check-in/*rest', form);
  router.use('/check-in', limitLoad, limitPerSession);
  router.get('/check-in/:id', whileOpen(resume));
  router.get('/check-in/:id/stop', stopSession.show);
  router.post('/check-in/:id/stop', stopSession.stop);
  router.get('/check-in/:id/q/:n', whileOpen(question.show));
  router.post('/check-in/:id/q/:n', question.save);
  router.get('/check-in/:id/q/:n/skip', whileOpen(question.showSkip));
  router.post('/check-in/:id/q/:n/skip', question.skip);
  router.get('/check-in/:id/check', whileOpen(showCheck(deps)));
  router.post('/check-in/:id/check', send(deps));
  router.get('/check-in/:id/done', whenever(done(deps)));
  router.get(
    '/check-in/:id/help',
    whenever((req, res, open) => {
      showAdvice(deps, req, res, open);
    }),
  );
  router.get(
    '/check-in/:id/help/:page',
    whenever((req, res, open) => {
      showHelpPage(deps, req, res, open);
    }),
  );
  // Also the addresses of before, which named no check-in.
  router.use('/check-in', (req, res) => sendNoSession(deps, req, res));
  router.use(['/go', '/check-in'], sayWhatWentWrong(deps, recent));
  return router;
}

/** The pages of a report, the same below a link and behind a cookie. */
function addReport(
  router: Router,
  at: string,
  pages: ReturnType<typeof reportBySession>,
  limits: RequestHandler[],
  form: RequestHandler[],
): void {
  router.get(at, limits, pages.show);
  router.post(at, form, limits, pages.save);
  router.get(`${at}/skip`, limits, pages.showSkip);
  router.get(`${at}/:report`, limits, pages.tell);
  router.post(`${at}/:report`, form, limits, pages.send);
  router.get(`${at}/:report/help`, limits, pages.help);
}

function resume(_req: Request, res: Response, { view, pages }: OpenForm): void {
  const next = nextPage(pages, view);
  res.redirect(303, `${addressOf(view)}/${next === null ? 'check' : `q/${next.n}`}`);
}

const done =
  (deps: PatientDeps) =>
  (_req: Request, res: Response, { view, standing }: OpenForm): void => {
    if (standing === 'sent') sendDone(deps, res, view, readerOf(deps, view));
    else res.redirect(303, addressOf(view));
  };

const showCheck =
  (deps: PatientDeps) =>
  (_req: Request, res: Response, { view, pages, all }: OpenForm): void => {
    const reader = readerOf(deps, view);
    const last = pages.at(-1);
    const back = last === undefined ? null : `${addressOf(view)}/q/${last.n}`;
    sendPage(res, 200, 'check', reader, { ...checkView(pages, all, view, reader), back });
  };

const send =
  (deps: PatientDeps): RequestHandler =>
  async (req, res) => {
    const session = sessionOf(req);
    const sending =
      session === null ? ({ kind: 'no-session' } as const) : await sendAnswers(deps, session, seenPages(req));
    if (sending.kind === 'no-session' || session === null) await sendNoSession(deps, req, res);
    else {
      const at = addressOf({ id: session.checkInId });
      const next = { closed: '', unfinished: '/q/', sent: '/done' }[sending.kind];
      res.redirect(303, sending.kind === 'unfinished' ? `${at}${next}${sending.page.n}` : `${at}${next}`);
    }
  };

/** Nobody's link: a code that was cut off, or none at all. A page in words, like that of a link that says nothing. */
const notOurs =
  (deps: PatientDeps): RequestHandler =>
  async (_req, res) => {
    sendClosed(res, 404, anyReader(deps, await deps.store.links.onlyClinic(deps.store.db)));
  };

const ownFormsOnly =
  (deps: PatientDeps, recent: RecentForms): RequestHandler =>
  (req, res, next) => {
    if (isOwnForm(req, deps.config.publicUrl)) {
      next();
      return;
    }
    const reader = anyReader(deps, recent.onlyClinic());
    const { foreignTitle: title, foreignText: text } = reader.words;
    sendNotTaken(deps, req, res, 403, reader, { title, text });
  };

/** In the words and with the emergency texts of the form this session saw last, for a page without the database. */
function readerAtHand(deps: PatientDeps, recent: RecentForms, req: Request): Reader {
  const session = sessionOf(req);
  const view = session === null ? null : recent.recall(session);
  return view === null ? anyReader(deps, recent.onlyClinic()) : readerOf(deps, view);
}

const sayTooBusy =
  (deps: PatientDeps, recent: RecentForms): RequestHandler =>
  (req, res) => {
    const reader = readerAtHand(deps, recent, req);
    const { brokenTitle: title, brokenText: text } = reader.words;
    res.setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
    sendNotTaken(deps, req, res, 503, reader, { title, text });
  };

/** A page in words instead of a problem document; what happened goes to the log, without the link or the answer. */
const sayWhatWentWrong = (deps: PatientDeps, recent: RecentForms): ErrorRequestHandler => {
  const tooBusy = sayTooBusy(deps, recent);
  return async (error: unknown, req, res, next) => {
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
    // A broken address: no link of ours.
    if (status === 400) {
      await notOurs(deps)(req, res, next);
      return;
    }
    if (ours) deps.log.error({ err: error }, 'a patient page failed');
    const busy = error instanceof DomainError && (error.code === 'busy' || error.code === 'not-possible-now');
    const text = status === 413 ? words.tooLargeText : ours ? words.brokenText : words.closedText;
    const title = ours || status === 413 ? words.brokenTitle : words.closedTitle;
    sendNotTaken(deps, req, res, busy ? 503 : ours ? 500 : status === 400 ? 404 : status, reader, { title, text });
  };
};
