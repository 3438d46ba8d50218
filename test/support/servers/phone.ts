import type { Answers } from '../../../src/domain/instrument/types';

type Page = { status: number; path: string; html: string };

/** What a patient would answer, by instrument; an item that is missing is skipped. */
export type Mind = Record<string, Answers>;

/** A patient's phone: a browser without scripts, with a cookie jar, that follows redirects. */
export function createPhone(origin: string, send: typeof fetch = fetch) {
  /** Each cookie is for the pages below its path; two check-ins in one browser have one each. */
  const jar = new Map<string, { path: string; pair: string }>();
  const cookiesFor = (path: string): string =>
    [...jar.values()]
      .filter((cookie) => new URL(path, origin).pathname.startsWith(cookie.path))
      .map(({ pair }) => pair)
      .join('; ');

  async function visit(path: string, form?: URLSearchParams): Promise<Page> {
    let method = form ? 'POST' : 'GET';
    let body: URLSearchParams | undefined = form;
    for (let hops = 0; hops < 10; hops += 1) {
      const response = await send(new URL(path, origin), {
        method,
        redirect: 'manual',
        headers: { cookie: cookiesFor(path), origin },
        ...(body ? { body } : {}),
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [, pair = '', name = ''] = /^(([^=]+)=[^;]*)/.exec(cookie) ?? [];
        const below = /; Path=([^;]+)/i.exec(cookie)?.[1] ?? '/';
        jar.set(`${name} ${below}`, { path: below, pair });
      }
      const onward = response.headers.get('location');
      if (response.status < 300 || response.status > 399 || onward === null) {
        return { status: response.status, path, html: await response.text() };
      }
      await response.body?.cancel();
      [path, method, body] = [onward, 'GET', undefined];
    }
    throw new Error(`Too many redirects at ${path}.`);
  }

  /** Opens the link of a mail and presses Start. */
  async function start(link: string): Promise<Page> {
    const path = new URL(link).pathname;
    await visit(path);
    return visit(path, new URLSearchParams());
  }

  /** Answers the page that is shown and goes on; `safety` is what the help page said, if one came. */
  async function answerPage(page: Page, mind: Mind): Promise<Page> {
    const question = field(page.html, 'question');
    const [instrument = '', item] = question.split(/@[^/]*\/?/);
    const answers = mind[instrument] ?? {};
    const form = new URLSearchParams({ question });
    if (item !== undefined && item !== '') {
      const value = answers[item];
      if (value === undefined || value === null) return visit(`${page.path}/skip`, form);
      form.set('answer', String(value));
    } else {
      const ticked = Object.entries(answers).filter(([, value]) => value === 1);
      for (const [line] of ticked) form.append('tick', line);
      if (ticked.length === 0) form.set('none', '1');
    }
    return visit(page.path, form);
  }

  /** A help page says where the check-in goes on. */
  async function pastHelp(page: Page): Promise<Page> {
    const onward = /class="button second" href="(\/check-in\/[^"]+)"/.exec(page.html)?.[1];
    return onward === undefined ? page : visit(onward);
  }

  /** The whole check-in, from link to thanks, past any help page. */
  async function answerAll(link: string, mind: Mind): Promise<Page> {
    let page = await start(link);
    while (/\/q\/\d+$/.test(page.path)) page = await pastHelp(await answerPage(page, mind));
    if (!page.path.endsWith('/check'))
      throw new Error(`Expected to check the answers, but came to ${page.path} (${page.status}).`);
    return visit(page.path, new URLSearchParams());
  }

  /** Reports a problem by any link of the patient: safety questions first, then what is wrong. */
  async function report(link: string, safety: Record<string, string>, said: Record<string, string>): Promise<Page> {
    const first = `${new URL(link).pathname}/report`;
    const { html } = await visit(first);
    const id = field(html, 'report');
    await visit(first, new URLSearchParams({ report: id, question: field(html, 'question'), ...safety }));
    return visit(`${first}/${id}`, new URLSearchParams(said));
  }

  return { visit, start, answerPage, pastHelp, answerAll, report };
}

const field = (html: string, name: string): string => {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
  if (value === undefined) throw new Error(`The page has no field ${name}.`);
  return value;
};

/** The link in the text part of a mail. */
export function linkIn(text: string): string {
  const link = /https?:\/\/\S+\/go\/\S+/.exec(text)?.[0];
  if (link === undefined) throw new Error('The mail has no link.');
  return link;
}
