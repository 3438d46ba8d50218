import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { hashOfSecret } from '../../src/identity/secrets';
import type { CheckInView, PatientSession } from '../../src/storage/check-in/check-ins';
import { addressOf } from './reader';
import { type Fault, isFaultName } from './read-posted';
import type { FormPage } from '../answering/form-pages';
import type { Seen } from './serving';

const SESSION_COOKIE = 'check_in';
const ADDRESS = /^\/check-in\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?]|$)/i;
/** Longer than any sitting, shorter than anybody's memory of a shared telephone; the link opens it again. */
export const SESSION_HOURS = 24;

/** The check-in of the address and the cookie that came with it; null where either is missing. */
export function sessionOf(req: Request): PatientSession | null {
  const checkInId = ADDRESS.exec(req.originalUrl)?.[1]?.toLowerCase();
  const token = cookieOf(req, SESSION_COOKIE);
  return checkInId === undefined || token === '' ? null : { checkInId, tokenHash: hashOfSecret(token) };
}

/** For limits: whoever holds one cookie, whatever it opens. Null without one. */
export function cookieHash(req: Request): Buffer | null {
  const token = cookieOf(req, SESSION_COOKIE);
  return token === '' ? null : hashOfSecret(token);
}

/** Of this check-in's pages alone: beside it the same browser may hold another one's. */
export function setSessionCookie(res: Response, checkIn: { id: string }, token: string, secure: boolean): void {
  setCookie(res, SESSION_COOKIE, token, { path: addressOf(checkIn), secure, hours: SESSION_HOURS });
}

export function cookieOf(req: Request, name: string): string {
  return parseCookie(req.get('cookie') ?? '')[name] ?? '';
}

/** `__Host-` needs the path `/`; ours are for the pages that need them, so that no other page ever sees them. */
export function setCookie(
  res: Response,
  name: string,
  value: string,
  { path, secure, hours }: { path: string; secure: boolean; hours: number },
): void {
  res.cookie(name, value, { path, httpOnly: true, sameSite: 'lax', secure, maxAge: hours * 3_600_000 });
}

const FAULT_COOKIE = 'ticks';

/**
 * A faulty post is answered by a redirect to the page itself, so that Back and a reopened phone show it again. What is
 * wrong stands in its address; the ticks, which are nobody else's business, in a cookie of that one page, for an hour.
 */
export function faultAddress(
  res: Response,
  { path, from, secure }: { path: string; from: string; secure: boolean },
  { name, ticked, usual, none }: Fault,
): string {
  const value = [none ? 'none' : '', ...ticked.map((id) => `t${id}`), ...usual.map((id) => `u${id}`)].join(',');
  setCookie(res, FAULT_COOKIE, value, { path, secure, hours: 1 });
  return `${path}?fault=${name}${from}`;
}

/** The fault that an address tells of; null without one. */
export function faultIn(req: Request): Fault | null {
  const { fault: name } = req.query;
  if (!isFaultName(name)) return null;
  const [none, ...marks] = cookieOf(req, FAULT_COOKIE).split(',');
  const of = (kind: string): string[] => marks.filter((mark) => mark.startsWith(kind)).map((mark) => mark.slice(1));
  return { name, ticked: of('t'), usual: of('u'), none: none === 'none' };
}

const SEEN_COOKIE = 'questions_seen';

/**
 * Which questions that are shown in their window only this browser has seen. Kept in the browser, because looking at a page
 * writes nothing here; whoever forges it is shown a question to be answered, and the answer is taken as any other.
 */
export function seenPages(req: Request): Seen {
  return new Set(cookieOf(req, SEEN_COOKIE).split(','));
}

export function rememberSeen(res: Response, view: CheckInView, page: FormPage, seen: Seen, secure: boolean): void {
  if (page.instrument.servedIn === undefined || seen.has(page.question)) return;
  setCookie(res, SEEN_COOKIE, [...seen, page.question].join(','), {
    path: addressOf(view),
    secure,
    hours: SESSION_HOURS,
  });
}
