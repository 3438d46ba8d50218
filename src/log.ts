import { pino, type DestinationStream, type Logger } from 'pino';
import { errorForLog } from './error-for-log';
import { logStream, surviveOutputErrors } from './log-stream';

export type { Logger };

/**
 * One log per process. Ids only: whatever could name a patient or open a door is cut out before it is written, and an error
 * (always under `err`) is told by its kind and place, without the words of others.
 */
export function createLog(part: string, level: string, to: DestinationStream = logStream()): Logger {
  surviveOutputErrors();
  return pino(
    {
      base: { part },
      level,
      serializers: { err: errorForLog },
      redact: {
        paths: [
          'req.headers.authorization',
          'req.headers.cookie',
          'res.headers["set-cookie"]',
          '*.email',
          '*.code',
          '*.token',
        ],
        censor: '[cut]',
      },
    },
    to,
  );
}
