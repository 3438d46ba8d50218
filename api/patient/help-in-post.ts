import type { Request, Response } from 'express';
import { AS_USUAL } from '../../src/domain/instrument/range';
import type { Answers, Instrument } from '../../src/domain/instrument/types';
import { type SafetySignal, safetySignals } from '../../src/domain/escalation/safety';
import { helpFor } from '../answering/help-texts';
import type { PatientDeps } from './serving';
import type { Reader } from './reader';
import { sendPage } from './render';

/**
 * The safety rules that a post meets, from nothing but its fields: no session, no database. For answers that are not taken:
 * every tick counts, also beside "none of these", and a sign counts as known only where the patient is known.
 */
export function signalsInPost(
  { catalogue }: Pick<PatientDeps, 'catalogue'>,
  body: unknown,
  known: readonly string[] = [],
): SafetySignal[] {
  const posted = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const [, id = '', item] = /^([^@]+)@[^/]*(?:\/(.+))?$/.exec(String(posted.question)) ?? [];
  const instrument = Object.hasOwn(catalogue.instruments, id) ? catalogue.instruments[id] : undefined;
  return instrument === undefined ? [] : safetySignals(instrument, valuesIn(posted, instrument, item), known);
}

function valuesIn(posted: Record<string, unknown>, { items }: Instrument, item: string | undefined): Answers {
  if (item !== undefined) return { [item]: /^-?\d{1,6}$/.test(String(posted.answer)) ? Number(posted.answer) : null };
  const [ticked, usual] = [posted.tick, posted.usual].map((field) => [field].flat());
  return Object.fromEntries(items.map(({ id }) => [id, ticked?.includes(id) ? 1 : usual?.includes(id) ? AS_USUAL : 0]));
}

/** A post that was not taken, and why. What its answers call for comes first, wherever it was refused. */
export function sendNotTaken(
  deps: Pick<PatientDeps, 'catalogue'>,
  req: Request,
  res: Response,
  status: number,
  reader: Reader,
  why: { title: string; text: string; onward?: string; known?: readonly string[] },
): void {
  const { words, safety } = reader;
  const signals = req.method === 'POST' ? signalsInPost(deps, req.body, why.known) : [];
  if (signals.length === 0) {
    sendPage(res, status, 'notice', reader, why);
    return;
  }
  keepForBack(res);
  const texts = safety === null ? [] : helpFor(signals, safety);
  const note = `${words.helpNotTaken} ${why.text}`;
  if (texts.length > 0)
    sendPage(res, status, 'help', reader, {
      title: texts[0]?.title ?? '',
      texts,
      note,
      onward: why.onward,
      onwardLabel: words.toQuestions,
    });
  else sendPage(res, status, 'notice', reader, { title: words.helpAnywhereTitle, text: words.helpAnywhereText, note });
}

/** The answer to a post itself: this browser alone may keep it, or Back and a reopened phone would show nothing. */
export function keepForBack(res: Response): void {
  res.set('Cache-Control', 'private, max-age=3600');
}
