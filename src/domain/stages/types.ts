import type { DiagnosisStage, DiagnosisState } from './diagnosis/types';
import type { FollowUpStage, FollowUpState } from './follow-up/types';
import type { MedicationTrialStage, MedicationTrialState } from './medication-trial/types';
import type { ProcedureStage, ProcedureState } from './procedure/types';
import type { PsychologicalSupportStage, PsychologicalSupportState } from './psychological-support/types';
import type { RehabilitationStage, RehabilitationState } from './rehabilitation/types';
import type { SurgicalReviewStage, SurgicalReviewState } from './surgical-review/types';
import type { TherapyBlockStage, TherapyBlockState } from './therapy-block/types';
import type { StageKindName } from '../words/choices';

/** Every kind of stage: what a file says of one, and what is kept of a patient who is in it. One line for each. */
type Kinds = {
  diagnosis: { stage: DiagnosisStage; state: DiagnosisState };
  'medication-trial': { stage: MedicationTrialStage; state: MedicationTrialState };
  'therapy-block': { stage: TherapyBlockStage; state: TherapyBlockState };
  procedure: { stage: ProcedureStage; state: ProcedureState };
  rehabilitation: { stage: RehabilitationStage; state: RehabilitationState };
  'psychological-support': { stage: PsychologicalSupportStage; state: PsychologicalSupportState };
  'surgical-review': { stage: SurgicalReviewStage; state: SurgicalReviewState };
  'follow-up': { stage: FollowUpStage; state: FollowUpState };
};

export type { StageKindName };
export type StageOf<K extends StageKindName> = Kinds[K]['stage'];
export type OwnOf<K extends StageKindName> = Kinds[K]['state'];
export type Stage = StageOf<StageKindName>;
export type StageState = OwnOf<StageKindName>;
