import type { Request, RequestHandler, Response } from 'express';
import { IF_WORSE } from '../../src/domain/words/clinic';
import { fill } from '../../src/domain/patient-texts/texts';
import { addressOf, anyReader, counted, day, goOf, linkReader, type Reader, readerOf, stopOf } from './reader';
import { helpPage } from '../answering/help-texts';
import type { PatientDeps } from './serving';
import { sendPage } from './render';
import { sessionOf } from './cookies';
import { sendNoSession } from './session-notices';
import { type Choice, findStopping, type FoundBy, PAUSE_WEEKS, stopMessages, type Stopping } from './stop-messages';

type Pages = { show: RequestHandler; stop: RequestHandler };

/** How one of the two ways finds whose messages they are, and speaks. */
type Way = {
  foundBy: (req: Request) => FoundBy | null;
  /** The page that the way to stop belongs to. */
  back: (req: Request) => string;
  reader: (view: Stopping, req: Request) => Reader;
  unknown: (req: Request, res: Response) => Promise<void>;
};

/**
 * `/go/:code/stop`, also what mail programs post to for their own button. Looking changes nothing. Any link of a mail will do, however old, and no birthday is asked: the page
 * shows nothing of the patient, whoever presses the button is followed up by a telephone call, and the button of a mail
 * program (RFC 8058) could not answer.
 */
export function stopByLink(deps: PatientDeps): Pages {
  const { store } = deps;
  return stopPages(deps, {
    foundBy: (req) => ({ linkHash: store.links.linkCodeHash(String(req.params.code)) }),
    back: (req) => goOf(String(req.params.code)),
    reader: (view, req) => ({ ...linkReader(deps, view, goOf(String(req.params.code))), stopAddress: null }),
    async unknown(_req, res) {
      const { words, ...reader } = anyReader(deps, await store.links.onlyClinic(store.db));
      sendPage(
        res,
        404,
        'notice',
        { words, ...reader },
        { title: words.stopUnknownTitle, text: words.stopUnknownText },
      );
    },
  });
}

/** `stop` of a check-in: the same behind the cookie, so that the link to it holds no secret. */
export function stopBySession(deps: PatientDeps): Pages {
  return stopPages(deps, {
    foundBy: sessionOf,
    back: (req) => addressOf({ id: String(req.params.id) }),
    reader: (view, req) => ({
      ...(view.checkIn
        ? readerOf(deps, view.checkIn)
        : linkReader(deps, view, addressOf({ id: String(req.params.id) }))),
      stopAddress: null,
    }),
    unknown: (req, res) => sendNoSession(deps, req, res),
  });
}

function stopPages(deps: PatientDeps, { foundBy, back, reader, unknown }: Way): Pages {
  const { store } = deps;
  return {
    async show(req, res) {
      const found = foundBy(req);
      const view = found === null ? null : await findStopping(deps, store.db, found);
      if (view === null) await unknown(req, res);
      else
        await sendStanding(deps, res, view, reader(view, req), { back: back(req), isFault: req.query.fault === '1' });
    },
    async stop(req, res) {
      const oneClick = isOneClick(req.body);
      const found = foundBy(req);
      const choice = oneClick ? 'stop' : choiceIn(req.body);
      const view =
        found === null
          ? null
          : choice === null
            ? await findStopping(deps, store.db, found)
            : await stopMessages(deps, found, choice);
      if (view === null) await unknown(req, res);
      // RFC 8058 forbids a redirect, and posting again changes nothing.
      else if (oneClick) await sendStanding(deps, res, view, reader(view, req), { back: back(req), isFault: false });
      else res.redirect(303, `${stopOf(back(req))}${choice === null ? '?fault=1' : ''}`);
    },
  };
}

/** What holds now: stopped, paused until when, or the choice. */
async function sendStanding(
  { store }: PatientDeps,
  res: Response,
  view: Stopping,
  reader: Reader,
  page: { back: string; isFault: boolean },
): Promise<void> {
  const { words } = reader;
  const { stopped, pausedUntil, byPatient, rings } = await store.messageChoice.choiceOf(
    store.db,
    view.patientId,
    view.now,
  );
  const action = stopOf(page.back);
  if (!stopped && pausedUntil === null) {
    sendChoices(res, reader, { ...page, action });
    return;
  }
  const date = pausedUntil === null ? '' : day(pausedUntil, view.timeZone, reader.language);
  sendPage(res, 200, 'stopped', reader, {
    title: stopped ? words.stoppedTitle : words.pausedTitle,
    text: stopped ? words.stoppedText : fill(words.pausedText, { date }),
    comeBack: stopped ? words.stopBack : words.pauseBack,
    rings: rings && byPatient,
    action,
    mayStart: byPatient,
    choices: stopped ? [] : choicesIn(reader),
    worse: reader.safety === null ? null : helpPage(IF_WORSE, reader.safety),
  });
}

function sendChoices(res: Response, reader: Reader, page: { action: string; back: string; isFault: boolean }): void {
  const { words } = reader;
  sendPage(res, 200, 'stop', reader, {
    title: words.stopTitle,
    action: page.action,
    back: page.back,
    choices: choicesIn(reader),
    fault: page.isFault ? words.stopNothing : null,
    field: 'pause-1',
  });
}

function choicesIn(reader: Reader) {
  const pauses = PAUSE_WEEKS.map((weeks) => {
    return { id: `pause-${weeks}`, value: `pause-${weeks}`, label: counted(reader, 'pauseWeeks', weeks) };
  });
  return [...pauses, { id: 'stop', value: 'stop', label: reader.words.stopForGood }];
}

function choiceIn(body: unknown): Choice | null {
  const { choice } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (choice === 'stop' || choice === 'start') return choice;
  const pauseWeeks = PAUSE_WEEKS.find((weeks) => choice === `pause-${weeks}`);
  return pauseWeeks === undefined ? null : { pauseWeeks };
}

/** What a mail program posts for its own button, as a form or in parts (RFC 8058, section 3.2). */
function isOneClick(body: unknown): boolean {
  if (typeof body === 'string')
    return /name="?List-Unsubscribe"?\s*\r?\n(?:[^\r\n]+\r?\n)*\r?\nOne-Click\s*\r?\n/i.test(body);
  return (
    typeof body === 'object' && body !== null && 'List-Unsubscribe' in body && body['List-Unsubscribe'] === 'One-Click'
  );
}
