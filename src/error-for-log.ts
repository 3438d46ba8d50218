import { DomainError } from './domain/error';

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
