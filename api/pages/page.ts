import { type Response, Router } from 'express';
import { isId } from '../../src/domain/facts/fields';
import { templatesIn } from './templates';

const templates = templatesIn('api/pages');
const stylesheet = templates.read('pages.css');

/** A page for whoever runs or tries the house: no script, nothing from outside. */
export function sendPage(
  res: Response,
  name: 'alert' | 'docs' | 'mail' | 'mailbox',
  page: { title: string } & Record<string, unknown>,
): void {
  res.type('html').send(templates.render(name, page));
}

/**
 * The stylesheet of these pages, and where the link of a staff alert leads until the console has its screens. That page
 * says the same to everybody, signed in or not, and nothing about the escalation: whether there is one is for people with a key.
 */
export function pagesRouter(): Router {
  const router = Router();
  router.get('/assets/pages.css', (_req, res) => {
    res.type('css').send(stylesheet);
  });
  router.get('/escalations/:id', (req, res, next) => {
    const { id } = req.params;
    if (!isId(id)) {
      next();
      return;
    }
    res.setHeader('Cache-Control', 'no-store');
    sendPage(res, 'alert', { title: 'Action needed', id });
  });
  return router;
}
