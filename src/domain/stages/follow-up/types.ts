import type { GateDefinition, GateWhen, Rule } from '../../pathway/language';
import type { Baseline, PointsState, StageBase } from '../base';

/** Watches over what was reached. Without a gate it never asks to go on: it lasts as long as the enrolment. */
export type FollowUpStage = StageBase & {
  kind: 'follow-up';
  points: number[];
  graceDays: number;
  baseline: Baseline;
  success: Rule;
  stop?: Rule;
  gate?: GateDefinition;
  gateWhen?: GateWhen;
};

export type FollowUpState = PointsState<'follow-up'>;

declare module '../types' {
  interface StageKinds {
    'follow-up': { stage: FollowUpStage; state: FollowUpState };
  }
}
