import { daysBetween } from '../calendar';
import type { EnrolmentState } from '../state';
import { DAY, type LocalDate } from '../time';
import { todayOf } from '../work';

/** Further back or ahead than so many weeks nothing distinguishes two courses. */
const FARTHEST_WEEKS = 8;
/** A number beyond this is an instant (milliseconds), not a count. */
const FIRST_INSTANT = 1e11;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Two states with the same key go on alike: what lies apart is counted in weeks of the rhythm from now, of each score only
 * the newest is kept, of tasks their kinds, and what tells how the patient came here is left out. So a year folds into the
 * few weeks that differ.
 */
export function abstractKey(state: EnrolmentState): string {
  const today = todayOf(state, state.now);
  const { history, tracks, checkIns, scores, missedInARow, tasks, holds, messagesEnded, pause, ended } = state;
  const newest = Object.entries(scores).map(([name, points]) => [name, points.at(-1)]);
  const misses = Object.entries(missedInARow).map(([name, count]) => [name, Math.min(count, 2)]);
  const kept = {
    tracks: tracks.map(({ track, stage, gate, own, recorded }) => {
      return { track, stage, own, recorded, gate: gate && [gate.gate, gate.escalated, gate.verdict.kind] };
    }),
    open: checkIns.map(({ checkIn, answered, closesAt }) => [checkIn, answered, closesAt]),
    tasks: tasks.map(({ task }) => task).sort(),
    sessions: history.sessions.map(({ purpose, outcome, asked }) => [purpose, outcome, asked]),
    completed: history.completed.map(({ stage, adequate, verdict }) => [stage, adequate, verdict]),
    procedures: history.procedures.length,
    rest: [newest, misses, holds.length, messagesEnded, pause, ended?.reason],
  };
  return JSON.stringify(kept, (name, value: unknown) =>
    name === 'baseline' ? undefined : folded(value, state.now, today),
  );
}

function folded(value: unknown, now: number, today: LocalDate): unknown {
  if (typeof value === 'number' && value > FIRST_INSTANT) return weeks((value - now) / DAY);
  if (typeof value === 'string' && DATE.test(value)) return weeks(daysBetween(today, value));
  return value;
}

function weeks(days: number): number {
  return Math.max(-FARTHEST_WEEKS, Math.min(FARTHEST_WEEKS, Math.ceil(days / 7)));
}
