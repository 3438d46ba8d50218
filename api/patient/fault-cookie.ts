import type { Request, Response } from 'express';
import { addressOf } from './address';
import { type Fault, isFaultName } from './read-posted';
import { cookieOf, setCookie } from './session-cookie';

const NAME = 'ticks';

/**
 * A faulty post is answered by a redirect to the page itself, so that Back and a reopened phone show it again. What is
 * wrong stands in its address; the ticks, which are nobody else's business, in a cookie of that one page, for an hour.
 */
export function faultAddress(
  res: Response,
  page: { id: string; n: number; from: string; secure: boolean },
  { name, ticked, usual, none }: Fault,
): string {
  const path = `${addressOf(page)}/q/${page.n}`;
  const value = [none ? 'none' : '', ...ticked.map((id) => `t${id}`), ...usual.map((id) => `u${id}`)].join(',');
  setCookie(res, NAME, value, { path, secure: page.secure, hours: 1 });
  return `${path}?fault=${name}${page.from}`;
}

/** The fault that an address tells of; null without one. */
export function faultIn(req: Request): Fault | null {
  const { fault: name } = req.query;
  if (!isFaultName(name)) return null;
  const [none, ...marks] = cookieOf(req, NAME).split(',');
  const of = (kind: string): string[] => marks.filter((mark) => mark.startsWith(kind)).map((mark) => mark.slice(1));
  return { name, ticked: of('t'), usual: of('u'), none: none === 'none' };
}
