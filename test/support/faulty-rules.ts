import type { CheckInDefinition, Pathway } from '../../src/domain/pathway/types';
import type { RulesSource } from '../../src/domain/rules';

/** Rules that throw when one field of any check-in is read: what a release with a defect does. */
export function faulty(source: RulesSource, field: keyof CheckInDefinition): RulesSource {
  const broken = (pathway: Pathway): Pathway => ({
    ...pathway,
    checkIns: pathway.checkIns.map((checkIn) =>
      Object.defineProperty({ ...checkIn }, field, {
        enumerable: true,
        get: () => {
          throw new TypeError(`a defect that repeats Ada Okafor`);
        },
      }),
    ),
  });
  return (pathway, clinic) => {
    const rules = source(pathway, clinic);
    const { versions } = rules;
    return { ...rules, pathway: broken(rules.pathway), ...(versions ? { versions: versions.map(broken) } : {}) };
  };
}
