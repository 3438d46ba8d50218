import { beginWork, finishWork, takeEvent } from './advance';
import { passTime } from './due';
import type { DomainEvent, Observation } from '../words/event';
import { underSettings, type Rules } from './rules';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';
import type { Step, Work } from './work';

export type Until = { now: Instant; observed: Observation[] };

/** `usedObservations`: what closing check-ins read of `until.observed`; stored as a time.passed event, a rebuild is exact. */
export type Digest = Step & {
  usedObservations: Observation[];
  /** In force at the end: a migration changes them. */
  rules: Rules;
};

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
  const work = beginWork(rulesAt(rules, state?.now ?? events[0]?.recordedAt ?? until.now), state, events[0]);
  for (const event of events) {
    work.observed = event.observed;
    passDays(work, event.recordedAt, false);
    takeEvent(work, event);
  }
  work.observed = until.observed;
  work.usedObservations = [];
  passDays(work, until.now, true);
  return { ...finishWork(work), usedObservations: work.usedObservations, rules: work.rules };
}

/** Time is passed by the settings of its own day, however late that is done. */
function passDays(work: Work, until: Instant, including: boolean): void {
  for (const { since, clinic } of work.rules.settings ?? []) {
    if (since <= work.state.now || since > until) continue;
    passTime(work, since, false);
    work.rules = underSettings(work.rules, clinic);
  }
  passTime(work, until, including);
}

function rulesAt(rules: Rules, at: Instant): Rules {
  const { settings } = rules;
  const first = settings?.findLast(({ since }) => since <= at) ?? settings?.[0];
  return first ? underSettings(rules, first.clinic) : rules;
}
