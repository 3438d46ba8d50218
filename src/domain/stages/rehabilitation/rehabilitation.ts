import { definition } from './definition';
import type { StageKind } from '../kind';
import { courseOfPoints } from '../points';

/** Keeps up what a block or a trial reached: exercise, work, sleep, pacing. Looked at on fixed days, relapse at once. */
export const rehabilitation: StageKind<'rehabilitation'> = { ...definition, ...courseOfPoints('rehabilitation') };
