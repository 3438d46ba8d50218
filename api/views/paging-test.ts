import { isRecent, isUnderWay, type PagingTest, stepsOf } from '../../src/domain/escalation/paging-test';
import type { Instant } from '../../src/domain/words/time';
import { iso, isoOrNull } from '../contracts/fields';

/** One test as its own person sees it. Its id is told by the test alone, so that opening it proves that it came. */
export const showPagingTest = (test: PagingTest, isNewest: boolean, now: Instant) => ({
  askedAt: iso(test.askedAt),
  underWay: isNewest && isUnderWay(test, now),
  isRecent: isRecent(test, now),
  isNewest,
  acknowledged: test.acknowledgedAt !== null,
  steps: stepsOf(test, now).map(({ at, ...step }) => ({ ...step, at: isoOrNull(at) })),
});
