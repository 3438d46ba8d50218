import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

/** Every request has an id of our own making: what a caller sends could forge a line of the log. */
export const requestId: RequestHandler = (req, res, next) => {
  req.id = randomUUID();
  res.setHeader('X-Request-Id', req.id);
  next();
};
