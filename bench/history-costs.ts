import type { DomainEvent } from '../src/domain/words/event';
import type { Rules } from '../src/domain/step/rules';
import type { Life } from '../src/domain/simulate/life';
import type { EnrolmentState } from '../src/domain/words/state';
import { DAY, type Instant } from '../src/domain/words/time';
import {
  answerAt,
  canonical,
  digest,
  livesOf,
  nextWakeAt,
  passLife,
  plan,
  PLAN_AHEAD,
  recordFact,
} from './floors/compiled-core';
import { cpuMs, type Measured, ofRounds } from './figure';

const PATIENTS = 60;
const YEAR = 365;
const YEARS = [1, 2, 4, 8];
const ROUNDS = 7;
const TIMES = 30;

/**
 * What one event costs after so many years in one enrolment, held against the first year: an answer, with all that a wake of
 * the house makes of it (taken in, planned, the next wake found). After a year of everything the patients answer and stay.
 */
export function historyCosts(rules: Rules, name: string, enrolledAt: Instant): Measured[] {
  const lives = [...livesOf(rules, { patients: PATIENTS, days: YEAR, enrolledAt }, 1)].filter(
    ({ work }) => !work.state.ended,
  );
  const events = YEARS.map((years) =>
    lives.map((life) => {
      answerUntil(life, enrolledAt + years * YEAR * DAY);
      return answered(rules, canonical(life.work.state));
    }),
  );
  const cost = (ofYear: (typeof events)[number]): number =>
    (cpuMs(() => {
      for (let time = 0; time < TIMES; time += 1) for (const { state, event } of ofYear) takeIn(rules, state, event);
    }) *
      1000) /
    (TIMES * ofYear.length);
  events.forEach(cost);
  const rounds = Array.from({ length: ROUNDS }, () => events.map(cost));
  return YEARS.slice(1).map((years, index) =>
    ofRounds(
      `${name}: one answer, after ${years} years : after one`,
      'us',
      rounds.map((costs) => ({ ours: costs[index + 1] ?? NaN, baseline: costs[0] ?? NaN })),
    ),
  );
}

function answerUntil(life: Life, until: Instant): void {
  const { rules, state } = life.work;
  while (state.now < until) {
    passLife(life, Math.min(until, state.now + 7 * DAY));
    const answer = answerAt(rules, state, 'low');
    if (answer) recordFact(life, answer);
  }
}

/** Of the first check-in that is asked from now on, on the day after. */
function answered(rules: Rules, before: EnrolmentState): { state: EnrolmentState; event: DomainEvent } {
  let state = before;
  for (let day = 0; day < 60 && !state.checkIns.some((open) => !open.answered); day += 1)
    ({ state } = digest(rules, state, [], { now: state.now + DAY, observed: [] }));
  const { type, data } = answerAt(rules, state, 'low') ?? { type: 'time.passed', data: {} };
  const at = state.now + 1;
  const event = { id: 'answer', seq: state.lastSeq + 1, type, data, occurredAt: at, recordedAt: at, observed: [] };
  return { state, event: event as unknown as DomainEvent };
}

function takeIn(rules: Rules, before: EnrolmentState, event: DomainEvent): void {
  const { state } = digest(rules, before, [event], { now: event.recordedAt, observed: [] });
  plan(rules, state, state.now + PLAN_AHEAD);
  nextWakeAt(rules, state, 1);
}
