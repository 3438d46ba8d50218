import { type Response, Router } from 'express';
import { templatesIn } from './templates';

const templates = templatesIn('api/pages');
const stylesheet = templates.read('pages.css');

/** A page for whoever runs or tries the house: no script, nothing from outside. */
export function sendPage(
  res: Response,
  name: 'choose-person' | 'docs' | 'fault' | 'front-door' | 'mail' | 'mailbox' | 'not-signed-in',
  page: { title: string } & Record<string, unknown>,
): void {
  res.type('html').send(templates.render(name, page));
}

/** The stylesheet of these pages. */
export function pagesRouter(): Router {
  const router = Router();
  router.get('/assets/pages.css', (_req, res) => {
    res.type('css').send(stylesheet);
  });
  return router;
}
