import { daysBetween, plusDays } from '../calendar/calendar';
import { lastOperation } from '../check-ins/history';
import { gateFor, ruleName } from '../pathway/lookup';
import { says } from '../telling/sentence';
import { defined } from '../words/defined';
import { rhythmDate } from '../check-ins/rhythm';
import type { Facts } from '../rules/evidence';
import { readingsOf } from '../rules/predicates';
import type { EnrolmentState } from '../words/state';
import type { Evaluation } from './base';
import { baselineText, judgedParts, pointsText, pointWaits, wait } from './definition';
import type { Instant, LocalDate } from '../words/time';
import { atPreferredTime, note, todayOf, type Work } from '../step/work';
import { factsOf, frozenBaseline } from './evidence';
import { alwaysAdequate, endDue, type JudgedSeat, judgementOf, putVerdict, verdictOf } from './judge';
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
  sentences: ({ points, graceDays, baseline, pointsFrom, gateAt }: PointedSeat['stage']) => [
    baselineText(baseline),
    pointsText(points, graceDays),
    ...(pointsFrom
      ? [says('The days are counted from the last operation, and from the entry where there was none.')]
      : []),
    ...(gateAt ? [says('The first of the questions below is put at the last of these days alone.')] : []),
  ],
  judgedOn: ({ points, graceDays, pointsFrom }: PointedSeat['stage']) => ({
    days: points,
    from: pointsFrom ? ('trial' as const) : ('stage' as const),
    graceDays,
  }),
} satisfies Partial<StageDefinition<PointedKind>>;

/** A course that is looked at on fixed days: what was reached holds, or it is lost and somebody decides. */
export function courseOfPoints<K extends PointedKind>(kind: K): StageBehaviour<K> {
  const course: StageBehaviour<PointedKind> = {
    takes: [],

    enter(_rules, state, stage, at) {
      const today = todayOf(state, at);
      const anchor = stage.pointsFrom ? anchorOf(state, stage, at) : null;
      const from = anchor ?? { on: today, at };
      const next = pointAfter(stage, from.on, today);
      return {
        kind,
        next,
        evaluation: {
          on: rhythmDate(state, plusDays(from.on, stage.points[next] ?? 0), at),
          times: 0,
          baseline: frozenBaseline(state, stage.baseline, today),
          ...reachedIn(state, stage, today),
        },
        ...(stage.pointsFrom && { countedFrom: from }),
      };
    },

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

    onFact: countAnew,

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

    begun: ({ countedFrom }) => countedFrom ?? null,
    evaluation: ({ evaluation }) => evaluation,
    end({ points, pointsFrom }, { next, evaluation }) {
      const days = points[next];
      if (days === undefined) return null;
      return { from: pointsFrom ? 'trial' : 'stage', afterDays: days, on: evaluation.on };
    },
    counted({ points }, { next, countedFrom }, enteredOn) {
      const days = points[next];
      return days === undefined ? null : { since: countedFrom?.on ?? enteredOn, days };
    },

    carried({ gate, points, pointsFrom }, own, { enteredOn, since }) {
      // So many points were passed that none is left: the last one is looked at, for a question must not be lost.
      if (gate) own.next = Math.min(own.next, points.length - 1);
      if (pointsFrom) own.countedFrom ??= { on: enteredOn, at: since };
    },

    phase: ({ own }) => `point ${String(own.next)}`,
  };
  // Seats of one kind are seats of either: the two differ in their names and in whether a question is a must.
  return course as unknown as StageBehaviour<K>;
}

/** The last operation, while its course is not over. */
function anchorOf(state: EnrolmentState, { points }: PointedSeat['stage'], at: Instant): Anchor | null {
  const last = lastOperation(state);
  return last && daysBetween(last.on, todayOf(state, at)) < (points.at(-1) ?? 0) ? last : null;
}

type Anchor = { on: LocalDate; at: Instant };

/** The first point that is still to come; the last one, where none is. */
function pointAfter({ points }: PointedSeat['stage'], from: LocalDate, today: LocalDate): number {
  const next = points.findIndex((days) => plusDays(from, days) > today);
  return next < 0 ? points.length - 1 : next;
}

/** An operation was recorded meanwhile: its months are counted, and not those of the decision for it. */
function countAnew(work: Work, { own, stage, state, track }: PointedSeat, at: Instant): void {
  const anchor = stage.pointsFrom ? anchorOf(state, stage, at) : null;
  if (!anchor || anchor.at !== at) return;
  own.countedFrom = anchor;
  own.next = pointAfter(stage, anchor.on, todayOf(state, at));
  const { on: before } = own.evaluation;
  own.evaluation.on = rhythmDate(state, plusDays(anchor.on, stage.points[own.next] ?? 0), at);
  const inputs = [
    { name: 'from', value: before },
    { name: 'to', value: own.evaluation.on },
  ];
  note(work, {
    at,
    what: 'evaluation.moved',
    rule: ruleName(work.rules, track.track, stage.id, 'operation'),
    track,
    inputs,
  });
}

/** The questions of a stage at one of its points; of what nobody knows it is never asked whether care is to be closed. */
function atPoint(seat: PointedSeat, isLast: boolean): JudgedSeat & Pick<PointedSeat, 'own'> {
  const { stage } = seat;
  if (stage.gateAt === undefined) return seat;
  const { 'getting-worse': worse, 'cannot-tell': unknown } = stage.gateWhen ?? {};
  const asked = isLast
    ? { gate: stage.gate, gateWhen: defined({ 'getting-worse': worse, 'cannot-tell': unknown }) }
    : { gate: undefined, gateWhen: stage.gateWhen };
  return { ...seat, stage: { ...stage, ...asked } as JudgedSeat['stage'] };
}

/** In between only what does not hold is put before a clinician; at the last point, whatever was found. */
function lookAtPoint(work: Work, seat: PointedSeat, at: Instant): void {
  const { own, stage, track } = seat;
  const verdict = verdictOf(seat, pointFacts(seat, at), alwaysAdequate);
  if (track.gate) {
    putVerdict(work, atPoint(seat, isOfLastPoint(seat, track.gate.gate, at)), verdict, at);
    return;
  }
  const isLast = own.next >= stage.points.length - 1;
  const asked = atPoint(seat, isLast);
  if (gateFor(asked.stage, verdict.kind) && (isLast || verdict.kind !== 'success')) {
    putVerdict(work, asked, verdict, at);
    own.evaluation.times += 1;
    if (isLast) return;
  } else {
    const inputs = [...verdict.inputs, { name: 'verdict', value: verdict.kind }];
    note(work, { at, what: 'stage.evaluated', rule: verdict.rule ?? stage.success.id, inputs, track });
  }
  nextPoint(seat, at);
}

/** Whether an open question is that of the last point: between two of them the day of the next one is still to come. */
function isOfLastPoint({ own, stage, state }: PointedSeat, gate: string, at: Instant): boolean {
  if (gate === stage.gate?.id) return true;
  const isLast = own.next >= stage.points.length - 1 && own.evaluation.on <= todayOf(state, at);
  return isLast && gate === stage.gateWhen?.['cannot-tell']?.id;
}

function nextPoint({ own, stage, state, track }: PointedSeat, at: Instant): void {
  own.next += 1;
  const days = stage.points[own.next];
  const from = own.countedFrom?.on ?? track.enteredOn;
  if (days !== undefined) own.evaluation.on = rhythmDate(state, plusDays(from, days), at);
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
