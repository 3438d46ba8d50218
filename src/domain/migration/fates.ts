import { evaluationOf, kindOf } from '../stages/registry';
import type { Migration } from '../words/choices';
import { gateOf } from '../pathway/lookup';
import type { Track } from '../pathway/types';
import type { Rules } from '../step/rules';
import type { EnrolmentState, TrackState } from '../words/state';

/** What becomes of a track when another version of the pathway decides. */
export type Fate =
  /** In the same stage, or in one of the same kind that somebody named: with all that it knows. */
  | { does: 'goes-on'; stage: string }
  /** In a stage that begins now. */
  | { does: 'begins'; stage: string }
  | { does: 'ends' }
  /** A person has to choose first. */
  | { does: 'unclear'; why: string; choose: string[] };

export type TrackFate = { track: string; from: string | null; fate: Fate };

/** Where each track would stand, in the order of the new file; tracks that it does not have come last. */
export function fatesIn(after: Rules, state: EnrolmentState, migration: Migration): TrackFate[] {
  const running = new Map(state.tracks.map((track) => [track.track, track]));
  const kept = after.pathway.tracks.flatMap((track): TrackFate[] => {
    const from = running.get(track.id);
    if (from) return [{ track: track.id, from: from.stage, fate: fateOf(after, from, track, migration) }];
    if (!beginsNow(track, state)) return [];
    return [{ track: track.id, from: null, fate: { does: 'begins', stage: track.first } }];
  });
  const known = new Set(after.pathway.tracks.map(({ id }) => id));
  const gone = state.tracks
    .filter(({ track }) => !known.has(track))
    .map(({ track, stage }): TrackFate => ({ track, from: stage, fate: { does: 'ends' } }));
  return [...kept, ...gone];
}

/** A track that waits for a fact begins now where that fact was recorded already. */
function beginsNow({ beginsWith }: Track, { history }: EnrolmentState): boolean {
  return beginsWith === undefined || history.recorded.includes(beginsWith);
}

function fateOf(after: Rules, from: TrackState, { id, stages }: Track, { stageMap, classMap }: Migration): Fate {
  const wanted = stageMap?.[id];
  const stage = stages.find((each) => each.id === (wanted ?? from.stage));
  const choose = stages.map((each) => each.id);
  if (!stage) {
    return { does: 'unclear', why: `There is no stage "${wanted ?? from.stage}" in this track any more.`, choose };
  }
  if (wanted === undefined && stage.kind !== from.own.kind) {
    return { does: 'unclear', why: `The stage "${stage.id}" is of another kind now (${stage.kind}).`, choose };
  }
  if (stage.optional && !(after.clinic.optionalStages?.[stage.id] ?? stage.optional.offered)) {
    return { does: 'unclear', why: `The stage "${stage.id}" is not offered by this clinic.`, choose };
  }
  if (stage.kind !== from.own.kind) return { does: 'begins', stage: stage.id };
  const classes = kindOf(stage.kind).strangeTo?.(stage, from.own, classMap?.[id]);
  if (classes) {
    const why = 'The class of the running trial has no rule here: name in classMap the class it counts as.';
    return { does: 'unclear', why, choose: classes };
  }
  // A question that is gone is taken back. Where no other would follow by itself, the stage begins anew: no track is stranded.
  const lostQuestion = from.gate !== null && !gateOf(stage, from.gate.gate);
  if (lostQuestion && evaluationOf(from.own) === null) return { does: 'begins', stage: stage.id };
  return { does: 'goes-on', stage: stage.id };
}
