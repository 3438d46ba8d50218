import type { GateVerdictKind } from '../words/state';
import type { GateDefinition, Stage } from './types';

/** The questions a stage may put, the usual one first. */
export function gatesOf(stage: Stage): GateDefinition[] {
  if (stage.kind === 'diagnosis') return [];
  const special = 'gateWhen' in stage && stage.gateWhen ? Object.values(stage.gateWhen) : [];
  return stage.gate ? [stage.gate, ...special] : special;
}

export function gateOf(stage: Stage, id: string): GateDefinition | undefined {
  return gatesOf(stage).find((gate) => gate.id === id);
}

/** The question that is put when a rule found this. */
export function gateFor(
  stage: { gate?: GateDefinition; gateWhen?: Partial<Record<GateVerdictKind, GateDefinition>> },
  verdict: GateVerdictKind,
): GateDefinition | undefined {
  return stage.gateWhen?.[verdict] ?? stage.gate;
}
