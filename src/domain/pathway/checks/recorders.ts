import { kindOf } from '../../stages/registry';
import { stageKindNames, type Stage } from '../types';

/** Stages in which a fact is recorded. */
export function recorders(stages: readonly Stage[], event: string): Stage[] {
  return stages.filter(({ kind }) => kindOf(kind).takes.some((taken) => taken === event));
}

/** Some facts are recorded for a stage; the others can be recorded at any time. */
export function isTakenByStages(event: string): boolean {
  return takenByStages.has(event);
}

const takenByStages: ReadonlySet<string> = new Set(stageKindNames.flatMap((kind) => kindOf(kind).takes));
