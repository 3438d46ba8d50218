import { pino, type DestinationStream, type Logger } from 'pino';
import { logStream, surviveOutputErrors } from './log-stream';

export type { Logger };

/** One log per process. Ids only: whatever could name a patient or open a door is cut out before it is written. */
export function createLog(part: string, level: string, to: DestinationStream = logStream()): Logger {
  surviveOutputErrors();
  return pino(
    {
      base: { part },
      level,
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
