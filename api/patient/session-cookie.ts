import { createHash, randomBytes } from 'node:crypto';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { PatientSession } from '../../src/storage/check-in/check-ins';
import { addressOf } from './address';

const NAME = 'check_in';
const ADDRESS = /^\/check-in\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?]|$)/i;
/** Longer than any sitting, shorter than anybody's memory of a shared telephone; the link opens it again. */
export const SESSION_HOURS = 24;

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The check-in of the address and the cookie that came with it; null where either is missing. */
export function sessionOf(req: Request): PatientSession | null {
  const checkInId = ADDRESS.exec(req.originalUrl)?.[1]?.toLowerCase();
  const token = cookieOf(req, NAME);
  return checkInId === undefined || token === '' ? null : { checkInId, tokenHash: sha256(token) };
}

/** For limits: whoever holds one cookie, whatever it opens. Null without one. */
export function cookieHash(req: Request): Buffer | null {
  const token = cookieOf(req, NAME);
  return token === '' ? null : sha256(token);
}

/** Of this check-in's pages alone: beside it the same browser may hold another one's. */
export function setSessionCookie(res: Response, checkIn: { id: string }, token: string, secure: boolean): void {
  setCookie(res, NAME, token, { path: addressOf(checkIn), secure, hours: SESSION_HOURS });
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
