import type { StageKindName } from '../words/choices';

/**
 * Every kind of stage: what a file says of one, and what is kept of a patient who is in it. Empty here on purpose: each
 * kind adds its own line in its folder.
 */
export interface StageKinds {}

export type StageOf<K extends StageKindName> = StageKinds[K]['stage'];
export type OwnOf<K extends StageKindName> = StageKinds[K]['state'];
export type Stage = StageOf<StageKindName>;
export type StageState = OwnOf<StageKindName>;
