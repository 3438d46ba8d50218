import { helpClasses } from '../../src/domain/words/clinic';
import { filledPage, helpClassOf } from '../../src/domain/patient-texts/emergency';
import type { SafetySignal } from '../../src/domain/escalation/safety';
import { type SafetyTexts, safetyTexts } from '../patient/reader';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import type { PatientDeps } from '../patient/serving';

/** A static text of the clinic, and which version of it was shown. */
export type HelpText = { page: string; version: string; language: string; title: string; lines: string[] };

/**
 * What these signals call for, as one page: the most urgent text whole, and of the others the one line of the next, so that
 * nobody reads two kinds of advice. Empty without a signal.
 */
export function helpFor(signals: SafetySignal[], texts: SafetyTexts): HelpText[] {
  const rankOf = (page: string): number => helpClasses.indexOf(helpClassOf(page, texts.help[page]));
  // Settings kept from before a page was written do not have it: nobody who gave a worrying answer is left with nothing.
  const pages = signals.map(({ help }) => (Object.hasOwn(texts.help, help) ? help : 'emergency'));
  const [first, ...others] = [...new Set(pages)].sort((one, other) => rankOf(one) - rankOf(other));
  if (first === undefined) return [];
  const lesser = others.flatMap((page) => lineOf(page, texts) ?? []).slice(0, 1);
  return [...[helpPage(first, texts)].flatMap((text) => text ?? []), ...lesser];
}

export function helpPage(page: string, texts: SafetyTexts): HelpText | null {
  const filled = filledPage(page, texts);
  if (filled === null) return null;
  const { version, title, lines } = filled;
  return { page, language: texts.language, version, title, lines };
}

/** What is left of a page beside a more urgent one. */
function lineOf(page: string, texts: SafetyTexts): HelpText | null {
  const { also } = filledPage(page, texts) ?? {};
  const text = helpPage(page, texts);
  return text === null || also === undefined ? null : { ...text, lines: [also] };
}

/** A static text and which wording of it. */
type ShownText = { page: string; version: string; language: string };

/** Of a check-in, or of a report. */
type Seen = Pick<CheckInView, 'id' | 'clinicId' | 'patientId' | 'settings' | 'now'> & { isReport?: true };

/** The safety net stands at the foot of every page. */
export function safetyNetOf(view: Pick<CheckInView, 'settings' | 'language' | 'timeZone'>): ShownText {
  const { safetyNet, language: spoken } = safetyTexts(view);
  return { page: 'safety-net', version: safetyNet.version, language: spoken };
}

/** Keeps which wording was shown, in the transaction of the post that led to it; looking at a page again writes nothing. */
export async function recordShown({ store }: PatientDeps, tx: Tx, seen: Seen, ...texts: ShownText[]): Promise<void> {
  await store.shownTexts.recordShown(
    tx,
    {
      clinicId: seen.clinicId,
      patientId: seen.patientId,
      ...(seen.isReport ? { reportId: seen.id } : { checkInId: seen.id }),
    },
    { settingsVersion: seen.settings.version, at: seen.now },
    texts.map(({ page, version, language }) => ({ text: page, version, language })),
  );
}
