import { sql } from 'kysely';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';

/** One wording of a static text: `safety-net`, or the id of a help page. */
type ShownText = { text: string; version: string; language: string };
type To = { clinicId: string; patientId: string; checkInId: string };

/** Who saw which wording, and by which settings of the clinic. Never changed afterwards. */
export async function recordShown(
  tx: Tx,
  to: To,
  when: { settingsVersion: number; at: Instant },
  texts: ShownText[],
): Promise<void> {
  if (texts.length === 0) return;
  await sql`
    insert into text_shown (clinic_id, patient_id, check_in_id, text, version, language, settings_version, shown_at)
    select ${to.clinicId}, ${to.patientId}, ${to.checkInId}, t.text, t.version, t.language, ${when.settingsVersion},
      ${new Date(when.at)}
    from jsonb_to_recordset(${JSON.stringify(texts)}) as t(text text, version text, language text)`.execute(tx);
}
