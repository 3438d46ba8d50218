import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { DomainError, type ErrorCode } from '../../src/domain/words/error';
import type { Logger } from '../../src/log';
import { problems } from '../contracts/problem';
import { sendPage } from '../pages/page';
import { RETRY_AFTER_SECONDS } from './load';

/** Connection, resources, operator: PostgreSQL's own classes for what says nothing about the request. */
const classes = ['08', '53', '57'];
const network = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND'];

/** The database could not be had, or took too long: the same request may succeed in a moment. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return classes.includes(code.slice(0, 2)) || network.includes(code);
}

type Problem = { title: string; detail: string; code?: ErrorCode; [extension: string]: unknown };

/**
 * RFC 9457; a page with the same words for a person who opened an address in a browser. Nothing leaves here but fixed
 * words, ids and the names of fields.
 */
export function sendProblem(req: Request, res: Response, status: number, problem: Problem): void {
  if (res.headersSent) return;
  res.status(status).setHeader('Cache-Control', 'no-store');
  if (isOpenedByPerson(req)) {
    sendPage(res, 'fault', { title: problem.title, words: problem.detail, requestId: req.id });
    return;
  }
  res.type('application/problem+json').send(
    JSON.stringify({
      type: problem.code ? `urn:throughline:${problem.code}` : 'about:blank',
      status,
      ...problem,
      requestId: req.id,
    }),
  );
}

const isOpenedByPerson = (req: Request): boolean =>
  req.method === 'GET' &&
  !req.originalUrl.startsWith('/api/') &&
  req.accepts(['application/problem+json', 'json', 'html']) === 'html';

/** More than can be served now. */
export const sendTooBusy: RequestHandler = (req, res) => {
  res.setHeader('Retry-After', String(RETRY_AFTER_SECONDS));
  sendProblem(req, res, 503, {
    title: 'Too busy just now',
    detail:
      'This could not be answered now. Try again in a few seconds: with the same Idempotency-Key nothing is done twice.',
  });
};

export const nothingHere: RequestHandler = (req, res) => {
  sendProblem(req, res, 404, {
    title: 'Not found',
    detail: 'There is no such address here: /docs lists them all.',
    code: 'not-found',
  });
};

/** Faults of the HTTP layer itself, by the `type` body-parser gives them. */
const transport: Record<string, { status: number; title: string; detail: string }> = {
  'entity.parse.failed': { status: 400, title: 'Not JSON', detail: 'The body could not be read as JSON.' },
  'entity.too.large': { status: 413, title: 'Too large', detail: 'A body may have 64 KB.' },
  'encoding.unsupported': {
    status: 415,
    title: 'Unknown encoding',
    detail: 'Send the body plain, or compressed with gzip, deflate or br.',
  },
  'charset.unsupported': { status: 415, title: 'Unknown character set', detail: 'Send the body as UTF-8.' },
  'request.aborted': { status: 400, title: 'Cut off', detail: 'The request ended before its body did.' },
  'request.size.invalid': { status: 400, title: 'Cut off', detail: 'The body is not as long as its header says.' },
};

export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    if (error instanceof DomainError) {
      sendDomainProblem(req, res, error, log);
      return;
    }
    const known = transport[textOf(error, 'type')];
    if (known) sendProblem(req, res, known.status, known);
    else if (error instanceof URIError) {
      sendProblem(req, res, 400, { title: 'Not an address', detail: 'The address holds a broken %-sequence.' });
    } else if (isClientFault(error)) {
      sendProblem(req, res, 400, { title: 'Not understood', detail: 'The request could not be read.' });
    } else if (isUnavailable(error)) {
      log.error({ requestId: req.id, err: error }, 'the database could not be had');
      sendTooBusy(req, res, next);
    } else {
      log.error({ requestId: req.id, err: error }, 'request failed');
      sendProblem(req, res, 500, {
        title: 'Something went wrong here',
        detail: 'Nothing was changed. Give an operator the request id.',
      });
    }
  };
}

function sendDomainProblem(req: Request, res: Response, error: DomainError, log: Logger): void {
  const { status, title } = problems[error.code];
  const { errors, ...details } = error.details;
  if (status >= 500) log.error({ requestId: req.id, err: error }, 'request failed');
  if (error.code === 'busy') res.setHeader('Retry-After', '1');
  sendProblem(req, res, status, {
    title,
    detail: error.message,
    code: error.code,
    errors,
    details: Object.keys(details).length === 0 ? undefined : details,
  });
}

const isClientFault = (error: unknown): boolean =>
  error instanceof Error &&
  'status' in error &&
  typeof error.status === 'number' &&
  error.status >= 400 &&
  error.status < 500;

const textOf = (error: unknown, key: string): string =>
  typeof error === 'object' && error !== null && key in error ? String((error as Record<string, unknown>)[key]) : '';
