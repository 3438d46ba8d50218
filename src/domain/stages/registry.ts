import { stageOf } from '../pathway/lookup';
import type { StageKindName } from '../pathway/types';
import type { Rules } from '../step/rules';
import type { EnrolmentState, TrackState } from '../words/state';
import { diagnosis } from './diagnosis';
import type { Seat, StageKind } from './kind';
import { medicationTrial } from './medication-trial';
import { followUp } from './follow-up';
import { procedure } from './procedure';
import { psychologicalSupport } from './psychological-support';
import { rehabilitation } from './rehabilitation';
import { therapyBlock } from './therapy-block';
import { surgicalReview } from './surgical-review';

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

/** The kind of a seat. The one place where the union of kinds meets the union of stages: they are paired by name. */
export function kindOf(name: StageKindName): StageKind {
  return stageKinds[name] as StageKind;
}

export function seatOf(rules: Rules, state: EnrolmentState, track: TrackState): Seat {
  return { rules, state, track, stage: stageOf(rules, track), own: track.own };
}

export function seatsOf(rules: Rules, state: EnrolmentState): Seat[] {
  return state.tracks.map((track) => seatOf(rules, state, track));
}
