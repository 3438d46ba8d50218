import { counted } from '../../telling/english';
import { gateFor } from '../../pathway/lookup';
import type { Facts } from '../../rules/evidence';
import { todayOf, type Work } from '../../step/work';
import { inputsOf } from '../../words/history';
import type { GateVerdict } from '../../words/state';
import type { Instant } from '../../words/time';
import { evaluate } from '../evaluation';
import { attendanceOf, factsOf } from '../evidence';
import { type Adequacy, type Treated, verdictOf } from '../judge';
import type { Seat } from '../kind';

// What the rules of a block read, and whether enough of it took place.

type BlockSeat = Seat<'therapy-block'>;

/** Puts the question that belongs to what the end of the block found. */
export function judgeBlock(work: Work, seat: BlockSeat, at: Instant): void {
  const judging = judgingOf(seat);
  evaluate(work, askedOf(seat, judging.verdictAt(at)), judging, at);
}

export function judgingOf(seat: BlockSeat): {
  factsAt: (at: Instant) => Facts;
  verdictAt: (at: Instant) => GateVerdict;
  treatedBy: (at: Instant) => Treated;
} {
  const factsAt = (at: Instant): Facts => blockFacts(seat, at);
  return {
    factsAt,
    verdictAt: (at) => verdictOf(seat, factsAt(at), adequacyOf(seat, at)),
    treatedBy: (at) => ({ adequacy: adequacyOf(seat, at) }),
  };
}

/**
 * By sessions alone. One whose outcome nobody recorded may have been attended: that is said beside what is missing, and
 * where they could be enough it is not known whether they are.
 */
function adequacyOf({ stage, state, track, own }: BlockSeat, at: Instant): Adequacy {
  const { planned, adequatePercent } = stage.sessions;
  const { attended, open } = attendanceOf(state, track, planned, at);
  const short = Math.ceil((adequatePercent * planned) / 100) - attended;
  const today = todayOf(state, at);
  return {
    span: { since: track.enteredOn, to: today < own.evaluation.on ? today : own.evaluation.on },
    inputs: inputsOf({
      'sessions attended': attended,
      'sessions planned': planned,
      ...(own.dropped && { therapy: own.dropped }),
    }),
    mayBeEnough: open > 0 && short <= open,
    missing:
      short <= 0
        ? []
        : [
            `${counted(short, 'more session')} attended`,
            ...(open > 0 ? [`the outcome of ${counted(open, 'session')}`] : []),
          ],
  };
}

function blockFacts(seat: BlockSeat, at: Instant): Facts {
  return factsOf(seat, { baseline: seat.own.evaluation.baseline, planned: seat.stage.sessions.planned }, at);
}

/**
 * The block with the questions that belong to a finding. Where too little was done the clinician is asked whether it goes
 * on; where it was dropped, nobody came, or it went on often enough, the question is why. Never the one for another block.
 * While the outcome of a session is not recorded, or one is still to come, nobody knows that nobody comes.
 */
export function askedOf(seat: BlockSeat, { kind }: GateVerdict): BlockSeat {
  const { own, stage, state, track } = seat;
  const { dropOut, gate, gateWhen = {} } = stage;
  if (!dropOut || kind !== 'not-yet-adequate') return seat;
  const nobodyCame = !state.history.sessions
    .filter((each) => each.stage === track.stage && each.bookedAt >= track.since)
    .some(({ outcome }) => outcome === 'attended' || outcome === null);
  const longer = own.dropped !== undefined || nobodyCame ? undefined : gateWhen[kind];
  const worse = gateFor({ gate, gateWhen }, 'getting-worse') ?? gate;
  const asked = { ...gateWhen, 'getting-worse': worse, [kind]: longer ?? dropOut };
  return { ...seat, stage: { ...stage, gate: dropOut, gateWhen: asked } };
}
