import { z } from 'zod';
import { stageOf } from '../pathway/lookup';
import type { Evaluation } from './base';
import { stageKindNames, type StageKindName } from '../words/choices';
import type { Stage, StageState } from './types';
import type { Rules } from '../step/rules';
import type { EnrolmentState, TrackState } from '../words/state';
import { diagnosis } from './diagnosis/diagnosis';
import type { Instant, LocalDate } from '../words/time';
import type { End, Seat, StageKind } from './kind';
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

/** The recorded beginning of the treatment, if there is one. */
export function beginningOf(own: StageState): { on: LocalDate; at: Instant } | null {
  return kindOf(own.kind).begun?.(own) ?? null;
}

/** The day whose questions decide, and which day of the stage that was meant to be. */
export function endOf(stage: Stage, own: StageState): End | null {
  return stage.kind === own.kind ? (kindOf(own.kind).end?.(stage, own) ?? null) : null;
}

/** The days (since 1970) on which what was begun goes on; null while nothing was begun. */
export function treatmentOf(
  state: Pick<EnrolmentState, 'history' | 'reach'>,
  track: Pick<TrackState, 'stage' | 'since' | 'own'>,
): { after: number; to: number } | null {
  return kindOf(track.own.kind).treatment?.(state, track) ?? null;
}

/** What is under way in a stage and will be judged on a day. */
export function evaluationOf(own: StageState): Evaluation | null {
  return kindOf(own.kind).evaluation?.(own) ?? null;
}
