import { createHash, randomBytes } from 'node:crypto';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';

const NAME = 'check_in_session';
/** Longer than any sitting, shorter than anybody's memory of a shared telephone; the link opens it again. */
export const SESSION_HOURS = 24;

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The hash under which the session is stored; null when the cookie is absent. */
export function sessionHash(req: Request): Buffer | null {
  const token = parseCookie(req.get('cookie') ?? '')[NAME];
  return token === undefined || token === '' ? null : sha256(token);
}

/** `__Host-` needs the path `/`; this cookie is for /check-in alone, so that no other page ever sees it. */
export function setSessionCookie(res: Response, token: string, secure: boolean): void {
  res.cookie(NAME, token, {
    path: '/check-in',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: SESSION_HOURS * 3_600_000,
  });
}
