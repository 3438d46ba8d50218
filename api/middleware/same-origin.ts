import type { Request } from 'express';

/**
 * Whether a browser says that a page of ours asks. `Sec-Fetch-Site` cannot be set by a page; where a browser does not send
 * it (plain http on a local network), `Origin` must name the host that was asked. Neither: nobody knows, so no.
 */
export function isSameOrigin(req: Request, publicUrl: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = req.get('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === req.get('host') || host === new URL(publicUrl).host;
}

/** Requests that change nothing may come from anywhere: the browser shows the answer to our own pages alone. */
export const changesNothing = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';
