import { plusDays } from '../calendar/calendar';
import { gateFor } from '../pathway/lookup';
import { rhythmDate } from '../check-ins/rhythm';
import type { Facts } from '../rules/evidence';
import { readingsOf } from '../rules/predicates';
import type { EnrolmentState } from '../words/state';
import type { Evaluation } from './base';
import { baselineText, judgedParts, pointsText, pointWaits, wait } from './definition';
import type { Instant, LocalDate } from '../words/time';
import { atPreferredTime, note, todayOf, type Work } from '../step/work';
import { factsOf, frozenBaseline } from './evidence';
import { alwaysAdequate, endDue, judgementOf, putVerdict, verdictOf } from './judge';
import { worseningOf } from './worsening';
import type { Seat, StageBehaviour, StageDefinition } from './kind';

type PointedKind = 'rehabilitation' | 'follow-up';
type PointedSeat = Seat<PointedKind>;

/** What the kinds of such a course say of themselves. */
export const courseDefinition = {
  begins: true,
  watchesGain: true,
  parts: ({ points, graceDays, ...judged }: PointedSeat['stage']) => ({
    ...judgedParts(judged),
    waits: [...pointWaits(points), wait(graceDays, 'graceDays')],
  }),
  sentences: ({ points, graceDays, baseline }: PointedSeat['stage']) => [
    baselineText(baseline),
    pointsText(points, graceDays),
  ],
  judgedOn: ({ points, graceDays }: PointedSeat['stage']) => ({ days: points, from: 'stage' as const, graceDays }),
} satisfies Partial<StageDefinition<PointedKind>>;

/** A course that is looked at on fixed days: what was reached holds, or it is lost and somebody decides. */
export function courseOfPoints<K extends PointedKind>(kind: K): StageBehaviour<K> {
  const course: StageBehaviour<PointedKind> = {
    takes: [],

    enter: (_rules, state, stage, at) => ({
      kind,
      next: 0,
      evaluation: {
        on: rhythmDate(state, plusDays(todayOf(state, at), stage.points[0] ?? 0), at),
        times: 0,
        baseline: frozenBaseline(state, stage.baseline, todayOf(state, at)),
        ...reachedIn(state, stage, todayOf(state, at)),
      },
    }),

    entered: () => undefined,
    refuse: () => null,
    handle: () => null,

    onAnswer(work, seat, checkIn, at) {
      const { own, track } = seat;
      const worse = worseningOf(seat, at, (when) => pointFacts(seat, when));
      if (worse) {
        if (putVerdict(work, seat, worse, at)) own.evaluation.times += 1;
      } else if (track.gate) {
        if (track.gate.verdict.kind !== 'getting-worse') lookAtPoint(work, seat, at);
      } else if (checkIn?.endsWith(`@${own.evaluation.on}`)) lookAtPoint(work, seat, at);
    },

    due(seat) {
      const { own, stage, track } = seat;
      if (track.gate || own.next >= stage.points.length) return null;
      const what = `A look at what was reached after ${String(stage.points[own.next])} days`;
      return { at: endDue(seat, own.evaluation.on, stage.graceDays), what, to: 'clinicians' };
    },

    onDue: lookAtPoint,

    again(_work, { own, stage, state }, { afterDays, atMost }, at) {
      if (own.evaluation.times > atMost) return false;
      own.next = Math.min(own.next, stage.points.length - 1);
      own.evaluation.on = rhythmDate(state, plusDays(todayOf(state, at), afterDays), at);
      return true;
    },

    judge(seat, at) {
      const facts = (when: Instant): Facts => pointFacts(seat, when);
      return judgementOf(seat, verdictOf(seat, facts(at), alwaysAdequate), facts, at);
    },

    waitingFor({ own, state, stage }) {
      if (own.next >= stage.points.length) return { for: 'nothing' };
      return {
        for: 'time',
        until: atPreferredTime(state, own.evaluation.on),
        what: 'the next look at what was reached',
      };
    },

    evaluation: ({ evaluation }) => evaluation,
    end({ points }, { next, evaluation }) {
      const days = points[next];
      return days === undefined ? null : { from: 'stage', afterDays: days, on: evaluation.on };
    },
    counted({ points }, { next }, enteredOn) {
      const days = points[next];
      return days === undefined ? null : { since: enteredOn, days };
    },

    // So many points were passed that none is left: the last one is looked at, for a question must not be lost.
    carried({ gate, points }, own) {
      if (gate) own.next = Math.min(own.next, points.length - 1);
    },

    phase: ({ own }) => `point ${String(own.next)}`,
  };
  // Seats of one kind are seats of either: the two differ in their names and in whether a question is a must.
  return course as unknown as StageBehaviour<K>;
}

/** In between only what does not hold is put before a clinician; at the last point, whatever was found. */
function lookAtPoint(work: Work, seat: PointedSeat, at: Instant): void {
  const { own, stage, track } = seat;
  const verdict = verdictOf(seat, pointFacts(seat, at), alwaysAdequate);
  if (track.gate) {
    putVerdict(work, seat, verdict, at);
    return;
  }
  const isLast = own.next >= stage.points.length - 1;
  if (gateFor(stage, verdict.kind) && (isLast || verdict.kind !== 'success')) {
    putVerdict(work, seat, verdict, at);
    own.evaluation.times += 1;
    if (isLast) return;
  } else {
    const inputs = [...verdict.inputs, { name: 'verdict', value: verdict.kind }];
    note(work, { at, what: 'stage.evaluated', rule: verdict.rule ?? stage.success.id, inputs, track });
  }
  nextPoint(seat, at);
}

function nextPoint({ own, stage, state, track }: PointedSeat, at: Instant): void {
  own.next += 1;
  const days = stage.points[own.next];
  if (days !== undefined) own.evaluation.on = rhythmDate(state, plusDays(track.enteredOn, days), at);
}

const pointFacts = (seat: PointedSeat, at: Instant): Facts => factsOf(seat, seat.own.evaluation, at);

/** What was gained before is what can be lost here: kept only where a rule reads it. */
function reachedIn(
  state: EnrolmentState,
  { baseline, stop }: PointedSeat['stage'],
  on: LocalDate,
): { reached?: Evaluation['reached'] } {
  const read = stop ? readingsOf(stop.when) : [];
  const lost = read.flatMap((each) => (each.of === 'score' && each.against === 'gain' ? [each.score] : []));
  if (lost.length === 0) return {};
  return { reached: frozenBaseline(state, { scores: lost, maxAgeDays: baseline.maxAgeDays }, on) };
}
