import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import { errorForLog } from '../../src/error-for-log';
import type { Logger } from '../../src/log';

/** A link's code opens a patient's form, and a query may hold an address: neither reaches the log. */
export const urlForLog = (url: string): string => (url.split('?')[0] ?? '').replace(/^(\/go\/)[^/]+/i, '$1[code]');

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
