import { whereTo } from '../../../api/sign-in/where-to';

const here = 'http://127.0.0.1:8080';

test.each([
  '/',
  '/worklist?view=waiting&owner=mine',
  '/cases/1?at=2026-11-30T09:00:00Z&q=a%2Fb',
  '/rota?week=2026-W49&x=//elsewhere.example',
  '/escalations?next=https://elsewhere.example/',
  '/sign-ins-of-today',
])('%s is kept as it is', (wanted) => {
  expect(whereTo(wanted, here)).toBe(wanted);
});

test.each([
  ['another host', 'https://elsewhere.example/'],
  ['another host without its scheme', '//elsewhere.example/'],
  ['another host behind a dot', '/.//elsewhere.example'],
  ['another host behind a folder that is left again', '/worklist/..//elsewhere.example'],
  ['another host behind an encoded dot', '/%2e//elsewhere.example'],
  ['another host by backslashes', '/\\elsewhere.example'],
  ['another host by two backslashes', '\\\\elsewhere.example'],
  ['another host by a tab', '/\t/elsewhere.example'],
  ['another host by a line end', '/\n/elsewhere.example'],
  ['a script', 'javascript:alert(1)'],
  ['somebody before the host', '//user@127.0.0.1:8080/'],
  ['another port', '//127.0.0.1:9090/'],
  ['no address', 'worklist'],
  ['nothing', ''],
  ['two of them', ['/a', '/b']],
  ['none', undefined],
  ['signing in, again and again', '/sign-in?to=/sign-in'],
  ['the return of a sign-in', '/sign-in/return?code=x&state=y'],
  ['signing out', '/sign-out'],
  ['more than a cookie holds', `/${'x'.repeat(2001)}`],
])('%s leads to the first page', (_what, wanted) => {
  expect(whereTo(wanted, here)).toBe('/');
});
