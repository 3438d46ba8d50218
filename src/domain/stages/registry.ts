import { z } from 'zod';
import { stageOf } from '../pathway/lookup';
import type { StageKindName } from './types';
import { stageKindNames } from '../words/stage-kinds';
import type { Rules } from '../step/rules';
import type { EnrolmentState, TrackState } from '../words/state';
import { diagnosis } from './diagnosis/diagnosis';
import type { Seat, StageKind } from './kind';
import { medicationTrial } from './medication-trial/medication-trial';
import { followUp } from './follow-up/follow-up';
import { procedure } from './procedure/procedure';
import { psychologicalSupport } from './psychological-support/psychological-support';
import { rehabilitation } from './rehabilitation/rehabilitation';
import { therapyBlock } from './therapy-block/therapy-block';
import { surgicalReview } from './surgical-review/surgical-review';

/** Every kind of stage. A new kind does not compile until it has its line here. */
const stageKinds = {
  diagnosis,
  'medication-trial': medicationTrial,
  'therapy-block': therapyBlock,
  procedure,
  rehabilitation,
  'psychological-support': psychologicalSupport,
  'surgical-review': surgicalReview,
  'follow-up': followUp,
} satisfies { [K in StageKindName]: StageKind<K> };

/** A stage as a pathway file says it, of whichever kind. */
export const StageOfFile = z.discriminatedUnion(
  'kind',
  stageKindNames.map((name) => kindOf(name).schema) as unknown as [StageKind['schema'], ...StageKind['schema'][]],
);

/** The kind of a seat. The one place where the union of kinds meets the union of stages: they are paired by name. */
export function kindOf(name: StageKindName): StageKind {
  return stageKinds[name];
}

export function seatOf(rules: Rules, state: EnrolmentState, track: TrackState): Seat {
  return { rules, state, track, stage: stageOf(rules, track), own: track.own };
}

export function seatsOf(rules: Rules, state: EnrolmentState): Seat[] {
  return state.tracks.map((track) => seatOf(rules, state, track));
}
