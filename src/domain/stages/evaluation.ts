import { plusDays } from '../calendar/calendar';
import { rhythmDate } from '../check-ins/rhythm';
import type { Facts } from '../rules/evidence';
import type { EnrolmentState, GateVerdict } from '../words/state';
import type { Evaluation } from './base';
import type { Instant } from '../words/time';
import { todayOf, type Work } from '../step/work';
import type { Team } from '../words/authority';
import { firstOf, type JudgedSeat, putVerdict, type Treated } from './judge';
import { worseningOf } from './worsening';
import type { Again, Due } from './kind';

// What stages share that are judged on a day of their own, which a decision to go on moves.

type EvaluatedSeat = JudgedSeat & { own: { evaluation: Evaluation } };
type Judging = {
  factsAt: (at: Instant) => Facts;
  verdictAt: (at: Instant) => GateVerdict;
  /** What the verdict is about, and what was done of it. */
  treatedBy?: (at: Instant) => Treated;
};

/** One thing that comes by itself: when (null: not now), in which words, to whom, and what it does. */
type Planned<S> = {
  at: (seat: S) => Instant | null;
  what: (seat: S) => string;
  to: Team;
  happen: (work: Work, seat: S, at: Instant) => void;
};

/** Of all that is to come only the first is waited for. */
export function firstDue<S>(all: readonly Planned<S>[]): {
  due: (seat: S) => Due | null;
  onDue: (work: Work, seat: S, at: Instant) => void;
} {
  const first = (seat: S) =>
    firstOf(
      all.flatMap((planned) => {
        const at = planned.at(seat);
        return at === null ? [] : [{ at, planned }];
      }),
    );
  return {
    due: (seat) => {
      const { at, planned } = first(seat) ?? {};
      return at === undefined || planned === undefined ? null : { at, what: planned.what(seat), to: planned.to };
    },
    onDue: (work, seat, at) => {
      first(seat)?.planned.happen(work, seat, at);
    },
  };
}

/** Puts what the rule says today before a clinician; how often is counted only when the question is new. */
export function evaluate(work: Work, seat: EvaluatedSeat, { verdictAt, treatedBy }: Judging, at: Instant): void {
  const first = seat.track.gate === null;
  if (putVerdict(work, seat, verdictAt(at), at, treatedBy?.(at)) && first) seat.own.evaluation.times += 1;
}

/** An answer may show that somebody gets worse; renews an open question; or belongs to the day of the evaluation itself. */
export function evaluateOnAnswer(
  work: Work,
  seat: EvaluatedSeat,
  judging: Judging,
  checkIn: string | null,
  at: Instant,
): void {
  const { own, track } = seat;
  const worse = worseningOf(seat, at, judging.factsAt);
  if (worse) putVerdict(work, seat, worse, at, judging.treatedBy?.(at));
  else if (track.gate ? track.gate.verdict.kind !== 'getting-worse' : checkIn?.endsWith(`@${own.evaluation.on}`)) {
    evaluate(work, seat, judging, at);
  }
}

/** A decision to go on: judged again on the next day of the rhythm, unless it has been often enough. */
export function evaluateLater(
  { own, state }: { own: { evaluation: Evaluation }; state: EnrolmentState },
  { afterDays, atMost }: Again,
  at: Instant,
): boolean {
  if (own.evaluation.times > atMost) return false;
  own.evaluation.on = rhythmDate(state, plusDays(todayOf(state, at), afterDays), at);
  return true;
}
