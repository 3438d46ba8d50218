import { cutShort } from '../../src/domain/escalation/hold-ends';
import type { Tx } from '../../src/storage/tx/connection';
import { iso } from '../contracts/fields';
import type { ApiDeps } from '../deps';

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

/** What the answer says to whoever asked for a hold beyond its longest end; nothing where it ends as asked. */
export function toldEnd(...asked: Parameters<typeof cutShort>): { holdEnds?: { at: string; why: string } } {
  const cut = cutShort(...asked);
  return cut === null ? {} : { holdEnds: { at: iso(cut.until), why: cut.why } };
}
