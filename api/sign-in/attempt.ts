import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { z } from 'zod';

// One try to sign in, kept by the browser itself, under the name of its state: strangers leave no row here, and two tabs
// may sign in at once. Lax, because the way back from the provider begins at another site.

const Attempt = z.strictObject({ nonce: z.string(), verifier: z.string(), to: z.string() });
/** `to`: the page that was asked for, on this host. */
export type Begun = z.infer<typeof Attempt> & { state: string };

const PREFIX = 'sign-in.';
const LIFE_MS = 600_000;
/** Tabs that were left in the middle: with more of them the next request would be too large to be read. */
const MOST = 5;

const optionsFor = (publicUrl: string) =>
  ({ path: '/sign-in', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https://') }) as const;

const cookiesOf = (req: Request): [string, string][] =>
  Object.entries(parseCookie(req.get('cookie') ?? '')).flatMap(([name, value]) =>
    name.startsWith(PREFIX) && value !== undefined ? [[name, value]] : [],
  );

export function keepAttempt(req: Request, res: Response, publicUrl: string, { state, ...attempt }: Begun): void {
  const options = optionsFor(publicUrl);
  for (const [name] of cookiesOf(req).slice(0, 1 - MOST)) res.clearCookie(name, options);
  const value = Buffer.from(JSON.stringify(attempt), 'utf8').toString('base64url');
  res.cookie(PREFIX + state, value, { ...options, maxAge: LIFE_MS });
}

/** The attempt that an answer of the provider belongs to, which is then over; null for an answer that came before, or to nobody. */
export function takeAttempt(req: Request, res: Response, publicUrl: string): Begun | null {
  const { state } = req.query;
  if (typeof state !== 'string') return null;
  const name = PREFIX + state;
  const value = cookiesOf(req).find(([kept]) => kept === name)?.[1];
  if (value === undefined) return null;
  res.clearCookie(name, optionsFor(publicUrl));
  const attempt = Attempt.safeParse(parsed(value));
  return attempt.success ? { ...attempt.data, state } : null;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
