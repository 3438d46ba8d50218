import { checkInsAhead, plan, PLAN_AHEAD } from '../check-ins/plan';
import { type DueItem, ofWindow, whatTimeBrings } from './due';
import type { Rules } from './rules';
import type { EnrolmentState } from '../words/state';
import { DAY, type Instant, MINUTE } from '../words/time';
import type { Step } from './work';

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
  const items = [...whatTimeBrings(standing), ...ahead.flatMap(ofWindow)];
  const first = (wake: DueItem['wake']): Instant =>
    items.reduce((least, item) => (item.wake === wake ? Math.min(least, item.at) : least), Infinity);
  const renewal = state.ended ? Infinity : state.now + PLAN_AHEAD - RENEW_BEFORE - width;
  const next = Math.min(first('exact'), Math.min(first('spread'), renewal) + spread(width, seed));
  return next === Infinity ? null : next;
}

function spread(width: number, seed: number): number {
  return width > 0 ? Math.abs(Math.trunc(seed)) % width : 0;
}

export type Before = { state: EnrolmentState; wakeAt: Instant | null };

/**
 * Whether a step can wait for the next wake: it asks nothing of anybody, needs no earlier wake, changes nothing but what
 * was answered and what is held, and leaves the plan as it is (the answered check-in apart, whose rows the answer itself
 * has closed). A hold is in force without a step: by the status, which the fact writes and every hand-over reads.
 */
export function isQuiet(rules: Rules, before: Before, step: Step, seed: number): boolean {
  if (step.effects.length > 0 || courseText(before.state) !== courseText(step.state)) return false;
  const wakeAt = nextWakeAt(rules, step.state, seed);
  if (wakeAt !== null && (before.wakeAt === null || wakeAt < before.wakeAt)) return false;
  return planText(rules, before.state, step.state) === planText(rules, step.state, step.state);
}

/** What people see of the course, apart from answers and holds. Both states are canonical, so equal ones are equal texts. */
function courseText({
  tracks,
  tasks,
  pause,
  ended,
  reach,
  emailConsent,
  undeliverable,
  messagesEnded,
  history,
  admission,
  transfer,
}: EnrolmentState): string {
  // Answers and what they say are no change of course; everything staff recorded is.
  const facts = { ...history, answered: {}, first: {}, signals: [], safetyAnswered: undefined, spans: undefined };
  return JSON.stringify({
    facts,
    admission,
    transfer,
    tracks,
    tasks,
    pause,
    ended,
    reach,
    emailConsent,
    undeliverable,
    messagesEnded,
  });
}

function planText(rules: Rules, state: EnrolmentState, after: EnrolmentState): string {
  const answered = new Set(after.checkIns.filter((checkIn) => checkIn.answered).map((checkIn) => checkIn.key));
  const rows = plan(rules, state, after.now + PLAN_AHEAD).filter((row) => !answered.has(row.key));
  return JSON.stringify(rows);
}
