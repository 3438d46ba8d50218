import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import type { PatientDeps } from '../patient/patient-deps';
import { safetyTexts } from '../patient/reader';

/** A static text and which wording of it. */
type ShownText = { page: string; version: string; language: string };

type Seen = Pick<CheckInView, 'id' | 'clinicId' | 'patientId' | 'settings' | 'now'>;

/** The safety net stands at the foot of every page. */
export function safetyNetOf(view: Pick<CheckInView, 'settings' | 'language' | 'timeZone'>): ShownText {
  const { safetyNet, language: spoken } = safetyTexts(view);
  return { page: 'safety-net', version: safetyNet.version, language: spoken };
}

/** Keeps which wording was shown, in the transaction of the post that led to it; looking at a page again writes nothing. */
export async function recordShown({ store }: PatientDeps, tx: Tx, seen: Seen, ...texts: ShownText[]): Promise<void> {
  await store.shownTexts.recordShown(
    tx,
    { clinicId: seen.clinicId, patientId: seen.patientId, checkInId: seen.id },
    { settingsVersion: seen.settings.version, at: seen.now },
    texts.map(({ page, version, language }) => ({ text: page, version, language })),
  );
}
