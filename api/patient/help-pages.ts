import type { Request, Response } from 'express';
import type { Item } from '../../src/domain/instrument/types';
import { byUrgency, type SafetySignal } from '../../src/domain/escalation/safety';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import { helpFor, helpPage, type HelpText } from '../answering/help-texts';
import type { PatientDeps } from './serving';
import { addressOf, type Reader, readerOf, safetyTexts } from './reader';
import { IF_WORSE } from '../../src/domain/words/clinic';
import { sendPage } from './render';
import type { OpenForm } from '../answering/open-form';
import { sendNotFound } from './session-notices';

type Advised = Pick<CheckInView, 'advised' | 'ask' | 'pathway' | 'settings' | 'language' | 'timeZone'>;

/**
 * What this check-in has told the patient to do, most urgent first: read from what was shown, so that it outlives the
 * answer's own page, a changed answer, the sending, and the browser.
 */
export function adviceOf({ rules }: Pick<PatientDeps, 'rules'>, view: Advised): HelpText[] {
  const { advised } = view;
  if (advised.length === 0) return [];
  const { instruments } = rules(view.pathway, view.settings);
  // Of two that are as urgent the one leads that led when it was answered: the forms of this check-in first, in their order.
  const asked = view.ask.flatMap((id) => instruments[id] ?? []);
  const leading = [...asked, ...Object.values(instruments)]
    .flatMap(({ items }) => items.flatMap(levelsOf))
    .filter(({ help }) => advised.includes(help));
  const rest = advised.filter((page) => !leading.some(({ help }) => help === page));
  return helpFor([...leading.sort(byUrgency), ...rest.map(withoutRule)], safetyTexts(view));
}

function levelsOf({ id: item, safety }: Item): SafetySignal[] {
  if (safety === undefined) return [];
  const { rule, class: signalClass } = safety;
  return [safety, ...(safety.higher ?? [])].map(({ tier, help }) => ({ item, rule, class: signalClass, tier, help }));
}

/** A page that no form of today leads to was shown by one of yesterday. */
const withoutRule = (help: string): SafetySignal => ({ item: '', rule: '', class: 'spine', tier: 'digest', help });

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
