import type { Response } from 'express';
import type { PatientDeps } from './patient-deps';
import { anyReader, type Reader } from './reader';
import { sendPage } from './render';

/** No cookie, or one that is too old: the link in the mail opens the same form again. */
export async function sendNoSession(deps: PatientDeps, res: Response): Promise<void> {
  const reader = anyReader(deps, await deps.store.links.onlyClinic(deps.store.db));
  sendPage(res, 403, 'notice', reader, { title: reader.words.noSessionTitle, text: reader.words.noSessionText });
}

export function sendNotFound(res: Response, reader: Reader): void {
  const { words } = reader;
  sendPage(res, 404, 'notice', reader, { title: words.notFoundTitle, text: words.notFoundText, onward: '/check-in' });
}

export function sendClosed(res: Response, status: number, reader: Reader): void {
  sendPage(res, status, 'notice', reader, { title: reader.words.closedTitle, text: reader.words.closedText });
}
