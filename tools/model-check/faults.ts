import { choicesOf } from '../../src/domain/pathway/lookup';
import { nextDue } from '../../src/domain/step/due';
import { lastsAsLongAsTheEnrolment, partsOf } from '../../src/domain/pathway/parts';
import type { Rules } from '../../src/domain/step/rules';
import { seatsOf } from '../../src/domain/stages/registry';
import type { EnrolmentState, GateVerdict } from '../../src/domain/words/state';
import type { Input } from '../../src/domain/words/history';
import { outlives, taskRules } from '../../src/domain/promises/tasks';
import type { Stride } from './walking';

/** What one step must never do; each fault is a sentence. `byTime`: nobody did anything. */
export function faultsOfStep(
  rules: Rules,
  before: EnrolmentState | null,
  { state, effects }: Stride,
  byTime: boolean,
): string[] {
  return [
    ...(byTime && before ? byTimeAlone(before, state) : []),
    ...effects.flatMap((effect) =>
      effect.type === 'open-gate' && effect.verdict.kind === 'success' && !isEvidence(effect.verdict)
        ? [`“${effect.question}” is asked because criteria are met, and not one answer or record was read`]
        : [],
    ),
    ...(state.ended ? afterTheEnd(rules, state) : []),
    ...tooOften(rules, state),
  ];
}

/** Nothing ends, and nobody moves on, because nobody did anything. */
function byTimeAlone(before: EnrolmentState, after: EnrolmentState): string[] {
  if (after.ended && !before.ended) return [`time alone ended it (${after.ended.reason})`];
  return after.tracks.flatMap(({ track, stage }) => {
    const from = before.tracks.find((each) => each.track === track)?.stage;
    return from === stage ? [] : [`time alone moved ${track} on from ${from ?? 'nowhere'} to ${stage}`];
  });
}

function isEvidence({ inputs }: GateVerdict): boolean {
  return inputs.some(isRecorded);
}

/** A score, sign or decision carries when it came; a session, an answer or a record counts from one on. */
function isRecorded({ name, value, at }: Input): boolean {
  if (at !== undefined || value === 'recorded' || value === 'adequate') return value !== null;
  return typeof value === 'number' && value > 0 && (name.endsWith(' answered') || name === 'sessions attended');
}

/** After the end nothing is asked, nobody is to decide, and what stays open is a promise to people. */
function afterTheEnd(rules: Rules, state: EnrolmentState): string[] {
  const left = state.tasks.filter(({ task }) => taskRules[task].whenEnded === 'close').map(({ task }) => task);
  // A promise that outlives the enrolment has its turn when another of its kind is kept.
  const promises = (state.promises ?? []).filter(({ task }) => state.ended && !outlives(state.ended.reason, task));
  const work = { rules, state: { ...state, promises }, entries: [], effects: [], observed: [], usedObservations: [] };
  return [
    ...(nextDue(work) ? ['something still happens after the end'] : []),
    ...(state.tracks.some(({ gate }) => gate) ? ['a question is still open after the end'] : []),
    ...(state.checkIns.some(({ answered }) => !answered) ? ['a check-in is still open after the end'] : []),
    ...left.map((task) => `the task ${task} is still open after the end`),
  ];
}

/** A question may come again only as often as its limit says, in one stay in a stage. */
function tooOften(rules: Rules, state: EnrolmentState): string[] {
  return seatsOf(rules, state).flatMap(({ track, stage }) => {
    const { gates } = partsOf(stage);
    const made = state.history.decisions.filter(
      ({ gate, at }) => at >= track.since && gates.some((each) => each.gate.id === gate),
    );
    const most = gates.reduce(
      (sum, { gate }) => sum + Math.max(...choicesOf(gate).map(({ to }) => againIn(to))) + 1,
      0,
    );
    const points = 'points' in stage ? stage.points.length : 0;
    return made.length > most + points ? [`${stage.id} asks more often than its limits allow`] : [];
  });
}

function againIn(to: { to: string; atMost?: number }): number {
  return to.atMost ?? 0;
}

/** Where a course may stay: it has ended, or only watches for as long as the enrolment lasts. */
export function isAtRest(rules: Rules, state: EnrolmentState): boolean {
  return state.ended !== null || seatsOf(rules, state).every(({ stage }) => lastsAsLongAsTheEnrolment(stage));
}

/** Somebody has it on a list: a task with its due time, or a question that climbs the ladder. */
export function isSomebodysTurn({ tasks, tracks, holds }: EnrolmentState): boolean {
  return tasks.length > 0 || tracks.some(({ gate }) => gate !== null) || holds.length > 0;
}
