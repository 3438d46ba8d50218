import type { Request, RequestHandler, Response } from 'express';
import { IF_WORSE } from '../../src/domain/clinic';
import { fill } from '../../src/domain/patient-texts';
import type { CheckInView } from '../../src/storage/check-ins';
import { day } from './day-and-hour';
import { helpPage } from './help-texts';
import type { PatientDeps } from './patient-deps';
import { anyReader, counted, type Reader, readerOf, SESSION_STOP } from './reader';
import { sendPage } from './render';
import { sessionHash } from './session-cookie';
import { sendNoSession } from './session-notices';
import { type Choice, PAUSE_WEEKS, stopMessages, type Stopped } from './stop-messages';

/** Where the messages of a link are paused or stopped; also what mail programs post to for their own button. */
export const stopAddress = (code: string): string => `/go/${encodeURIComponent(code)}/stop`;

type Pages = { show: RequestHandler; stop: RequestHandler };

/**
 * `/go/:code/stop`. Looking changes nothing. Any link of a mail will do, however old, and no birthday is asked: the page
 * shows nothing of the patient, whoever presses the button is followed up by a telephone call, and the button of a mail
 * program (RFC 8058) could not answer.
 */
export function stopByLink(deps: PatientDeps): Pages {
  const { store } = deps;
  const address = (req: Request): string => stopAddress(String(req.params.code));
  const hash = (req: Request): Buffer => store.links.linkCodeHash(String(req.params.code));
  const unknown = async (res: Response): Promise<void> => {
    const reader = anyReader(deps, await store.links.onlyClinic(store.db));
    sendPage(res, 404, 'notice', reader, { title: reader.words.stopUnknownTitle, text: reader.words.stopUnknownText });
  };
  const ask = (req: Request, res: Response, view: CheckInView, isFault = false): void => {
    sendChoices(res, readerOf(deps, view, null), {
      action: address(req),
      back: address(req).replace(/\/stop$/, ''),
      isFault,
    });
  };
  return {
    async show(req, res) {
      const view = await store.checkIns.readCheckIn(store.db, { linkHash: hash(req) }, null);
      if (view === null) await unknown(res);
      else ask(req, res, view);
    },
    async stop(req, res) {
      const choice = isOneClick(req.body) ? 'stop' : choiceIn(req.body);
      if (choice === null) {
        const view = await store.checkIns.readCheckIn(store.db, { linkHash: hash(req) }, null);
        if (view === null) await unknown(res);
        else ask(req, res, view, true);
        return;
      }
      const stopped = await stopMessages(deps, { linkHash: hash(req) }, choice);
      if (stopped === null) await unknown(res);
      else sendStopped(res, readerOf(deps, stopped.view, null), stopped);
    },
  };
}

/** `/check-in/stop`: the same behind the cookie, so that the link to it holds no secret. */
export function stopBySession(deps: PatientDeps): Pages {
  const { store } = deps;
  const viewOf = async (tokenHash: Buffer | null): Promise<CheckInView | null> => {
    const checkInId = tokenHash === null ? null : await store.patientSessions.findPatientSession(store.db, tokenHash);
    return checkInId === null ? null : store.checkIns.readCheckIn(store.db, { checkInId }, tokenHash);
  };
  const ask = async (req: Request, res: Response, isFault: boolean): Promise<void> => {
    const view = await viewOf(sessionHash(req));
    if (view === null) await sendNoSession(deps, res);
    else sendChoices(res, readerOf(deps, view, null), { action: SESSION_STOP, back: '/check-in', isFault });
  };
  return {
    show: (req, res) => ask(req, res, false),
    async stop(req, res) {
      const tokenHash = sessionHash(req);
      const choice = choiceIn(req.body);
      if (tokenHash === null || choice === null) {
        await ask(req, res, true);
        return;
      }
      const stopped = await stopMessages(deps, { tokenHash }, choice);
      if (stopped === null) await sendNoSession(deps, res);
      else sendStopped(res, readerOf(deps, stopped.view, null), stopped);
    },
  };
}

function sendChoices(res: Response, reader: Reader, page: { action: string; back: string; isFault: boolean }): void {
  const { words } = reader;
  const pauses = PAUSE_WEEKS.map((weeks) => {
    return { id: `pause-${weeks}`, value: `pause-${weeks}`, label: counted(reader, 'pauseWeeks', weeks) };
  });
  sendPage(res, page.isFault ? 422 : 200, 'stop', reader, {
    title: words.stopTitle,
    action: page.action,
    back: page.back,
    choices: [...pauses, { id: 'stop', value: 'stop', label: words.stopForGood }],
    fault: page.isFault ? words.stopNothing : null,
    field: 'pause-1',
  });
}

/** Not a redirect, unlike other posts: RFC 8058 forbids one, and posting again changes nothing. */
function sendStopped(res: Response, reader: Reader, { view, until, rings }: Stopped): void {
  const { words } = reader;
  const date = until === null ? '' : day(until, view.timeZone, reader.language);
  sendPage(res, 200, 'stopped', reader, {
    title: until === null ? words.stoppedTitle : words.pausedTitle,
    text: until === null ? words.stoppedText : fill(words.pausedText, { date }),
    comeBack: until === null ? words.stopBack : words.pauseBack,
    rings,
    worse: reader.safety === null ? null : helpPage(IF_WORSE, reader.safety),
  });
}

function choiceIn(body: unknown): Choice | null {
  const { choice } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  if (choice === 'stop') return 'stop';
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
