import { evidencePacket } from '../../src/domain/telling/evidence/packet';
import { evidenceText } from '../../src/domain/telling/evidence/text';
import { iso } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import { standingOf, withTexts } from './enrolment';

/** What whoever decides about a patient has before their eyes, as data and as text. */
export async function showEvidence(
  deps: ApiDeps,
  clinicId: string,
  id: string,
): Promise<{ body: object; text: string }> {
  const { found, rules, state, now } = await standingOf(deps, clinicId, id);
  const rows = await deps.store.evidence.evidenceRows(deps.store.db, found);
  const packet = evidencePacket({ rules, state, now, enrolment: id, ...rows });
  const { asOf, ...rest } = packet;
  return { body: { asOf: iso(asOf), ...(withTexts(rest) as object) }, text: evidenceText(packet) };
}
