import type { Rules } from '../src/domain/step/rules';
import type { EnrolmentState } from '../src/domain/words/state';
import { DAY, type Instant } from '../src/domain/words/time';
import { canonical, digest, livesOf, nextWakeAt, plan, PLAN_AHEAD } from './floors/compiled-core';
import { alone, cpuMs, type Measured } from './figure';

const PATIENTS = 40;
const HALF_A_YEAR = 182;
const ROUNDS = 40;

/** What the core costs in one wake of a real house, half a year into the care: to digest a week, to plan, to find the next wake. */
export function stepCosts(rules: Rules, name: string, enrolledAt: Instant): Measured[] {
  const cohort = { patients: PATIENTS, days: HALF_A_YEAR, enrolledAt };
  const states = [...livesOf(rules, cohort, 1)].map(({ work }) => canonical(work.state)).filter(({ ended }) => !ended);
  const each = (step: (state: EnrolmentState) => void): number => {
    const all = (): void => {
      for (let round = 0; round < ROUNDS; round += 1) states.forEach(step);
    };
    all();
    return (cpuMs(all) * 1000) / (ROUNDS * states.length);
  };
  return [
    alone(
      `${name}: digest of a week, month 6`,
      each((state) => digest(rules, state, [], { now: state.now + 7 * DAY, observed: [] })),
      'us',
    ),
    alone(
      `${name}: plan, month 6`,
      each((state) => plan(rules, state, state.now + PLAN_AHEAD)),
      'us',
    ),
    alone(
      `${name}: next wake, month 6`,
      each((state) => nextWakeAt(rules, state, 1)),
      'us',
    ),
  ];
}
