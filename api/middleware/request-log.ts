import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import { randomUUID } from 'node:crypto';
import { Histogram, type Registry } from 'prom-client';
import { isId } from '../../src/domain/facts/fields';
import { errorForLog, type Logger } from '../../src/log';

/** Behind these stands an id. Whoever types a reference or a name there instead has told a log who it is. */
const beforeIds = new Set('absences check-in check-ins enrolments escalations mailbox patients staff tasks'.split(' '));
const WORD = /^(?:[a-z]+(?:-[a-z]+)*(?:\.[a-z]+)?|v?\d{1,4}|GO)$/;

/**
 * A link's code opens a patient's form, a query may hold an address, and anything may be typed where an id belongs: none
 * of it reaches the log.
 */
export function urlForLog(url: string): string {
  const parts = (url.split('?')[0] ?? '').split('/');
  return parts
    .map((part, n) => {
      const before = parts[n - 1]?.toLowerCase() ?? '';
      if (n === 2 && before === 'go') return '[code]';
      if (part === '' || isId(part.toLowerCase())) return part;
      return WORD.test(part) && !beforeIds.has(before) ? part : '[hidden]';
    })
    .join('/');
}

export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: (req) => req.id,
    wrapSerializers: false,
    serializers: {
      req: (req: IncomingMessage & { originalUrl?: string }) => ({
        id: req.id,
        method: req.method,
        url: urlForLog(req.originalUrl ?? req.url ?? ''),
      }),
      res: (res: ServerResponse) => ({ status: res.statusCode }),
      err: errorForLog,
    },
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'error' : 'debug'),
  });
}

/** Every request has an id of our own making: what a caller sends could forge a line of the log. */
export const requestId: RequestHandler = (req, res, next) => {
  req.id = randomUUID();
  res.setHeader('X-Request-Id', req.id);
  next();
};

/** Durations by method and status class: no addresses, which hold ids. */
export function requestMetrics(registry: Registry): RequestHandler {
  const seconds = new Histogram({
    name: 'throughline_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return (req, res, next) => {
    const end = seconds.startTimer();
    res.once('finish', () => {
      end({ method: req.method, status: `${Math.floor(res.statusCode / 100)}xx` });
    });
    next();
  };
}
