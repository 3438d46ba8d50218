import { randomBytes } from 'node:crypto';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { sessionTokenHash } from '../middleware/session-cookie';
import { type Built, readBuilt } from './built';

/** The screens of the console: each address below one of these is the same page, which finds its way by itself. */
export const SCREENS = [
  'escalations',
  'worklist',
  'calls',
  'attendance',
  'my-day',
  'cases',
  'enrol',
  'rota',
  'paging-tests',
  'pathways',
  'operations',
  'audit',
  'signed-in',
];
const AN_HOUR = 3600;

/**
 * Serves the staff console. Its page holds nothing of any patient and is the same for everybody; without a session it is not
 * even sent: whoever comes is asked to sign in first, and keeps the address.
 */
export function consoleRouter(publicUrl: string, built: Built | null = readBuilt()): Router {
  const router = Router();
  router.get('/console/:name', async (req, res, next) => {
    const asset = built?.assets.get(req.params.name);
    if (asset === undefined) {
      next();
      return;
    }
    // The name changes with the content.
    res.setHeader('Cache-Control', `public, max-age=${String(AN_HOUR * 24 * 365)}, immutable`);
    res.vary('Accept-Encoding');
    const encoding = req.acceptsEncodings(['br', 'gzip', 'identity']);
    res.setHeader('Content-Type', asset.type);
    if (asset.packed === null || (encoding !== 'br' && encoding !== 'gzip')) {
      res.end(asset.plain);
      return;
    }
    const body = await asset.packed(encoding);
    res.setHeader('Content-Encoding', encoding);
    res.end(body);
  });
  const page: RequestHandler = (req, res, next) => {
    if (!req.accepts('html')) next();
    else if (sessionTokenHash(req, publicUrl) === null && req.path !== '/signed-in') askToSignIn(req, res);
    else sendConsole(res, built);
  };
  for (const screen of SCREENS) {
    router.get(`/${screen}`, page);
    router.get(`/${screen}/{*rest}`, page);
  }
  return router;
}

function askToSignIn(req: Request, res: Response): void {
  res.setHeader('Cache-Control', 'no-store');
  res.redirect(303, `/sign-in?to=${encodeURIComponent(req.originalUrl)}`);
}

function sendConsole(res: Response, built: Built | null): void {
  res.setHeader('Cache-Control', 'no-store');
  if (built === null) {
    res.status(503).type('text/plain').send('The console is not built yet: run `npm start`, or `npm run build`.');
    return;
  }
  const nonce = randomBytes(18).toString('base64');
  // Style elements are made in the browser by the components' library; they carry this value, and no other is let in.
  const policy = String(res.getHeader('Content-Security-Policy'));
  res.setHeader('Content-Security-Policy', policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`));
  res.type('html').send(built.page.replaceAll('CSP_NONCE', nonce));
}
