import type { Response } from 'express';
import type { ClinicSettings } from '../../src/domain/clinic';
import type { PatientDeps } from './patient-deps';
import { sendPage } from './render';
import { words } from './texts.en';

/** No cookie, or one that is too old: the link in the mail opens the same form again. */
export async function sendNoSession({ store }: PatientDeps, res: Response): Promise<void> {
  const clinic = await store.links.onlyClinic(store.db);
  sendPage(res, 403, 'notice', clinic, { title: words.noSessionTitle, text: words.noSessionText });
}

export function sendNotFound(res: Response, clinic: ClinicSettings): void {
  sendPage(res, 404, 'notice', clinic, { title: words.notFoundTitle, text: words.notFoundText, onward: '/check-in' });
}

export function sendClosed(res: Response, status: number, clinic: ClinicSettings): void {
  sendPage(res, status, 'notice', clinic, { title: words.closedTitle, text: words.closedText });
}
