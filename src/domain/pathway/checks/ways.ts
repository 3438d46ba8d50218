import { canEnd, lastsAsLongAsTheEnrolment, partsOf, stagesOf } from '../parts';
import type { Destination, Stage, StageKindName, Track } from '../types';
import { stagesIn, type Check, type Finding } from './finding';

// The graph of stages: what is reached, what ends, and what goes round for ever.

/** Stages that no way leads to. */
export const unreachableStages: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ track, stage, path }): Finding[] => {
    // Without its first stage nothing is reached, and only that is worth saying.
    if (!track.stages.some(({ id }) => id === track.first) || reachedFrom(track, track.first).has(stage.id)) return [];
    const reason = `"${stage.id}" is never reached`;
    return [{ rule: 'stage.unreachable', path: [...path, 'id'], reason, fix: 'lead there or remove it' }];
  });

/** The stage itself and everything that can follow. */
export function reachedFrom(track: Track, first: string, passing: (stage: Stage) => boolean = () => true): Set<string> {
  const reached = new Set([first]);
  // A set grows while it is walked, so each newly reached stage is walked too.
  for (const id of reached) {
    const stage = track.stages.find((candidate) => candidate.id === id);
    if (stage && passing(stage)) nextStages(track, stage).forEach((next) => reached.add(next));
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

/** Coming back from here is care (a relapse, the team's advice); from the others it is the same treatment for ever. */
const leadsBackFreely = {
  diagnosis: false,
  'medication-trial': false,
  'therapy-block': false,
  procedure: false,
  rehabilitation: true,
  'psychological-support': false,
  'surgical-review': true,
  'follow-up': true,
} satisfies Record<StageKindName, boolean>;

/** Treatments that lead back to themselves need a number that ends it: `again … atMost` has one, a plain stage has none. */
export const endlessLoops: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ track, stage, path }) =>
    partsOf(stage).ways.flatMap((way): Finding[] =>
      stagesOf(way.to)
        .filter((next) => next === stage.id || isEndless(track, stage, next))
        .map((next) => ({
          rule: 'loop.no-limit',
          path: [...path, ...way.path, ...pathTo(way.to)],
          reason: `leads back to "${next}", as often as one likes`,
          fix: 'repeat with "again: { afterDays, atMost, otherwise }", or lead onwards',
        })),
    ),
  );

/** Of the ways of a loop, the one that turns back is named, not those that lead forwards. */
function isEndless(track: Track, stage: Stage, next: string): boolean {
  const isBackwards = track.stages.findIndex(({ id }) => id === next) < track.stages.indexOf(stage);
  const treats = (each: Stage): boolean => !leadsBackFreely[each.kind];
  return isBackwards && treats(stage) && reachedFrom(withoutBypass(track), next, treats).has(stage.id);
}

function withoutBypass({ id, first, stages }: Track): Track {
  return { id, first, stages };
}

function pathTo(to: Destination): string[] {
  return to.to === 'again' ? ['again', 'otherwise', ...pathTo(to.otherwise)] : [];
}
