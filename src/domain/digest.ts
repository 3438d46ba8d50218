import { beginWork, finishWork, takeEvent } from './advance';
import { passTime } from './due';
import type { DomainEvent, Observation } from './event';
import type { Rules } from './rules';
import type { EnrolmentState } from './state';
import type { Instant } from './time';
import type { Step } from './work';

export type Until = { now: Instant; observed: Observation[] };

/** `usedObservations`: what closing check-ins read of `until.observed`; stored as a time.passed event, a rebuild is exact. */
export type Digest = Step & { usedObservations: Observation[] };

/**
 * Time up to each event, the event, and so on, then time up to and including now: the engine's lag changes when
 * something is done, never what is decided. At an equal instant an event goes before the time.
 */
export function digest(
  rules: Rules,
  state: EnrolmentState | null,
  events: readonly DomainEvent[],
  until: Until,
): Digest {
  const work = beginWork(rules, state, events[0]);
  for (const event of events) {
    work.observed = event.observed;
    passTime(work, event.recordedAt, false);
    takeEvent(work, event);
  }
  work.observed = until.observed;
  work.usedObservations = [];
  passTime(work, until.now, true);
  return { ...finishWork(work), usedObservations: work.usedObservations };
}
