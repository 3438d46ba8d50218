// The driver's own faults carry no code. These are the codes that PostgreSQL has for the same, so that whoever reads a
// fault reads one kind of it.
const LOST = '08006';
const codes: readonly [pattern: RegExp, code: string][] = [
  [/^timeout exceeded when trying to connect/, '53300'], // every connection is taken
  [/^Query read timeout|^Connection terminated|^Client (was closed|has encountered)/, LOST],
  [/^timeout expired/, '08001'],
];

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && !('code' in error)
    ? codes.find(([pattern]) => pattern.test(error.message))?.[1]
    : undefined;

/** Whether the connection on which this happened is of no more use. */
export const isLost = (error: unknown): boolean => codeOf(error) === LOST;

/** Throws the fault on, with a code where the driver left it out. */
export function connectionFault(error: unknown): never {
  const code = codeOf(error);
  throw code === undefined ? error : Object.assign(error as Error, { code });
}
