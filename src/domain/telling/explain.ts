import { isOffered } from '../stages/moves';
import { evaluate } from '../rules/predicates';
import { ruleText } from './rule-words';
import { findingText, inputsText, predicateText, verdictText } from './rules';
import { choicesOf, gateOf, stageOf, trackOf } from '../pathway/lookup';
import { stagesOf } from '../pathway/parts';
import type { GateDefinition, Notice } from '../pathway/language';
import { destinationText } from './phrases';
import type { Stage } from '../stages/types';
import type { StageKindName } from '../words/choices';
import type { Rules } from '../step/rules';
import { factsOf } from '../stages/evidence';
import { type Due, isIn, type Seat } from '../stages/kind';
import type { Instant } from '../words/time';
import { localDateAt } from '../calendar/calendar';
import type { Team } from '../words/authority';
import { dayText } from './english';
import { escalationDue } from '../promises/gates';
import { isHeld, type OpenHold, openHolds } from '../escalation/holds';
import { plan, PLAN_AHEAD } from '../check-ins/plan';
import { missingOf } from '../stages/diagnosis/intake';
import { kindOf, seatsOf } from '../stages/registry';
import type { EnrolmentState, Why } from '../words/state';
import { callsDue, summaryOf } from './summary';

/** A stage that an answer to the open question leads to: who it is for, and what must be seen before deciding for it. */
export type StageAhead = {
  choice: string;
  stage: string;
  title: string;
  /** False: the clinic does not offer it, and the track goes on past it. */
  offered: boolean;
  /** Who it is for, with its source and what it reads today. It says nothing about whether to. */
  entry: { id: string; needs: string; source: string; says: string } | null;
  notices: Notice[];
};

/** Where the answers to the open question of a track lead; empty while none is open. */
export function stagesAhead(seat: Seat, now: Instant): StageAhead[] {
  const { track, stage, rules } = seat;
  const gate = track.gate ? gateOf(stage, track.gate.gate) : undefined;
  if (!gate) return [];
  return choicesOf(gate).flatMap(({ choice, to: destination }) =>
    stagesOf(destination).map((id): StageAhead => {
      const to = stageOf(rules, { track: track.track, stage: id });
      const offered = to.optional === undefined || isOffered(rules, id, to.optional.offered);
      return { choice, stage: id, title: to.title, offered, entry: entryOf(to, seat, now), notices: to.notices ?? [] };
    }),
  );
}

function answersTo({ rules, track }: Seat, gate: GateDefinition): TrackExplanation['answers'] {
  const own = trackOf(rules, track.track);
  return choicesOf(gate).map(({ choice, says, to }) => ({ choice, says, leads: destinationText(own, to) }));
}

function entryOf({ entry }: Stage, seat: { rules: Rules } & Seat, now: Instant): StageAhead['entry'] {
  if (!entry) return null;
  const { truth, inputs, missing } = evaluate(entry.when, factsOf(seat, { baseline: {} }, now));
  const found = truth === 'unknown' ? `cannot tell: missing ${missing.join(', ')}` : truth ? 'holds' : 'does not hold';
  const says = `${found} (${inputsText(inputs)})`;
  return { id: entry.id, needs: predicateText(entry.when), source: entry.source, says };
}

/** Something that happens by itself, and who gets it. */
export type NextThing = { at: Instant; what: string; to: 'patient' | Team };

export type TrackExplanation = {
  track: string;
  stage: string;
  kind: StageKindName;
  title: string;
  since: Instant;
  /** What brought the patient here: rule with version, and what it read. */
  why: Why & { text: string };
  /** What the stage's rule says today; null where no rule judges. */
  rule: { id: string; needs: string; source: string; says: string } | null;
  /** What happens next by itself. */
  next: NextThing[];
  missing: string[];
  /** The smallest single change that would alter it. */
  change: string | null;
  /** What must be seen by whoever decides about a contested treatment: both sides, with their sources. */
  notices: Notice[];
  /** What the open question can be answered, and where each answer leads, in words. */
  answers: { choice: string; says: string; leads: string }[];
  /** The stages an answer to the open question leads to, with what must be seen before. */
  ahead: StageAhead[];
};

export type Explanation = {
  summary: string;
  tracks: TrackExplanation[];
  next: NextThing[];
  /** What waits for a call, and by when it is to be made. */
  calls: { by: Instant; what: string }[];
  /** What is held back, and until when. */
  holds: OpenHold[];
};

const SHOWN = 3;

/** Why here, what comes next by itself, what is missing, and what would change it: never more than the core knows. */
export function explain(rules: Rules, state: EnrolmentState, now: Instant): Explanation {
  const tracks = seatsOf(rules, state).map((seat): TrackExplanation => {
    const { track, stage } = seat;
    const kind = kindOf(stage.kind);
    const judgement = state.ended ? null : kind.judge(seat, now);
    const waiting = kind.waitingFor(seat);
    const verdict = judgement?.verdict ?? track.gate?.verdict;
    const gate = track.gate && gateOf(stage, track.gate.gate);
    const question = gate?.question ?? '';
    return {
      track: track.track,
      stage: track.stage,
      kind: stage.kind,
      title: stage.title,
      since: track.since,
      why: { ...track.why, text: `In “${stage.title}” since ${day(state, track.since)}${because(rules, track.why)}.` },
      rule: judgement && {
        id: judgement.verdict.rule ?? stage.id,
        needs: judgement.needs,
        source: judgement.source,
        says: track.gate ? verdictText(question, judgement.verdict) : findingText(judgement.verdict),
      },
      next: state.ended ? [] : trackNext(seat.track.gate, kind.due(seat), question),
      missing: state.ended
        ? []
        : (verdict?.missing ?? [
            ...(waiting.for === 'record' ? [waiting.event] : []),
            ...(isIn('diagnosis', seat) ? missingOf(seat) : []),
          ]),
      change: judgement?.change ?? null,
      notices: stage.notices ?? [],
      answers: state.ended || !gate ? [] : answersTo(seat, gate),
      ahead: state.ended ? [] : stagesAhead(seat, now),
    };
  });
  const next = [...tracks.flatMap((track) => track.next), ...messages(rules, state, now)]
    .filter((thing) => thing.at > now)
    .sort((a, b) => a.at - b.at)
    .slice(0, SHOWN);
  const calls = state.ended ? [] : callsDue(state);
  return { summary: summaryOf(rules, state), tracks, next, calls, holds: openHolds(rules, state, now) };
}

function trackNext(gate: EnrolmentState['tracks'][number]['gate'], due: Due | null, question: string): NextThing[] {
  const escalation =
    gate === null
      ? []
      : [{ at: escalationDue(gate), what: `Escalation, if “${question}” is not answered`, to: 'clinicians' as const }];
  return [...(due ? [due] : []), ...escalation];
}

const roleTitles = {
  invite: 'Invitation to a check-in',
  'reminder-1': 'First reminder',
  'reminder-2': 'Second reminder',
};

/** While messages wait, none is promised. */
function messages(rules: Rules, state: EnrolmentState, now: Instant): NextThing[] {
  if (state.ended || isHeld(state)) return [];
  return plan(rules, state, now + PLAN_AHEAD).flatMap((checkIn) =>
    checkIn.messages
      // Of one instant one leaves: which, depends on what has left before.
      .filter(({ dueAt }, index, all) => !all.slice(index + 1).some((later) => later.dueAt === dueAt))
      .map(({ role, dueAt }): NextThing => ({ at: dueAt, what: roleTitles[role], to: 'patient' })),
  );
}

/** What the rule says first, and its id second. */
function because(rules: Rules, { rule, inputs }: Why): string {
  const read = inputsText(inputs);
  return `: ${ruleText(rules, rule)}${read === '' ? '' : `; ${read}`}`;
}

function day(state: EnrolmentState, at: Instant): string {
  return dayText(localDateAt(state.reach.timeZone, at));
}
