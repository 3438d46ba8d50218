import type { Request, Response } from 'express';
import { addressOf } from './address';
import { adviceOf } from './advice';
import { type HelpText, helpPage } from '../answering/help-texts';
import type { OpenForm } from '../answering/open-form';
import type { PatientDeps } from './patient-deps';
import { readerOf, safetyTexts } from './reader';
import { sendPage } from './render';
import { sendNotFound } from './session-notices';

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
