import { z } from 'zod';
import type { Instant } from '../../words/time';
import { stage } from '../base';
import { Gate, NamedRule } from '../../pathway/gate-schema';
import { Days, Text } from '../../shapes/shapes';
import { wait } from '../definition';
import { counted, daysText, listText } from '../../telling/english';
import { staffEventTypes } from '../../words/event';
import type { Input } from '../../words/history';
import { says } from '../../telling/sentence';
import type { Due, Seat, StageDefinition, StageKind } from '../kind';
import { plusDays } from '../../calendar/calendar';
import { openGate } from '../../promises/gates';
import { ruleName } from '../../pathway/lookup';
import { openTask } from '../../promises/tasks';
import { atPreferredTime, todayOf, type Work } from '../../step/work';
import { smallestChange } from '../../rules/counterfactual';
import type { Facts } from '../../rules/evidence';
import type { Predicate } from '../../rules/predicates';
import { predicateText } from '../../telling/rules';
import type { GateVerdict } from '../../words/state';
import { factsOf } from '../evidence';
import { firstOf, isNews } from '../judge';
import { CONSERVATIVE, conservativeCare } from './conservative';

const schema = z.strictObject({
  ...stage,
  kind: z.literal('surgical-review'),
  gate: Gate,
  /** Conservative care has only failed when all of these are true; anything less is "not yet adequate". */
  conservative: z.array(NamedRule).min(1).optional(),
  /** A change of what they say, wherever the track stands, is told to the clinicians by then. */
  conservativeChange: z.strictObject({ toldWithinWorkingDays: z.int().min(1), source: Text }).optional(),
  /**
   * Recorded while the question is open, these give whoever decides so many days from then, and a task; at most so often
   * for one question, so that it cannot be put off for ever.
   */
  newEvidence: z
    .strictObject({
      facts: z.array(z.enum(staffEventTypes)).min(1),
      answerWithinDays: Days,
      atMost: z.int().min(1),
      source: Text,
    })
    .optional(),
  /** The question undecided by then is told to the lead. */
  slotWithinDays: Days.optional(),
});
export type SurgicalReviewStage = z.infer<typeof schema>;

export type SurgicalReviewState = {
  kind: 'surgical-review';
  /** The question is put again then, after a decision to wait; null while it is open. */
  reviewAt: Instant | null;
  reviews: number;
  /** When the lead is told that nobody has found a date; null once told, absent where the pathway does not ask. */
  slotBy?: Instant | null;
};

declare module '../types' {
  interface StageKinds {
    'surgical-review': { stage: SurgicalReviewStage; state: SurgicalReviewState };
  }
}

export const definition: StageDefinition<'surgical-review'> = {
  schema,

  parts: ({ conservative = [], slotWithinDays }) => ({
    rules: conservative.map((rule, index) => ({
      path: ['conservative', index],
      rule,
      does: 'one part of “conservative measures failed”',
    })),
    baseline: null,
    waits: slotWithinDays === undefined ? [] : [wait(slotWithinDays, 'slotWithinDays')],
  }),

  sentences: ({ slotWithinDays, conservativeChange, newEvidence }) => [
    says('The question is put at once, and the coordinators are asked to prepare the evidence.'),
    ...(conservativeChange
      ? [
          says(
            `On the day on which “conservative measures failed” becomes true, or is true no longer, the clinicians get a task, in whichever stage the track stands, due within ${counted(conservativeChange.toldWithinWorkingDays, 'working day')}. Source: ${conservativeChange.source}.`,
            'conservativeChange',
          ),
        ]
      : []),
    ...(newEvidence
      ? [
          says(
            `${listText(newEvidence.facts)}, recorded while the question is open, are shown with it, and whoever decides gets a task and ${daysText(newEvidence.answerWithinDays)} from then at least, ${counted(newEvidence.atMost, 'time')} for one question at most. Source: ${newEvidence.source}.`,
            'newEvidence',
          ),
        ]
      : []),
    ...(slotWithinDays === undefined
      ? []
      : [says(`Undecided after ${daysText(slotWithinDays)} it is told to the lead.`, 'slotWithinDays')]),
  ],
};

/** Puts the question of surgery to a clinician at once, and has the evidence prepared. It proposes nothing itself. */
export const surgicalReview: StageKind<'surgical-review'> = {
  ...definition,
  takes: [],
  enter: (_rules, state, { slotWithinDays }, at) => ({
    kind: 'surgical-review',
    reviewAt: null,
    reviews: 0,
    ...(slotWithinDays === undefined
      ? {}
      : { slotBy: atPreferredTime(state, plusDays(todayOf(state, at), slotWithinDays)) }),
  }),
  entered: putQuestion,
  refuse: () => null,
  handle: () => null,
  /** The evidence goes on growing while the question is open. */
  onAnswer(work, seat, _checkIn, at) {
    if (seat.track.gate && seat.stage.conservative) openGate(work, seat.track, seat.stage.gate, evidence(seat, at), at);
  },
  onFact(work, seat, at, type) {
    const { stage, track } = seat;
    const { gate } = track;
    if (!gate) return;
    const { newEvidence } = stage;
    if (newEvidence?.facts.some((each) => each === type)) {
      gate.news = [...(gate.news ?? []), { what: type, at }].slice(-KEPT_NEWS);
      const mayWait = gate.news.length <= newEvidence.atMost;
      openGate(work, track, stage.gate, evidence(seat, at), at, mayWait ? newEvidence.answerWithinDays : undefined);
      return;
    }
    if (!stage.conservative || gate.verdict.missing.length === 0) return;
    const now = evidence(seat, at);
    if (isNews(gate.verdict, now)) openGate(work, track, stage.gate, now, at);
  },

  due: ({ own, track }) =>
    firstOf<Due>([
      ...(own.slotBy == null || track.gate === null
        ? []
        : [{ at: own.slotBy, what: 'Request to find a date for the review', to: 'leads' as const }]),
      ...(own.reviewAt === null || track.gate !== null
        ? []
        : [{ at: own.reviewAt, what: 'The question is put again', to: 'clinicians' as const }]),
    ]),

  onDue(work, seat, at) {
    const { own, track, stage } = seat;
    if (own.slotBy == null || track.gate === null || own.slotBy > at) {
      putQuestion(work, seat, at);
      return;
    }
    own.slotBy = null;
    const rule = ruleName(work.rules, track.track, stage.id, 'slot');
    openTask(work, { task: 'find-review-slot', about: track.gate.key, at, rule });
  },

  again(_work, { own, state }, { afterDays, atMost }, at) {
    if (own.reviews > atMost) return false;
    own.reviewAt = atPreferredTime(state, plusDays(todayOf(state, at), afterDays));
    return true;
  },

  judge(seat, at) {
    const { conservative } = seat.stage;
    if (!conservative) return null;
    const when: Predicate = { kind: 'all', of: conservative.map((rule) => rule.when) };
    const needs = conservative.map((rule) => predicateText(rule.when)).join('; ');
    const source = conservative.map((rule) => rule.source).join('; ');
    return { verdict: evidence(seat, at), needs, source, change: smallestChange(when, reviewFacts(seat, at)) };
  },

  waitingFor: ({ own }) =>
    own.reviewAt === null ? { for: 'nothing' } : { for: 'time', until: own.reviewAt, what: 'the next review' },
};

/**
 * "Conservative care has failed" has parts, and each must be true. Short of one the finding is "not yet adequate", with
 * what is missing; only a clinician may go on all the same, for instance past a structural cause.
 */
function evidence(seat: Seat<'surgical-review'>, at: Instant): GateVerdict {
  const { stage, track, rules } = seat;
  const news = (track.gate?.news ?? []).map((each): Input => ({ name: NEW, value: each.what, at: each.at }));
  if (!stage.conservative)
    return { kind: 'decision-due', rule: null, inputs: [...news, ...track.why.inputs], missing: [] };
  const { inputs, missing } = conservativeCare(stage.conservative, reviewFacts(seat, at));
  return {
    kind: missing.length === 0 ? 'decision-due' : 'not-yet-adequate',
    rule: ruleName(rules, track.track, stage.id, CONSERVATIVE),
    inputs: [...news, ...track.why.inputs, ...inputs],
    missing,
  };
}

/** How an open question names what was recorded since it was asked. */
const NEW = 'new since asked';
/** Far more than any question waits for. */
const KEPT_NEWS = 12;

function reviewFacts(seat: Seat<'surgical-review'>, at: Instant): Facts {
  return factsOf(seat, { baseline: seat.state.history.first }, at);
}

function putQuestion(work: Work, seat: Seat<'surgical-review'>, at: Instant): void {
  const { track, stage, own } = seat;
  own.reviewAt = null;
  own.reviews += 1;
  openGate(work, track, stage.gate, evidence(seat, at), at);
  const about = track.gate?.key ?? `${track.track}/${stage.id}@${todayOf(work.state, at)}`;
  openTask(work, { task: 'prepare-evidence', about, at, rule: ruleName(work.rules, track.track, stage.id, 'entered') });
}
