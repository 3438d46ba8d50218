import { touches } from './touches';

/** What the server refused, in its own words. `errors` names each faulty field; `details` what else it said. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors: { field: string; message: string }[] = [],
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** No answer came: nobody knows yet whether anything was done. The same key asks again without doing it twice. */
export const NO_ANSWER = 0;

const WAIT_MS = 15_000;

/** So long after somebody touched the page, what it reads is still for them; later it reads by itself. */
const LATELY_MS = 30_000;

type Ask = {
  method?: 'GET' | 'POST' | 'PUT';
  body?: unknown;
  /** One for each press of a button. */
  key?: string;
  /** The page asks by itself: this keeps nobody signed in. A read is taken for that when nobody has touched the page lately. */
  background?: boolean;
};

/** Asks the API as whoever is signed in. Throws Refused for everything but a 2xx. */
export async function ask<T>(
  path: string,
  { method = 'GET', body, key, background = method === 'GET' && Date.now() - touches().lastAt > LATELY_MS }: Ask = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      signal: AbortSignal.timeout(WAIT_MS),
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
        ...(background ? { 'X-Background': '1' } : {}),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch {
    throw new Refused(NO_ANSWER, '');
  }
  const answer: unknown = await response.json().catch(() => undefined);
  // An answer that broke off half-way is none: nobody may take it for an empty one.
  if (response.ok && answer === undefined) throw new Refused(NO_ANSWER, '');
  if (response.ok) return answer as T;
  const problem = (answer ?? {}) as {
    detail?: string;
    errors?: { field: string; message: string }[];
    details?: Record<string, unknown>;
  };
  throw new Refused(response.status, problem.detail ?? '', problem.errors, problem.details);
}

export const isRefused = (error: unknown, status: number): boolean =>
  error instanceof Refused && error.status === status;
