import { DomainError } from '../../src/domain/error';

/**
 * Messages of the database and of the JSON parser repeat what was sent, which may be a name: of those only the kind and
 * the place are kept.
 */
export function errorForLog(error: unknown): object {
  if (error instanceof DomainError)
    return { type: error.name, code: error.code, message: error.message, ...causeOf(error) };
  if (!(error instanceof Error)) return { type: typeof error };
  const repeatsInput = 'severity' in error || 'status' in error || 'statusCode' in error;
  return {
    type: error.name,
    ...('code' in error ? { code: String(error.code) } : {}),
    ...(repeatsInput ? {} : { message: error.message }),
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 12)
      .join('\n'),
    ...causeOf(error),
  };
}

const causeOf = (error: Error): object => (error.cause === undefined ? {} : { cause: errorForLog(error.cause) });
