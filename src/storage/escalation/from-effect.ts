import type { Effect } from '../../domain/words/effect';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { raiseEscalation, type Raised } from './raise';

type Enrolment = { clinicId: string; patientId: string; enrolmentId: string };
type Raising = Extract<Effect, { type: 'raise-escalation' }>;

/** The core asks for it. Its key is unique within the enrolment: however often the same step runs, it raises once. */
export function raiseFromEffect(tx: Tx, enrolment: Enrolment, effect: Raising, at: Instant): Promise<Raised> {
  const { clinicId, patientId, enrolmentId } = enrolment;
  const { key, tier, class: signalClass, rule, gate } = effect;
  const signal = { tier, class: signalClass, rule, gate, signalKey: `${enrolmentId}/${key}`, at };
  return raiseEscalation(tx, { clinicId, patientId, enrolmentId, checkInId: null, ...signal });
}

/** With a fact, in its transaction: whoever must be woken by it is. Returns the tier-now escalations that are new or have news. */
export async function raiseAtOnce(
  tx: Tx,
  enrolment: Enrolment,
  effects: readonly Effect[],
  at: Instant,
): Promise<string[]> {
  const now: string[] = [];
  for (const effect of effects) {
    if (effect.type !== 'raise-escalation') continue;
    const { escalationId, raised, joined } = await raiseFromEffect(tx, enrolment, effect, at);
    if (effect.tier === 'now' && (raised || joined)) now.push(escalationId);
  }
  return [...new Set(now)];
}
