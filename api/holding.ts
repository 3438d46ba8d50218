import type { Tx } from '../src/storage/connection';
import type { ApiDeps } from './deps';

/**
 * While a tier-now escalation is open, routine messages of the patient wait, in whichever enrolment it began. Returns what
 * is to be woken after the commit.
 */
export async function holdMessages(
  tx: Tx,
  { store, rules }: ApiDeps,
  { patientId, escalations, recordedBy }: { patientId: string; escalations: readonly string[]; recordedBy: string },
): Promise<string[]> {
  if (escalations.length === 0) return [];
  const all = await store.facts.lockPatientEnrolments(tx, rules, patientId);
  const woken: string[] = [];
  for (const locked of all.filter(({ status }) => status !== 'ended')) {
    for (const escalation of escalations) {
      const { quiet } = await store.facts.recordFact(tx, locked, {
        type: 'escalation.raised',
        data: { escalation },
        recordedBy,
      });
      if (!quiet) woken.push(locked.enrolmentId);
    }
  }
  return woken;
}
