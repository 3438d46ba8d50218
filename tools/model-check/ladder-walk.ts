import type { ClinicSettings, EscalationPolicy } from '../../src/domain/words/clinic';
import { climb, newLadder } from '../../src/domain/escalation/ladder';

/** Enough steps to pass every rung and to be told again. */
const STEPS = 10;

/** The worst night: nobody is on duty in any rota. Somebody must still be told, and again, for as long as it takes. */
export function ladderFaults(clinic: ClinicSettings, ladders: readonly string[]): string[] {
  return ladders.flatMap((signal) => {
    const policies: Partial<Record<string, EscalationPolicy>> = { ...clinic.policies, ...clinic.namedPolicies };
    const policy = policies[signal];
    if (!policy) return [`escalation ${signal}: the clinic has no ladder for it`];
    const rotas = [...policy.rungs.map(({ rota }) => rota), policy.exhausted.rota];
    const unknown = rotas.filter((id) => !clinic.rotas.some((rota) => rota.id === id));
    if (policy.rungs.length === 0 || unknown.length > 0)
      return [
        `escalation ${signal}: nobody owns it (${unknown.length > 0 ? `no rota "${unknown.join('", "')}"` : 'no rung'})`,
      ];
    let facts = newLadder(policy, 'now', 0);
    let told = 0;
    for (let step = 0; step < STEPS; step += 1) {
      const nobody = { onDuty: () => [], fallback: ['fallback'], nextDuty: null };
      const next = climb(facts, clinic, nobody, facts.nextDueAt ?? 0);
      if (next.ended || next.nextDueAt === null) return [`escalation ${signal}: the ladder stops by itself`];
      told += next.entries.filter((entry) => 'staff' in entry && entry.staff.length > 0).length;
      facts = { ...facts, ...next };
    }
    return told > 1 ? [] : [`escalation ${signal}: with nobody on duty nobody is told again`];
  });
}
