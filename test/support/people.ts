/** What a person at a keyboard sees of an answer. */
export type Answer<T = unknown> = { status: number; body: T; headers: Headers };

export type Person = {
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  put<T = Record<string, unknown>>(path: string, body: unknown): Promise<Answer<T>>;
};

export type People = { coordinator: Person; clinician: Person; lead: Person; operator: Person; stranger: Person };

/** The clinic's staff over HTTP, each with a key of their own, and a stranger without one. */
export function createPeople(url: string, keys: Record<Exclude<keyof People, 'stranger'>, string>): People {
  return {
    coordinator: person(url, keys.coordinator),
    clinician: person(url, keys.clinician),
    lead: person(url, keys.lead),
    operator: person(url, keys.operator),
    stranger: person(url, null),
  };
}

function person(url: string, key: string | null): Person {
  const authorization: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  async function ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...authorization, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T, headers: response.headers };
  }
  return {
    get: (path) => ask('GET', path),
    post: (path, body, headers) => ask('POST', path, body, headers),
    put: (path, body) => ask('PUT', path, body),
  };
}
