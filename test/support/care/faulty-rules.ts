import type { Pathway } from '../../../src/domain/pathway/types';
import type { CheckInDefinition } from '../../../src/domain/pathway/language';
import type { Stage } from '../../../src/domain/stages/types';
import type { RulesSource } from '../../../src/domain/step/rules';

/** Rules that throw when one field of any check-in is read: what a release with a defect does. */
export function faulty(source: RulesSource, field: keyof CheckInDefinition): RulesSource {
  return changed(source, (pathway) => ({
    ...pathway,
    checkIns: pathway.checkIns.map((each) => throwing(each, field)),
  }));
}

/** The same with a field of any stage. */
export function faultyStages(source: RulesSource, field: keyof Extract<Stage, { kind: 'diagnosis' }>): RulesSource {
  return changed(source, (pathway) => ({
    ...pathway,
    tracks: pathway.tracks.map((track) => ({ ...track, stages: track.stages.map((each) => throwing(each, field)) })),
  }));
}

function changed(source: RulesSource, change: (pathway: Pathway) => Pathway): RulesSource {
  return (pathway, clinic) => {
    const rules = source(pathway, clinic);
    const { versions } = rules;
    return { ...rules, pathway: change(rules.pathway), ...(versions ? { versions: versions.map(change) } : {}) };
  };
}

function throwing<T extends object>(one: T, field: string): T {
  return Object.defineProperty({ ...one }, field, {
    enumerable: true,
    get: () => {
      throw new TypeError('a defect that repeats Ada Okafor');
    },
  });
}
