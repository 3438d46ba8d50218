import type { Refusal } from '../words/effect';
import type { DomainEvent } from '../words/event';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import type { Seat } from './kind';
import { kindOf, seatsOf } from './registry';

/** The track whose stage takes a fact now. */
export function takerOf(rules: Rules, state: EnrolmentState, event: DomainEvent): Seat | null {
  return candidates(rules, state, event).find((seat) => kindOf(seat.stage.kind).refuse(seat, event) === null) ?? null;
}

/** Why no stage takes it: what the first one that knows such facts says, or where the enrolment stands. */
export function refuseByStage(rules: Rules, state: EnrolmentState, event: DomainEvent): Refusal | null {
  const refusals = candidates(rules, state, event).map((seat) => kindOf(seat.stage.kind).refuse(seat, event));
  if (refusals.includes(null)) return null;
  const first = refusals[0];
  if (first) return first;
  const stages = seatsOf(rules, state).map(({ stage }) => `“${stage.title}”`);
  return {
    code: 'not-in-this-stage',
    message: `${event.type} is not possible now: the enrolment is in the stage ${stages.join(' and ')}.`,
  };
}

function candidates(rules: Rules, state: EnrolmentState, event: DomainEvent): Seat[] {
  return seatsOf(rules, state).filter((seat) => kindOf(seat.stage.kind).takes.includes(event.type));
}
