import { canEnd, lastsAsLongAsTheEnrolment, partsOf, stagesOf } from '../parts';
import type { Pathway, Track } from '../types';
import type { Stage } from '../../stages/types';
import { isTakenByStages, recorders } from './owners';
import type { Check, Finding } from './finding';
import { stagesIn } from '../places';

// The graph of stages: what is reached, and what ends.

/** Stages that no way leads to, and tracks that wait for a fact which no stage of another track has recorded. */
export const unreachableStages: Check = (pathway) => [
  ...pathway.tracks.flatMap(({ id, beginsWith }, index): Finding[] => {
    const others = pathway.tracks.filter((each) => each.id !== id).flatMap(({ stages }) => stages);
    if (beginsWith === undefined || !isTakenByStages(beginsWith) || recorders(others, beginsWith).length > 0) return [];
    const reason = `waits for "${beginsWith}", which no stage of another track has recorded`;
    return [
      { rule: 'stage.unreachable', path: ['tracks', index, 'beginsWith'], reason, fix: 'begin with the enrolment' },
    ];
  }),
  ...stagesIn(pathway).flatMap(({ track, stage, path }): Finding[] => {
    // Without its first stage nothing is reached, and only that is worth saying.
    if (!track.stages.some(({ id }) => id === track.first) || reachedFrom(track, track.first).has(stage.id)) return [];
    const reason = `"${stage.id}" is never reached`;
    return [{ rule: 'stage.unreachable', path: [...path, 'id'], reason, fix: 'lead there or remove it' }];
  }),
];

/** The stage itself and everything that can follow. */
export function reachedFrom(track: Track, first: string): Set<string> {
  const reached = new Set([first]);
  // A set grows while it is walked, so each newly reached stage is walked too.
  for (const id of reached) {
    const stage = track.stages.find((candidate) => candidate.id === id);
    if (stage) nextStages(track, stage).forEach((next) => reached.add(next));
  }
  return reached;
}

/** A clinician may go to the bypass from anywhere. */
function nextStages(track: Track, stage: Stage): string[] {
  const bypass = track.bypass === undefined ? [] : [track.bypass];
  return [...partsOf(stage).ways.flatMap(({ to }) => stagesOf(to)), ...bypass];
}

/** Whoever is in here stays for ever, whatever a clinician decides: no way on leads to an end. */
export const stagesWithoutWayOut: Check = (pathway) => {
  const somethingEnds = stagesIn(pathway).some(({ stage }) => ends(stage));
  return stagesIn(pathway).flatMap(({ track, stage, path }): Finding[] => {
    const onwards = [...reachedFrom(track, stage.id)].flatMap((id) => track.stages.filter((each) => each.id === id));
    if (onwards.some((each) => ends(each) || (somethingEnds && lastsAsLongAsTheEnrolment(each)))) return [];
    const reason = `"${stage.id}" has no way on that ever ends`;
    return [{ rule: 'stage.no-way-out', path, reason, fix: 'let one of its decisions lead to an end' }];
  });
};

function ends(stage: Stage): boolean {
  return partsOf(stage).ways.some(({ to }) => canEnd(to));
}

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
