import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { hashOfSecret } from '../../src/identity/secrets';

// The cookie of somebody who has signed in: of this host alone, out of reach of scripts, gone with the browser.

/** `__Host-` lets no other host of the domain set it; browsers take it over https only. */
const nameFor = (publicUrl: string): string => (publicUrl.startsWith('https://') ? '__Host-staff' : 'staff');

const optionsFor = (publicUrl: string) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https://') }) as const;

/** What the browser holds, as it is kept here; null without a cookie. */
export function sessionTokenHash(req: Request, publicUrl: string): Buffer | null {
  const token = parseCookie(req.get('cookie') ?? '')[nameFor(publicUrl)] ?? '';
  return token === '' ? null : hashOfSecret(token);
}

export function setSessionCookie(res: Response, publicUrl: string, token: string): void {
  res.cookie(nameFor(publicUrl), token, optionsFor(publicUrl));
}

export function clearSessionCookie(res: Response, publicUrl: string): void {
  res.clearCookie(nameFor(publicUrl), optionsFor(publicUrl));
}

/** What the page asks by itself, which keeps nobody signed in. */
export const isBackground = (req: Request): boolean => req.get('x-background') !== undefined;
