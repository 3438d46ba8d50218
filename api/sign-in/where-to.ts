const FIRST = '/';
/** What fits into a cookie beside the rest of an attempt; no page of ours has an address of that length. */
const LONGEST = 2000;

/**
 * Where to go after signing in: the page that was asked for, query and all, if it is one of this host; else the first one.
 * Judged as it leaves: `/.//elsewhere.example` passes every look at the input and resolves to `//elsewhere.example`.
 */
export function whereTo(wanted: unknown, publicUrl: string): string {
  const here = new URL(publicUrl).origin;
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, here)) return FIRST;
  const { origin, pathname, search } = new URL(wanted, here);
  const isHere = origin === here && !pathname.startsWith('//') && !/^\/sign-(in|out)(\/|$)/.test(pathname);
  return isHere && pathname.length + search.length <= LONGEST ? `${pathname}${search}` : FIRST;
}
