import { definition } from './definition';
import type { StageKind } from '../kind';
import { courseOfPoints } from '../points';

/** Watches over what was reached, for a year or as long as the enrolment lasts. It ends by a clinician's decision only. */
export const followUp: StageKind<'follow-up'> = { ...definition, ...courseOfPoints('follow-up') };
