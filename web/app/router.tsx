import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { addWords } from '../texts';
import { Failed, NotFound } from './faults';
import { Shell } from './shell/shell';
import { SignedIn } from './signed-out';

/** What the addresses of lists keep: filters, order, page and what is chosen. Texts alone; a screen reads what it knows. */
type Search = Record<string, string>;
const kept = (search: Record<string, unknown>): Search =>
  Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

/** As they were typed: `overdue=true` is that text, and stands so in the address. */
const parseSearch = (address: string): Search => Object.fromEntries(new URLSearchParams(address));
const stringifySearch = (search: Record<string, unknown>): string => {
  const address = new URLSearchParams(kept(search)).toString();
  return address === '' ? '' : `?${address}`;
};

const rootRoute = createRootRoute({ notFoundComponent: NotFound });
const shell = createRoute({ getParentRoute: () => rootRoute, id: 'shell', component: Shell });
const signedIn = createRoute({ getParentRoute: () => rootRoute, path: '/signed-in', component: SignedIn });

const screen = <const Path extends string>(path: Path, load: () => Promise<{ Screen: () => React.ReactNode }>) =>
  createRoute({
    getParentRoute: () => shell,
    path,
    validateSearch: kept,
    component: lazyRouteComponent(load, 'Screen'),
  });

/** A screen, and the words that are its own. */
const spoken =
  <S,>(words: () => Promise<Parameters<typeof addWords>[0]>, load: () => Promise<S>) =>
  async (): Promise<S> => {
    const [said, loaded] = await Promise.all([words(), load()]);
    addWords(said);
    return loaded;
  };
const enrolling = () => import('../texts/en/enrol');
const ofRota = () => import('../texts/en/rota');
const ofClinic = () => import('../texts/en/clinic');

const screens = [
  screen('/escalations', () => import('../escalations/inbox')),
  screen('/escalations/$id', () => import('../escalations/item')),
  screen('/worklist', () => import('../worklist/worklist')),
  screen('/calls', () => import('../worklist/calls/page')),
  screen('/attendance', () => import('../recorded/attendance')),
  screen('/my-day', () => import('../recorded/mine')),
  screen('/cases/$id', () => import('../case/case')),
  screen('/cases/$id/decisions/$gate', () => import('../case/decision')),
  screen('/cases/$id/answers/$checkIn', () => import('../case/together/together')),
  screen(
    '/enrol',
    spoken(enrolling, () => import('../enrol/enrol')),
  ),
  screen(
    '/rota',
    spoken(ofRota, () => import('../rota/rota')),
  ),
  screen(
    '/paging-tests/$id',
    spoken(ofRota, () => import('../rota/test-page')),
  ),
  screen(
    '/pathways',
    spoken(ofClinic, () => import('../pathways/pathways')),
  ),
  screen(
    '/pathways/$id/$version',
    spoken(ofClinic, () => import('../pathways/pathway')),
  ),
  screen(
    '/operations',
    spoken(ofClinic, () => import('../operations/operations')),
  ),
  screen(
    '/audit',
    spoken(ofClinic, () => import('../audit/audit')),
  ),
] as const;

export const router = createRouter({
  routeTree: rootRoute.addChildren([shell.addChildren(screens), signedIn]),
  scrollRestoration: true,
  parseSearch,
  stringifySearch,
  defaultErrorComponent: Failed,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
