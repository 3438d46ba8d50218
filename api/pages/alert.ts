import { Router } from 'express';
import { isId } from '../../src/domain/words/id';

/**
 * Where the link of a staff alert leads until the console has its screens. It says the same to everybody, signed in or
 * not, and nothing about the escalation: whether there is one is for people with a key.
 */
export function alertRouter(): Router {
  const router = Router();
  router.get('/escalations/:id', (req, res, next) => {
    const { id } = req.params;
    if (!isId(id)) {
      next();
      return;
    }
    res.setHeader('Cache-Control', 'no-store');
    res.type('html').send(page(id));
  });
  return router;
}

const page = (id: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>Action needed</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/docs.css"></head><body><main><h1>Action needed</h1>
<p>Read this item with your key at <code>GET /api/v1/escalations/${id}</code>, and take it on at
<code>POST /api/v1/escalations/${id}/acknowledgement</code>. The paging goes on until somebody does.</p>
<p><a href="/docs">How to use the interface</a></p></main></body></html>
`;
