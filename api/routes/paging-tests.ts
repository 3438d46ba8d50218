import { z } from 'zod';
import { isRecent, isUnderWay, type PagingTest as Test, stepsOf } from '../../src/domain/escalation/paging-test';
import type { Instant } from '../../src/domain/words/time';
import { iso, isoOrNull } from '../contracts/fields';
import { OwnPagingTest, PagingTest } from '../contracts/rota/paging-test';
import { namedPerson, type Principal } from '../middleware/principal';
import type { ApiDeps } from '../deps';
import type { Tx } from '../../src/storage/tx/connection';
import { defineRoute, type Route } from './route';

/** One test as its own person sees it. Its id is told by the test alone, so that opening it proves that it came. */
const showPagingTest = (test: Test, isNewest: boolean, now: Instant) => ({
  askedAt: iso(test.askedAt),
  underWay: isNewest && isUnderWay(test, now),
  isRecent: isRecent(test, now),
  isNewest,
  acknowledged: test.acknowledgedAt !== null,
  steps: stepsOf(test, now).map(({ at, ...step }) => ({ ...step, at: isoOrNull(at) })),
});

const own = (principal: Principal) => ({ clinicId: principal.clinicId, staffId: namedPerson(principal) });

async function newest({ store }: ApiDeps, tx: Tx, principal: Principal) {
  const { clinicId, staffId } = own(principal);
  const now = await store.clock.clinicNow(tx, clinicId);
  const test = (await store.pagingTests.newestPagingTests(tx, clinicId, staffId)).get(staffId);
  return { test: test === undefined ? null : showPagingTest(test, true, now) };
}

/** Its person opened it, or says that it came: only ever by a post of somebody signed in. */
const reached = (path: 'opening' | 'acknowledgement', summary: string) =>
  defineRoute({
    method: 'post',
    path: `/paging-tests/:id/${path}`,
    deed: 'page oneself',
    about: 'clinic',
    summary,
    body: z.strictObject({}).default({}),
    replies: { 200: { description: 'The test as it now stands', schema: PagingTest } },
    handle: ({ params, principal, deps: { store }, commit }) =>
      commit(async (tx) => {
        const how = path === 'opening' ? 'opened' : 'acknowledged';
        const test = await store.pagingTests.reachedBy(tx, own(principal), params.id, how);
        const now = await store.clock.clinicNow(tx, principal.clinicId);
        return { status: 200, body: showPagingTest(test, true, now) };
      }),
  });

/** "Page me now": whoever asks is paged themselves, and nobody else can be. */
export const pagingTestRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/me/paging-test',
    deed: 'page oneself',
    about: 'clinic',
    summary: 'Whether an alert would reach you, by the newest test of it',
    replies: { 200: { description: 'As things stand now', schema: OwnPagingTest } },
    handle: async ({ principal, deps }) => ({ status: 200, body: await newest(deps, deps.store.db, principal) }),
  }),
  defineRoute({
    method: 'post',
    path: '/me/paging-test',
    deed: 'page oneself',
    about: 'clinic',
    summary: 'Page yourself, over the road of an alert and on every channel you have',
    body: z.strictObject({}).default({}),
    replies: { 201: { description: 'On its way; the newest one alone counts', schema: OwnPagingTest } },
    handle: ({ principal, deps, commit }) =>
      commit(async (tx) => {
        await deps.store.pagingTests.askPagingTest(tx, own(principal));
        return {
          status: 201,
          body: await newest(deps, tx, principal),
          afterCommit: () => {
            deps.engine.nudgeDispatch('urgent');
          },
        };
      }),
  }),
  defineRoute({
    method: 'get',
    path: '/paging-tests/:id',
    deed: 'page oneself',
    about: 'clinic',
    summary: 'One of your own tests, by the id that it brought; reading it is not opening it',
    replies: { 200: { description: 'As things stand now', schema: PagingTest } },
    handle: async ({ params, principal, deps: { store } }) => {
      const test = await store.pagingTests.ownPagingTest(store.db, own(principal), params.id);
      const now = await store.clock.clinicNow(store.db, principal.clinicId);
      return { status: 200, body: showPagingTest(test, test.isNewest, now) };
    },
  }),
  reached('opening', 'You have opened the test that reached you'),
  reached('acknowledgement', 'You say that the test reached you'),
];
