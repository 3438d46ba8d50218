import type { Request, Response } from 'express';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import { addressOf } from './address';
import type { FormPage } from '../answering/form-pages';
import type { Seen } from './serving';
import { cookieOf, SESSION_HOURS, setCookie } from './session-cookie';

const NAME = 'questions_seen';

/**
 * Which questions that are shown in their window only this browser has seen. Kept in the browser, because looking at a page
 * writes nothing here; whoever forges it is shown a question to be answered, and the answer is taken as any other.
 */
export function seenPages(req: Request): Seen {
  return new Set(cookieOf(req, NAME).split(','));
}

export function rememberSeen(res: Response, view: CheckInView, page: FormPage, seen: Seen, secure: boolean): void {
  if (page.instrument.servedIn === undefined || seen.has(page.question)) return;
  setCookie(res, NAME, [...seen, page.question].join(','), { path: addressOf(view), secure, hours: SESSION_HOURS });
}
