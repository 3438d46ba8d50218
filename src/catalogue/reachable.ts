import type { Destination, Stage, Track } from '../domain/pathway/types';

/** The stages a decision can lead to, in the end. */
export function stagesOf(destination: Destination): string[] {
  switch (destination.to) {
    case 'stage':
      return [destination.stage];
    case 'again':
      return stagesOf(destination.otherwise);
    case 'end':
      return [];
  }
}

/** The stages a patient of this track can come to. */
export function reachable(track: Track): Set<string> {
  const reached = new Set([track.first]);
  // A set grows while it is walked, so each newly reached stage is walked too.
  for (const id of reached) {
    const stage = track.stages.find((candidate) => candidate.id === id);
    if (stage) exits(stage).forEach((next) => reached.add(next));
  }
  return reached;
}

function exits(stage: Stage): string[] {
  if (stage.kind === 'diagnosis') return [...Object.values(stage.next.byMechanism), stage.next.otherwise];
  return [...stagesOf(stage.gate.approve), ...stagesOf(stage.gate.decline)];
}
