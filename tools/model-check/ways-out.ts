import { choiceOf } from '../../src/domain/pathway/lookup';
import { lastsAsLongAsTheEnrolment, partsOf } from '../../src/domain/pathway/parts';
import type { Pathway } from '../../src/domain/pathway/types';
import type { Destination } from '../../src/domain/pathway/language';
import type { Stage } from '../../src/domain/stages/types';
import type { Act } from './acts';

/** How many stages away from an end an act leads, by the file alone: a clinic that wants to finish takes the nearest. */
export function waysOut(pathway: Pathway): (act: Act) => number {
  const stages = pathway.tracks.flatMap((track) => track.stages);
  const far = new Map<string, number>(stages.map((stage) => [stage.id, lastsAsLongAsTheEnrolment(stage) ? 0 : FAR]));
  const away = (to: Destination): number => {
    if (to.to === 'end') return 0;
    return 1 + (to.to === 'again' ? 1 + away(to.otherwise) : (far.get(to.stage) ?? FAR));
  };
  // As many rounds as there are stages: then every distance has come through.
  for (let round = 0; round < stages.length; round += 1)
    for (const stage of stages) far.set(stage.id, Math.min(far.get(stage.id) ?? FAR, ...leads(stage).map(away)));

  return ({ facts: [fact] }) => {
    if (fact?.type === 'decision.made')
      return Math.min(...destinationsOf(stages, fact.data.gate, fact.data.choice).map(away));
    if (fact?.type === 'diagnosis.recorded') return Math.min(...mechanismsOf(stages, fact.data.mechanism).map(away));
    // No need was found: then the support does not come to its end, for it does not begin.
    return fact?.type === 'psychology.assessed' && fact.data.outcome === 'no-need' ? FAR : 0;
  };
}

export const FAR = 1000;

const leads = (stage: Stage): Destination[] => partsOf(stage).ways.map(({ to }) => to);

function destinationsOf(stages: Stage[], id: string, choice: string): Destination[] {
  const gates = stages.flatMap((stage) => partsOf(stage).gates.filter(({ gate }) => gate.id === id));
  return gates.flatMap(({ gate }) => choiceOf(gate, choice)?.to ?? []);
}

function mechanismsOf(stages: Stage[], mechanism: string): Destination[] {
  return stages.flatMap((stage) =>
    stage.kind === 'diagnosis'
      ? [{ to: 'stage', stage: stage.next.byMechanism[mechanism] ?? stage.next.otherwise } as const]
      : [],
  );
}
