import type { Request, Response } from 'express';
import { addressOf, anyReader, type Reader } from './reader';
import { sendNotTaken } from './help-in-post';
import type { HelpText } from '../answering/help-texts';
import type { PatientDeps } from './serving';
import { sendPage } from './render';

/** No cookie of this check-in, or one that is too old: the link in the mail opens the same form again. */
export async function sendNoSession(deps: PatientDeps, req: Request, res: Response): Promise<void> {
  // What helps must not wait for a database that is away.
  const clinic = await deps.store.links.onlyClinic(deps.store.db).catch(() => null);
  const reader = anyReader(deps, clinic);
  const { noSessionTitle: title, noSessionText: text } = reader.words;
  sendNotTaken(deps, req, res, 403, reader, { title, text });
}

export function sendNotFound(deps: PatientDeps, req: Request, res: Response, reader: Reader, id: string): void {
  const { notFoundTitle: title, notFoundText: text } = reader.words;
  sendNotTaken(deps, req, res, 404, reader, { title, text, onward: addressOf({ id }) });
}

export type Closed = {
  /** What the patient chose about messages, which may be why nothing is open. */
  paused?: Notice | null;
  /** What this check-in has told the patient to do: it holds however long ago that was. */
  texts?: HelpText[];
};
export type Notice = { title: string; text: string };

export function sendClosed(res: Response, status: number, reader: Reader, { paused, texts = [] }: Closed = {}): void {
  const { closedTitle: title, closedText: text } = reader.words;
  const restart = paused != null;
  sendPage(res, status, 'notice', reader, { title, text, texts, ...paused, restart, adviceAddress: null });
}
