import type { Pathway, Stage, Track } from '../types';
import { isTakenByStages, recorders } from './owners';
import { reachedFrom } from './ways';

// What may have happened when a stage is there: before it in its own track, and beside it in the others.

export function stagesBefore(track: Track, stage: Stage): Stage[] {
  return track.stages.filter(({ id }) => id !== stage.id && reachedFrom(track, id).has(stage.id));
}

/** Stages of the tracks that may be running then: one that begins with a fact has not begun before somebody can record it. */
export function stagesBeside(pathway: Pathway, track: Track, stage: Stage): Stage[] {
  return pathway.tracks
    .filter((other) => other.id !== track.id && mayHaveBegun(pathway, other, track, stage))
    .flatMap(({ stages }) => stages);
}

function mayHaveBegun(pathway: Pathway, { id, beginsWith }: Track, track: Track, stage: Stage): boolean {
  if (beginsWith === undefined || !isTakenByStages(beginsWith)) return true;
  if (recorders(stagesBefore(track, stage), beginsWith).length > 0) return true;
  // A diagnosis is left with the fact that was awaited; the other kinds go on after theirs.
  if (stage.kind !== 'diagnosis' && recorders([stage], beginsWith).length > 0) return true;
  const others = pathway.tracks.filter((each) => each.id !== id && each.id !== track.id);
  return (
    recorders(
      others.flatMap(({ stages }) => stages),
      beginsWith,
    ).length > 0
  );
}
