import type { Request } from 'express';

/**
 * Whether a form came from our own page. Browsers say so in Sec-Fetch-Site, older ones in Origin; what sends neither is
 * no browser and carries nobody else's cookie (which is SameSite besides).
 */
export function isOwnForm(req: Request, publicUrl: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  if (origin === undefined) return true;
  // Start is posted from a page without referrer, hence with `Origin: null`; its address holds the secret.
  if (origin === 'null') return req.originalUrl.startsWith('/go/');
  return origin === new URL(publicUrl).origin || origin === `${req.protocol}://${req.get('host') ?? ''}`;
}
