import type { RequestHandler } from 'express';

const csp =
  "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * A page that is nobody else's: no script, no frame, no copy in any cache or index. Under /go the address itself opens
 * the form, so it never leaves in a referrer; behind the cookie the own origin may be told, because a browser without
 * Sec-Fetch-Site sends `Origin: null` with a form whenever the referrer is forbidden.
 */
export const pageHeaders =
  (referrer: 'no-referrer' | 'same-origin'): RequestHandler =>
  (_req, res, next) => {
    res.set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': csp,
      'Referrer-Policy': referrer,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'X-Robots-Tag': 'noindex, nofollow',
    });
    next();
  };
