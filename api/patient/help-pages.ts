import type { Request, Response } from 'express';
import { IF_WORSE } from '../../src/domain/words/clinic';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import { adviceOf } from './advice';
import { helpPage, type HelpText } from '../answering/help-texts';
import type { PatientDeps } from './serving';
import { addressOf, type Reader, readerOf, safetyTexts } from './reader';
import { sendPage } from './render';
import type { OpenForm } from '../answering/open-form';
import { sendNotFound } from './session-notices';

/** Thanks, what comes next, and what not to wait with; after a worrying answer its advice stands before everything else. */
export function sendDone(deps: PatientDeps, res: Response, view: CheckInView, reader: Reader): void {
  const texts = adviceOf(deps, view);
  const worse = reader.safety === null || texts.length > 0 ? null : helpPage(IF_WORSE, reader.safety);
  sendPage(res, 200, 'done', reader, { title: reader.words.doneTitle, texts, worse, adviceAddress: null });
}

/**
 * `help` of a check-in: what its answers called for, to be read again at any time; the answer to a worrying post leads here.
 * `onward`: the page it leads to next. `late`: the answer came when no more were taken.
 */
export function showAdvice(deps: PatientDeps, req: Request, res: Response, { view, standing }: OpenForm): void {
  const texts = adviceOf(deps, view);
  const { words } = readerOf(deps, view);
  const note = req.query.late === '1' ? words.helpLate : words.helpSaved;
  send(deps, req, res, { view, standing }, { texts, note });
}

/** `help/:page`: one of the clinic's pages, before anything was answered. */
export function showHelpPage(deps: PatientDeps, req: Request, res: Response, { view, standing }: OpenForm): void {
  const text = helpPage(String(req.params.page), safetyTexts(view));
  send(deps, req, res, { view, standing }, { texts: text === null ? [] : [text], note: null });
}

function send(
  deps: PatientDeps,
  req: Request,
  res: Response,
  { view, standing }: Pick<OpenForm, 'view' | 'standing'>,
  { texts, note }: { texts: HelpText[]; note: string | null },
): void {
  const reader = readerOf(deps, view);
  const [first] = texts;
  if (first === undefined) {
    sendNotFound(deps, req, res, reader, view.id);
    return;
  }
  const wanted = typeof req.query.onward === 'string' ? req.query.onward : '';
  const isQuestion = /^q\/\d{1,3}$/.test(wanted);
  const rest = isQuestion || wanted === 'check' ? `/${wanted}` : '';
  sendPage(res, 200, 'help', reader, {
    title: first.title,
    texts,
    note,
    // It is here already.
    adviceAddress: null,
    onward: standing === 'closed' ? null : `${addressOf(view)}${rest}`,
    onwardLabel: isQuestion ? reader.words.helpContinue : reader.words.helpFinish,
  });
}
