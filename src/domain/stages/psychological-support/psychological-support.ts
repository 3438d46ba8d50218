import type { Seat, StageKind } from '../kind';
import { plusDays } from '../../calendar/calendar';
import type { Rule } from '../../pathway/language';
import { ruleName } from '../../pathway/lookup';
import { rhythmDate } from '../../check-ins/rhythm';
import type { Facts } from '../../rules/evidence';
import { evaluate as answerOf, isMet, truthOf } from '../../rules/predicates';
import type { EnrolmentState, GateVerdict } from '../../words/state';
import { withinDaysEnd } from '../../calendar/staffed-hours';
import { closeTasks, openTask } from '../../promises/tasks';
import type { Instant } from '../../words/time';
import { atPreferredTime, eventRule, note, todayOf, type Work } from '../../step/work';
import { factsOf, frozenBaseline } from '../evidence';
import { evaluate, evaluateLater, evaluateOnAnswer, firstDue } from '../evaluation';
import { alwaysAdequate, endDue, type JudgedSeat, judgementOf, verdictOf } from '../judge';
import { definition } from './definition';

type SupportSeat = Seat<'psychological-support'>;

/** Watches mood all along, has somebody assess it when a score asks for that, and judges the support that was begun. */
export const psychologicalSupport: StageKind<'psychological-support'> = {
  ...definition,
  takes: ['psychology.assessed', 'psychology.requested'],
  sessions: 'psychology',

  enter: (_rules, state, stage, at) => ({
    kind: 'psychological-support',
    phase: 'screening',
    because: null,
    since: todayOf(state, at),
    earlyDone: false,
    evaluation: { on: plusDays(todayOf(state, at), stage.reviewDays), times: 0, baseline: {} },
  }),

  entered: lookAtScreening,
  refuse: () => null,

  handle(work, seat, event, at) {
    const { own, state, stage, track } = seat;
    const rule = eventRule(event.type);
    if (event.type === 'psychology.requested') {
      note(work, { at, what: 'psychology.requested', rule, track });
      lookAtScreening(work, seat, at);
    }
    if (event.type !== 'psychology.assessed') return null;
    // What was asked for is answered: a later wish is a new one.
    track.recorded = track.recorded.filter((type) => type !== 'psychology.requested');
    const { outcome } = event.data;
    note(work, { at, what: 'psychology.assessed', rule, track, inputs: [{ name: 'outcome', value: outcome }] });
    closeTasks(work, ['assess-psychology'], at, 'the assessment was recorded', rule);
    const today = todayOf(state, at);
    Object.assign(own, {
      phase: outcome === 'support' ? 'treating' : 'screening',
      because: null,
      since: today,
      assessedAt: at,
      earlyDone: false,
    });
    recordSupport(state, outcome, at);
    own.evaluation = {
      on: rhythmDate(state, plusDays(today, stage.reviewDays), at),
      times: own.evaluation.times,
      baseline: frozenBaseline(state, stage.baseline, today),
    };
    return null;
  },

  onAnswer(work, seat, checkIn, at) {
    if (seat.own.phase !== 'treating') {
      lookAtScreening(work, seat, at);
      return;
    }
    evaluateOnAnswer(work, seat, judgingOf(seat), checkIn, at);
  },

  ...firstDue<SupportSeat>([
    {
      at: ({ own, stage, state, track }) =>
        own.phase !== 'treating' || track.gate || own.earlyDone
          ? null
          : atPreferredTime(state, plusDays(own.since, stage.earlyReviewDays)),
      what: () => 'A look at whether the support helps',
      to: 'clinicians',
      happen: lookEarly,
    },
    {
      at: (seat) => (seat.own.phase !== 'treating' || seat.track.gate ? null : endDue(seat, seat.own.evaluation.on)),
      what: ({ stage }) => `Review of the support and the question “${stage.gate.question}”`,
      to: 'clinicians',
      happen(work, seat, at) {
        evaluate(work, seat, judgingOf(seat), at);
      },
    },
  ]),
  again: (_work, seat, destination, at) => evaluateLater(seat, destination, at),

  judge(seat, at) {
    if (seat.own.phase !== 'treating') return null;
    const { factsAt, verdictAt } = judgingOf(seat);
    return judgementOf(measured(seat), verdictAt(at), factsAt, at);
  },

  waitingFor({ own, state, stage }) {
    if (own.phase === 'screening') return { for: 'nothing' };
    if (own.phase === 'treating') {
      return { for: 'time', until: atPreferredTime(state, own.evaluation.on), what: 'the review of the support' };
    }
    const days = assessDays(stage, own.because);
    return { for: 'record', event: 'psychology.assessed', by: atPreferredTime(state, plusDays(own.since, days)) };
  },

  evaluation: ({ phase, evaluation }) => (phase === 'treating' ? evaluation : null),
  counted: ({ reviewDays }, { since }) => ({ since, days: reviewDays }),
  treatment: (_state, { own }) => (own.phase === 'treating' ? { after: -Infinity, to: Infinity } : null),
  treatsFrom: ['psychology.assessed'],

  recordable: () => [
    { type: 'psychology.assessed', data: { outcome: 'support' } },
    { type: 'psychology.assessed', data: { outcome: 'no-need' } },
  ],

  phase: ({ own }) => own.phase,
};

/** When support was last begun, or that it was assessed and none is needed. */
export function recordSupport({ history }: EnrolmentState, outcome: 'support' | 'no-need', at: Instant): void {
  history.support = { begunAt: outcome === 'support' ? at : (history.support?.begunAt ?? null) };
}

/** The first rule that is met asks for an assessment; a more urgent one later brings it forward. */
function lookAtScreening(work: Work, seat: SupportSeat, at: Instant): void {
  const { own, stage, state, track } = seat;
  if (own.phase === 'treating') return;
  const facts = unseenFacts(seat, at);
  const order = stage.screening.map(({ rule }) => rule.id);
  const found = stage.screening.find(({ rule }) => isMet(rule.when, facts));
  if (!found) return;
  const { rule, assessWithinDays } = found;
  if (own.phase === 'assessing' && order.indexOf(rule.id) >= order.indexOf(own.because ?? '')) return;
  const name = ruleName(work.rules, track.track, stage.id, rule.id);
  if (own.phase === 'assessing') closeTasks(work, ['assess-psychology'], at, 'it is more urgent now', name);
  Object.assign(own, { phase: 'assessing', because: rule.id, since: todayOf(state, at) });
  const { inputs } = answerOf(rule.when, facts);
  note(work, { at, what: 'stage.evaluated', rule: name, track, inputs });
  const about = `${track.track}/${stage.id}@${todayOf(state, at)}`;
  const dueAt = withinDaysEnd(work.rules.clinic, at, assessWithinDays);
  openTask(work, { task: 'assess-psychology', about, at, rule: name, dueAt });
}

/** Early only what has not helped is put before a clinician; what is not known waits for the review. */
function lookEarly(work: Work, seat: SupportSeat, at: Instant): void {
  seat.own.earlyDone = true;
  const judging = judgingOf(seat);
  if (judging.verdictAt(at).kind === 'not-enough') evaluate(work, seat, judging, at);
}

function judgingOf(seat: SupportSeat): { factsAt: (at: Instant) => Facts; verdictAt: (at: Instant) => GateVerdict } {
  const factsAt = (at: Instant): Facts => supportFacts(seat, at);
  return { factsAt, verdictAt: (at) => verdictOf(measured(seat), factsAt(at), alwaysAdequate) };
}

/**
 * The support with the rule it is judged by: each score that led in must be better, and so must be known. One that nobody
 * knew when it began may have led in.
 */
function measured(seat: SupportSeat): JudgedSeat {
  const { stage, own } = seat;
  const { baseline } = own.evaluation;
  const points = Object.entries(baseline);
  const scores = Object.fromEntries(points.map(([score, point]) => [score, [point]]));
  const facts = { ...supportFacts(seat, Math.max(0, ...points.map(([, { at }]) => at))), scores };
  const by = (stage.measuredBy ?? [])
    .filter(({ led }) => truthOf(led.when, facts) !== false)
    .map(({ success }) => success);
  const [first, ...others] = by;
  if (!first) return seat;
  if (others.length === 0) return { ...seat, stage: { ...stage, success: first } };
  const success: Rule = {
    id: stage.success.id,
    when: { kind: 'all', of: by.map(({ when }) => when) },
    source: by.map(({ source }) => source).join('; '),
  };
  return { ...seat, stage: { ...stage, success } };
}

function assessDays(stage: SupportSeat['stage'], because: string | null): number {
  return stage.screening.find(({ rule }) => rule.id === because)?.assessWithinDays ?? 0;
}

/** Without the scores that the last assessment has seen. */
function unseenFacts(seat: SupportSeat, at: Instant): Facts {
  const facts = supportFacts(seat, at);
  const { assessedAt } = seat.own;
  if (assessedAt === undefined) return facts;
  const scores: Facts['scores'] = {};
  for (const score in facts.scores)
    scores[score] = (facts.scores[score] ?? []).filter(({ at: when }) => when > assessedAt);
  return { ...facts, scores };
}

function supportFacts(seat: SupportSeat, at: Instant): Facts {
  return factsOf(seat, { baseline: seat.own.evaluation.baseline }, at);
}
