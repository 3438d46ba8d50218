import { escalationDue } from '../promises/gates';
import { imagingDue } from '../facts/imaging';
import { attendanceDue } from '../facts/sessions';
import { needDue } from '../medicines/taken';
import { checkInsAhead, PLAN_AHEAD } from '../check-ins/plan';
import { promiseDue } from '../promises/promises';
import type { Rules } from './rules';
import { kindOf, seatsOf } from '../stages/registry';
import type { EnrolmentState } from '../words/state';
import { DAY, MINUTE, type Instant } from '../words/time';

/** The plan is renewed while there are still so many days of it. */
const RENEW_BEFORE = 7 * DAY;

/**
 * The next instant at which something has a consequence. Routine wakes are spread by the seed; the deadline of a
 * question is not. Openings need no wake of their own: their rows are planned, and the walk through time passes them.
 */
export function nextWakeAt(rules: Rules, state: EnrolmentState, seed: number): Instant | null {
  const width = rules.clinic.wakeSpreadMinutes * MINUTE;
  const outliving = [imagingDue(rules, state), promiseDue(state)].flatMap((due) => (due ? [due.at] : []));
  if (state.ended) return outliving.length === 0 ? null : Math.min(...outliving) + spread(width, seed);
  const routine: Instant[] = [state.now + PLAN_AHEAD - RENEW_BEFORE - width, ...outliving];
  const exact: Instant[] = [];
  for (const { closesAt, callAt } of checkInsAhead(rules, state, state.now + PLAN_AHEAD)) {
    routine.push(closesAt);
    if (callAt != null) exact.push(callAt);
  }
  for (const seat of seatsOf(rules, state)) {
    const due = kindOf(seat.stage.kind).due(seat);
    if (due) routine.push(due.at);
    const { gate } = seat.track;
    if (gate) exact.push(escalationDue(gate));
  }
  const attendance = attendanceDue(rules, state);
  if (attendance) routine.push(attendance.at);
  const need = needDue(state);
  if (need) routine.push(need.at);
  if (state.admission) routine.push(state.admission.reviewAt);
  if (state.pause) routine.push(state.pause.until);
  return Math.min(...exact, Math.min(...routine) + spread(width, seed));
}

function spread(width: number, seed: number): number {
  return width > 0 ? Math.abs(Math.trunc(seed)) % width : 0;
}
