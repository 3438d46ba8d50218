import { checkInsAhead, PLAN_AHEAD } from '../check-ins/plan';
import { ofWindow, whatTimeBrings, type DueItem } from './due';
import type { Rules } from './rules';
import type { EnrolmentState } from '../words/state';
import { DAY, MINUTE, type Instant } from '../words/time';

/** The plan is renewed while there are still so many days of it. */
const RENEW_BEFORE = 7 * DAY;

/**
 * The next instant at which something has a consequence, of all that time brings. Routine wakes are spread by the seed.
 * Openings need no wake of their own, but what then closes or is called for does.
 */
export function nextWakeAt(rules: Rules, state: EnrolmentState, seed: number): Instant | null {
  const width = rules.clinic.wakeSpreadMinutes * MINUTE;
  const standing = { rules, state };
  const ahead = state.ended ? [] : checkInsAhead(standing, state.now + PLAN_AHEAD);
  const items = [
    ...whatTimeBrings(standing),
    ...ahead.flatMap((occurrence) => ofWindow({ ...occurrence, answered: false })),
  ];
  const first = (wake: DueItem['wake']): Instant =>
    items.reduce((least, item) => (item.wake === wake ? Math.min(least, item.at) : least), Infinity);
  const renewal = state.ended ? Infinity : state.now + PLAN_AHEAD - RENEW_BEFORE - width;
  const next = Math.min(first('exact'), Math.min(first('spread'), renewal) + spread(width, seed));
  return next === Infinity ? null : next;
}

function spread(width: number, seed: number): number {
  return width > 0 ? Math.abs(Math.trunc(seed)) % width : 0;
}
