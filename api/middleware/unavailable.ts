/** Connection, resources, operator: PostgreSQL's own classes for what says nothing about the request. */
const classes = ['08', '53', '57'];
const network = ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND'];

/** The database could not be had, or took too long: the same request may succeed in a moment. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return classes.includes(code.slice(0, 2)) || network.includes(code);
}
