import type { Place } from '../../rules/evidence';
import type { Site } from '../../words/choices';
import type { ProcedureStage } from './definition';

/** Where a procedure is, with the regions that count as one with its own: for limits, gaps and what is done again. */
export function placeOf({ oneRegion }: Pick<ProcedureStage, 'oneRegion'>, { region, side }: Site): Required<Place> {
  const regions = oneRegion?.groups.find((group) => group.includes(region)) ?? [region];
  return { region, side, regions: [region, ...regions.filter((each) => each !== region)] };
}
