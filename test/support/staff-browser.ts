import type { ApiFixture } from './api-fixture';

/** What a browser was answered. `location` is whole. */
export type Answered = { status: number; location: string | null; text: string; setCookies: string[] };

type Asked = { headers?: Record<string, string>; form?: Record<string, string>; json?: object };

/**
 * A browser of staff as far as signing in goes: it keeps cookies by path, follows no redirect by itself, and says with
 * each request that a page of this host asks.
 */
export function staffBrowser(here: string) {
  /** By name and path: a browser may hold two of one name. */
  const jar = new Map<string, { name: string; value: string; path: string }>();

  function keep(line: string, from: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const of = (key: string): string | undefined =>
      attributes.find((each) => each.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
    const path = of('path') ?? from.replace(/\/[^/]*$/, '');
    const gone = value === '' || of('max-age') === '0' || Date.parse(of('expires') ?? '2999-01-01') < Date.now();
    if (gone) jar.delete(`${path} ${name}`);
    else jar.set(`${path} ${name}`, { name, value, path });
  }
  const cookiesFor = (path: string): string =>
    [...jar.values()]
      .filter(({ path: only }) => path === only || path.startsWith(only.endsWith('/') ? only : `${only}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');

  async function ask(method: string, address: string, { headers, form, json }: Asked = {}): Promise<Answered> {
    const url = new URL(address, here);
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        cookie: cookiesFor(url.pathname),
        'sec-fetch-site': 'same-origin',
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      body: json ? JSON.stringify(json) : form ? new URLSearchParams(form) : undefined,
    });
    const setCookies = answer.headers.getSetCookie();
    for (const line of setCookies) keep(line, url.pathname);
    const location = answer.headers.get('location');
    const whole = location === null ? null : new URL(location, url).href;
    return { status: answer.status, location: whole, text: await answer.text(), setCookies };
  }

  /** Goes where it is sent, up to the first page or the first address for which `until` holds. */
  async function follow(
    address: string,
    until: (address: string) => boolean = () => false,
  ): Promise<Answered & { at: string }> {
    for (let at = new URL(address, here).href, hops = 0; hops < 10; hops += 1) {
      if (until(at)) return { status: 0, location: at, text: '', setCookies: [], at };
      const answer = await ask('GET', at);
      if (answer.location === null) return { ...answer, at };
      at = answer.location;
    }
    throw new Error(`${address} leads round in circles`);
  }

  return {
    names: (): string[] => [...jar.values()].map(({ name }) => name),
    /** The token of its session, which can be planted; '' is none. */
    token: (): string => jar.get('/ staff')?.value ?? '',
    plant: (value: string): void => {
      if (value === '') jar.delete('/ staff');
      else jar.set('/ staff', { name: 'staff', value, path: '/' });
    },
    ask,
    follow,
    get: (address: string, headers?: Record<string, string>) => ask('GET', address, { headers }),
    post: (address: string, json: object = {}, headers?: Record<string, string>) =>
      ask('POST', address, { json, headers }),
    /** Opens an address that wants somebody signed in, chooses this person, and goes on up to the return. */
    async choose(staffId: string, to = '/'): Promise<Answered> {
      const page = await follow(`/sign-in?to=${encodeURIComponent(to)}`);
      if (page.status !== 200) throw new Error(`no page to choose on: ${String(page.status)} at ${page.at}`);
      const chosen = await ask('POST', page.at, { form: { person: staffId } });
      const back = await follow(chosen.location ?? '', (at) => at.includes('/sign-in/return'));
      return ask('GET', back.at);
    },
  };
}

export type StaffBrowser = ReturnType<typeof staffBrowser>;

/** Somebody of the seeded clinic by role. */
export async function staffIdOf(f: Pick<ApiFixture, 'db'>, role: string): Promise<string> {
  const row = f.db.selectFrom('staff_member').select('id').where('role', '=', role);
  return (await row.executeTakeFirstOrThrow()).id;
}
