import { beginWork, takeEvent } from '../../src/domain/step/advance';
import { nextDue, passTime } from '../../src/domain/step/due';
import type { Effect } from '../../src/domain/words/effect';
import { refusedNow } from '../../src/domain/facts/table';
import type { Rules } from '../../src/domain/step/rules';
import type { EnrolmentState } from '../../src/domain/words/state';
import { MINUTE } from '../../src/domain/words/time';
import type { Work } from '../../src/domain/step/work';
import { eventOf, type Fact } from '../../src/domain/simulate/course';

// Single steps of the model check: the core itself, without the plan of messages and without sorting the state for storage.

export type Stride = { state: EnrolmentState; effects: Effect[] };

/** Several facts of one moment, taken in; null as soon as the core refuses one. */
export function record(rules: Rules, state: EnrolmentState | null, facts: readonly Fact[]): Stride | null {
  const events = facts.map((fact, index) => eventOf(fact, (state?.lastSeq ?? 0) + 1 + index));
  const work = beginWork(rules, state, events[0]);
  for (const event of events) {
    passTime(work, event.recordedAt, false);
    const first = state === null && event === events[0];
    if (!first && refusedNow(rules, work.state, event)) return null;
    takeEvent(work, event);
  }
  return work;
}

/** The next time at which somebody could do something else; null where time brings nothing about any more. */
export function letPass(rules: Rules, state: EnrolmentState, prompted: boolean): Stride | null {
  const work = beginWork(rules, state, undefined);
  work.observed = state.checkIns.map(({ key, opensAt }) => {
    return { checkIn: key, promptAcceptedAt: prompted ? opensAt + MINUTE : null, scores: [], anyAnswer: false };
  });
  const before = situation(work);
  for (;;) {
    const due = nextDue(work);
    if (!due) return situation(work) === before ? null : work;
    passTime(work, due.at, true);
    if (situation(work) !== before) return work;
  }
}

/** What people can see and act on. While it stays as it is, there is nothing to decide. */
function situation({ state }: Work): string {
  return JSON.stringify([
    state.ended,
    state.pause,
    state.admission,
    state.tracks.map(({ stage, gate, own }) => [stage, gate?.key, gate?.escalated, own]),
    state.checkIns.flatMap(({ key, answered }) => (answered ? [] : [key])),
    state.tasks.map(({ key }) => key),
    state.missedInARow,
  ]);
}
