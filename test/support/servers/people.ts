/** What a person at a keyboard sees of an answer. */
export type Answer<T = unknown> = { status: number; body: T; headers: Headers };

export type Person = {
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  /** A whole list, page by page. */
  list<T>(path: string): Promise<T[]>;
  post<T = Record<string, unknown>>(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  put<T = Record<string, unknown>>(path: string, body: unknown): Promise<Answer<T>>;
};

export type People = { coordinator: Person; clinician: Person; lead: Person; operator: Person; stranger: Person };

/** The clinic's staff over HTTP, each with a key of their own, and a stranger without one. */
export function createPeople(
  url: string,
  keys: Record<Exclude<keyof People, 'stranger'>, string>,
  send: typeof fetch = fetch,
): People {
  const person = (key: string | null): Person => createPerson(url, key, send);
  return {
    coordinator: person(keys.coordinator),
    clinician: person(keys.clinician),
    lead: person(keys.lead),
    operator: person(keys.operator),
    stranger: person(null),
  };
}

function createPerson(url: string, key: string | null, send: typeof fetch): Person {
  const authorization: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  async function ask<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await send(`${url}/api/v1${path}`, {
      method,
      headers: { ...authorization, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T, headers: response.headers };
  }
  async function list<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Answer<{ items: T[]; nextCursor: string | null }> = await ask(
        'GET',
        `${path}${path.includes('?') ? '&' : '?'}limit=200${from}`,
      );
      if (page.status !== 200) throw new Error(`GET ${path} answered ${page.status}: ${JSON.stringify(page.body)}`);
      items.push(...page.body.items);
      cursor = page.body.nextCursor;
    }
    return items;
  }
  return {
    list,
    get: (path) => ask('GET', path),
    post: (path, body, headers) => ask('POST', path, body, headers),
    put: (path, body) => ask('PUT', path, body),
  };
}
