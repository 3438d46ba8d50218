import { kindOf, seatsOf } from '../stages/registry';
import type { Waiting } from '../words/effect';
import { isHeld } from '../escalation/holds';
import { gateOf } from '../pathway/gates-of';
import type { StageKindName } from '../pathway/types';
import type { Rules } from '../step/rules';
import type { EnrolmentState, EnrolmentStatus } from '../words/state';
import type { Instant } from '../words/time';

export function statusOf(state: EnrolmentState): EnrolmentStatus {
  if (state.ended) return 'ended';
  if (isHeld(state)) return 'held';
  return state.pause ? 'paused' : 'active';
}

export type TrackWaiting = { track: string; stage: string; kind: StageKindName; since: Instant; waitingFor: Waiting };

/** Where each track stands and what it waits for. An open question comes before anything else. */
export function waitingFor(rules: Rules, state: EnrolmentState): TrackWaiting[] {
  return seatsOf(rules, state).map((seat) => {
    const { track, stage } = seat;
    const place = { track: track.track, stage: track.stage, kind: stage.kind, since: track.since };
    if (state.ended) return { ...place, waitingFor: { for: 'nothing' } };
    const question = track.gate && gateOf(stage, track.gate.gate)?.question;
    if (!track.gate || question == null)
      return { ...place, waitingFor: openOr(state, kindOf(stage.kind).waitingFor(seat)) };
    const { gate, answerBy } = track.gate;
    return { ...place, waitingFor: { for: 'decision', gate, question, by: answerBy, role: 'clinician' } };
  });
}

/** Where only time has to pass, an open check-in is what is waited for. */
function openOr(state: EnrolmentState, waiting: Waiting): Waiting {
  const open = state.checkIns.find((checkIn) => !checkIn.answered);
  return waiting.for === 'time' && open ? { for: 'check-in', key: open.key, by: open.closesAt } : waiting;
}
