import type { Pointed, PointsState, StageBase } from '../base';

export type RehabilitationStage = StageBase & Pointed & { kind: 'rehabilitation' };

export type RehabilitationState = PointsState<'rehabilitation'>;

declare module '../types' {
  interface StageKinds {
    rehabilitation: { stage: RehabilitationStage; state: RehabilitationState };
  }
}
