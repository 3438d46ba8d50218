import { writeSync } from 'node:fs';
import { type DestinationStream, type Logger, pino } from 'pino';
import { DomainError } from './domain/words/error';

/** How many bytes of these it took; throws when it takes none. */
export type WriteBytes = (bytes: Buffer) => number;

/** A full pipe is worth a short wait; a full disk is not. */
const TRIES = 20;
const PAUSE_MS = 5;

/**
 * Where a process writes its log, line by line and at once. What cannot be written (a full disk, a broken pipe) is dropped
 * and counted, and the count is told as soon as writing works again: no log may stop the work it tells of.
 */
export function logStream(write: WriteBytes = (bytes) => writeSync(1, bytes)): { write(line: string): void } {
  let dropped = 0;
  let torn = false;
  const isWritten = (line: string): boolean => {
    const whole = Buffer.from(line);
    let rest = whole;
    // Once lines are lost, the next ones wait for nobody.
    for (let tries = dropped === 0 ? TRIES : 1; rest.length > 0 && tries > 0; tries -= 1) {
      try {
        rest = rest.subarray(write(rest));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') break;
        if (tries > 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
      }
    }
    if (rest.length < whole.length) torn = rest.length > 0;
    return rest.length === 0;
  };
  return {
    write(line) {
      const lost =
        dropped === 0 ? '' : `${JSON.stringify({ level: 40, time: Date.now(), dropped, msg: 'lines lost' })}\n`;
      if (isWritten(`${torn ? '\n' : ''}${lost}${line}`)) dropped = 0;
      else dropped += 1;
    },
  };
}

/** What libraries write to the terminal by themselves must not end the process either. */
export function surviveOutputErrors(): void {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
  }
}

/** By these an error of the database, of the body parser, of a mail server, of Zod is known. */
const REPEATING = ['severity', 'status', 'statusCode', 'response', 'responseCode', 'rejected', 'issues'];

/**
 * Messages of the database, of parsers and of mail servers repeat what was sent, which may be a name or an address: of those
 * only the kind and the place are kept.
 */
export function errorForLog(error: unknown): object {
  if (error instanceof DomainError)
    return { type: error.name, errorCode: error.code, message: error.message, ...causeOf(error) };
  if (!(error instanceof Error)) return { type: typeof error };
  const repeatsInput = error instanceof SyntaxError || REPEATING.some((mark) => mark in error);
  return {
    type: error.name,
    ...('code' in error ? { errorCode: String(error.code) } : {}),
    ...(repeatsInput ? {} : { message: error.message }),
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 12)
      .join('\n'),
    ...causeOf(error),
  };
}

/** What a process says as it ends: a sentence of ours whole, of any other error the kind and the place. */
export function lastWords(error: unknown): string {
  const isOurs = error instanceof Error && ['DomainError', 'ConfigError', 'StartError'].includes(error.name);
  return isOurs ? error.message : JSON.stringify(errorForLog(error));
}

const causeOf = (error: Error): object => (error.cause === undefined ? {} : { cause: errorForLog(error.cause) });

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
