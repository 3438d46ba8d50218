import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import express, { type Request, type RequestHandler } from 'express';
import { sendProblem } from './error-handler';

/** The longest pathway file fits, twice over: it is sent to be validated. */
export const MOST_BODY_BYTES = 128 * 1024;

const hashes = new WeakMap<IncomingMessage, Buffer>();

/** SHA-256 of the bytes that were sent: for the Idempotency-Key, and not of the parsed value, which may be nested too deep. */
export const bodyHashOf = (req: IncomingMessage): Buffer => hashes.get(req) ?? createHash('sha256').digest();

const parse = express.json({
  limit: MOST_BODY_BYTES,
  strict: true,
  verify: (req, _res, bytes) => {
    hashes.set(req, createHash('sha256').update(bytes).digest());
  },
});

const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

const onlyJson: RequestHandler = (req, res, next) => {
  if (hasBody(req) && !req.is('application/json')) {
    sendProblem(req, res, 415, {
      title: 'Not JSON',
      detail: 'Send the body as JSON with the header Content-Type: application/json.',
    });
    return;
  }
  next();
};

/** Whatever else comes is refused before a byte of it is read. */
export const jsonBody: RequestHandler[] = [onlyJson, parse];
