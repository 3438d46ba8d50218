import { nextWakeAt } from './next-wake';
import { plan, PLAN_AHEAD } from './plan';
import type { Rules } from './rules';
import type { EnrolmentState } from './state';
import { statusOf } from './status';
import type { Instant } from './time';
import type { Step } from './work';

export type Before = { state: EnrolmentState; wakeAt: Instant | null };

/**
 * Whether a step can wait for the next wake: it asks nothing of anybody, needs no earlier wake, and leaves the plan as
 * it is (an answered check-in apart, whose rows the answer itself has closed).
 */
export function isQuiet(rules: Rules, before: Before, step: Step): boolean {
  if (step.effects.length > 0 || statusOf(before.state) !== statusOf(step.state)) return false;
  // Compared without the spread: the stored wake is never later than what the state before needs, spread apart.
  const needed = nextWakeAt(rules, step.state, 0);
  const neededBefore = nextWakeAt(rules, before.state, 0);
  if (needed !== null && (before.wakeAt === null || neededBefore === null || needed < neededBefore)) return false;
  return planText(rules, before.state, step.state) === planText(rules, step.state, step.state);
}

function planText(rules: Rules, state: EnrolmentState, after: EnrolmentState): string {
  const answered = new Set(after.checkIns.filter((checkIn) => checkIn.answered).map((checkIn) => checkIn.key));
  const rows = plan(rules, state, after.now + PLAN_AHEAD).filter((row) => !answered.has(row.key));
  return JSON.stringify(rows);
}
