/** Closed list of what can be wrong in the house. API status and engine retry are decided by two tables over it. */
export const errorCodes = [
  'not-found',
  'not-possible-now',
  'stale-revision',
  'duplicate',
  'possible-duplicate',
  'invalid',
  'not-allowed',
  'quarantined',
  'busy',
  'stuck',
  'configuration',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** The one error class. `message` is for operators and staff: it never holds a name, address, date of birth or free text. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
