import type { Instrument } from '../../instrument/types';
import type { Pathway, Stage, Track } from '../types';
import { reachedFrom } from './ways';

/** Names of the scores that a stage's own check-ins give. */
function scoresAskedIn(pathway: Pathway, stage: Stage, instruments: Record<string, Instrument>): Set<string> {
  const ids = stage.checkIns.flatMap((use) => pathway.checkIns.find(({ id }) => id === use.checkIn)?.ask ?? []);
  // A short form that flags goes on into the long one, and is then scored by both.
  const all = ids.flatMap((id) => [id, ...(instruments[id]?.continues ? [instruments[id].continues.into] : [])]);
  return new Set(all.flatMap((id) => instruments[id]?.scores.map(({ score }) => score) ?? []));
}

/** Scores that may be known in a stage: asked here, asked before it in its track, or asked in a track beside it. */
export function scoresKnownIn(
  pathway: Pathway,
  track: Track,
  stage: Stage,
  instruments: Record<string, Instrument>,
): Set<string> {
  const stages = [stage, ...stagesBefore(pathway, track, stage)];
  return new Set(stages.flatMap((each) => [...scoresAskedIn(pathway, each, instruments)]));
}

/** Stages that may have been there first: those that lead here, and all of the tracks beside. */
export function stagesBefore(pathway: Pathway, track: Track, stage: Stage): Stage[] {
  const before = track.stages.filter(({ id }) => id !== stage.id && reachedFrom(track, id).has(stage.id));
  return [...before, ...pathway.tracks.filter(({ id }) => id !== track.id).flatMap(({ stages }) => stages)];
}
