import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import { isId } from '../../src/domain/words/id';
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
