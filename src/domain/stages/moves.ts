import { stopAsking } from '../check-ins/left-behind';
import { passOver } from '../check-ins/occurrences';
import { endEnrolment } from '../promises/ending';
import type { EventType } from '../words/event';
import { ruleName, stageOf, trackOf } from '../pathway/lookup';
import type { Rules } from '../step/rules';
import { kindOf, seatOf } from './registry';
import type { TrackState, Why } from '../words/state';
import { closeTasks } from '../promises/tasks';
import type { Instant } from '../words/time';
import { note, todayOf, type Exit, type Work } from '../step/work';

/** Puts a track into a stage. The track keeps why it came there. */
export function enterStage(work: Work, trackId: string, stageId: string, at: Instant, why: Why): void {
  const { rules, state } = work;
  const stage = stageOf(rules, { track: trackId, stage: stageId });
  const own = kindOf(stage.kind).enter(rules, state, stage, at);
  const track: TrackState = {
    track: trackId,
    stage: stageId,
    since: at,
    enteredOn: todayOf(state, at),
    why,
    recorded: [],
    gate: null,
    own,
  };
  const place = state.tracks.findIndex((each) => each.track === trackId);
  const left = state.tracks[place];
  if (place < 0) state.tracks.push(track);
  else state.tracks[place] = track;
  if (left) stopAsking(work, left, at, why.rule);
  note(work, { at, what: 'stage.entered', rule: why.rule, inputs: why.inputs, track });
  if (trackOf(rules, trackId).bypass === stageId)
    closeTasks(work, ['decide-bypass'], at, 'the patient is in the review', why.rule);
  kindOf(stage.kind).entered(work, seatOf(rules, state, track), at);
}

/** Goes where an exit leads: to a stage, round again, or to the end. */
export function follow(work: Work, track: TrackState, exit: Exit, at: Instant): void {
  const { to, rule, inputs } = exit;
  switch (to.to) {
    case 'stage': {
      const { optional } = stageOf(work.rules, { track: track.track, stage: to.stage });
      if (!optional || isOffered(work.rules, to.stage, optional.offered)) {
        enterStage(work, track.track, to.stage, at, { rule, inputs });
        return;
      }
      note(work, { at, what: 'stage.not-offered', rule, track, inputs: [{ name: 'stage', value: to.stage }] });
      follow(work, track, { ...exit, to: optional.instead }, at);
      return;
    }
    case 'end':
      endEnrolment(work, to.outcome, at, rule);
      return;
    case 'again': {
      const seat = seatOf(work.rules, work.state, track);
      const kind = kindOf(seat.stage.kind);
      if (!kind.again(work, seat, to, at)) follow(work, track, { ...exit, to: to.otherwise }, at);
      else if (kind.treatsFrom?.includes('again') === true) passOver(work.rules, work.state, at);
    }
  }
}

/** A clinic may offer what the pathway leaves off by default, and the other way round. */
export function isOffered({ clinic }: Rules, stage: string, byDefault: boolean): boolean {
  return clinic.optionalStages?.[stage] ?? byDefault;
}

/** Every track in its first stage, apart from those that wait for a fact. */
export function enterFirstStages(work: Work, at: Instant): void {
  for (const { id, first, beginsWith } of work.rules.pathway.tracks) {
    if (beginsWith === undefined)
      enterStage(work, id, first, at, { rule: ruleName(work.rules, id, 'first'), inputs: [] });
  }
}

/** Tracks that wait for this fact begin with it; one that has begun goes on as it is. */
export function beginTracks(work: Work, type: EventType, at: Instant): void {
  for (const { id, first, beginsWith } of work.rules.pathway.tracks) {
    if (beginsWith !== type || work.state.tracks.some(({ track }) => track === id)) continue;
    enterStage(work, id, first, at, { rule: ruleName(work.rules, id, 'begins-with', type), inputs: [] });
  }
}
