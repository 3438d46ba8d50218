import type { Pointed, PointsState, StageBase } from '../base';

export type RehabilitationStage = StageBase & Pointed & { kind: 'rehabilitation' };

export type RehabilitationState = PointsState<'rehabilitation'>;
