import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { CheckInView } from '../../src/storage/check-ins';
import type { FormPage } from './form-pages';
import { SESSION_HOURS } from './session-cookie';
import type { Seen } from './serving';

const NAME = 'check_in_seen';

/**
 * Which questions that are shown in their window only this browser has seen. Kept in the browser, because looking at a page
 * writes nothing here; whoever forges it is shown a question to be answered, and the answer is taken as any other.
 */
export function seenPages(req: Request, { id }: Pick<CheckInView, 'id'>): Seen {
  const [checkIn, ...questions] = (parseCookie(req.get('cookie') ?? '')[NAME] ?? '').split(',');
  return new Set(checkIn === id ? questions : []);
}

export function rememberSeen(res: Response, { id }: CheckInView, page: FormPage, seen: Seen, secure: boolean): void {
  if (page.instrument.servedIn === undefined || seen.has(page.question)) return;
  res.cookie(NAME, [id, ...seen, page.question].join(','), {
    path: '/check-in',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: SESSION_HOURS * 3_600_000,
  });
}
