import type { GateVerdictKind } from '../words/state';
import type { GateDefinition, GateWhen } from './language';

/** What a stage may ask a clinician: the usual question, and others by what was found. Some kinds ask none. */
export type Questions = { id: string; gate?: GateDefinition; gateWhen?: GateWhen };

/** The questions a stage may put, the usual one first. */
export function gatesOf({ gate, gateWhen = {} }: Questions): GateDefinition[] {
  return [...(gate ? [gate] : []), ...Object.values(gateWhen)];
}

export function gateOf(stage: Questions, id: string): GateDefinition | undefined {
  return gatesOf(stage).find((gate) => gate.id === id);
}

/** The question that is put when a rule found this. */
export function gateFor(stage: Omit<Questions, 'id'>, verdict: GateVerdictKind): GateDefinition | undefined {
  return stage.gateWhen?.[verdict] ?? stage.gate;
}
