import { passOver } from '../check-ins/occurrences';
import type { Refusal } from '../words/effect';
import type { DomainEvent } from '../words/event';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import type { Seat } from './kind';
import { follow } from './moves';
import { kindOf, seatsOf } from './registry';
import type { Instant } from '../words/time';
import type { Exit, Work } from '../step/work';

/** The track whose stage takes a fact now. */
function takerOf(rules: Rules, state: EnrolmentState, event: DomainEvent): Seat | null {
  return candidates(rules, state, event).find((seat) => kindOf(seat.stage.kind).refuse(seat, event) === null) ?? null;
}

/** Gives a fact to a stage. What a treatment that begins with it would have asked before is passed over. */
export function hand(work: Work, seat: Seat, event: DomainEvent, at: Instant): Exit | null {
  const kind = kindOf(seat.stage.kind);
  const exit = kind.handle(work, seat, event, at);
  if (kind.treatsFrom?.includes(event.type) === true) passOver(work.rules, work.state, at);
  return exit;
}

/** Hands a fact to the stage that takes it, and goes where that leads. */
export function takeByStage(work: Work, event: DomainEvent, at: Instant): void {
  const seat = takerOf(work.rules, work.state, event);
  if (!seat) return;
  if (!seat.track.recorded.includes(event.type)) seat.track.recorded.push(event.type);
  const exit = hand(work, seat, event, at);
  if (exit) follow(work, seat.track, exit, at);
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
