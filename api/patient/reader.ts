import { type ClinicSettings, type ClinicTexts } from '../../src/domain/clinic';
import { fill, type PatientTexts, textIn } from '../../src/domain/patient-texts';
import type { CheckInView } from '../../src/storage/check-ins';
import type { PatientDeps } from './patient-deps';

/** In whose words a page speaks: one language throughout, the clinic whose numbers it names, and the way to stop. */
export type Reader = {
  language: string;
  direction: 'ltr' | 'rtl';
  words: PatientTexts['pages'];
  counts: PatientTexts['counts'];
  clinic: ClinicSettings | null;
  /** The clinic's emergency texts in that language; null where no clinic is known. */
  safety: SafetyTexts | null;
  /** Where messages are paused or stopped; null for somebody whose link says nothing. */
  stopAddress: string | null;
};

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);
const directionOf = (language: string): Reader['direction'] =>
  RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';

export type SafetyTexts = ClinicTexts & { language: string };

/** Of a page behind the cookie. */
export const SESSION_STOP = '/check-in/stop';

/** Whoever holds the link or the cookie of a check-in. */
export function readerOf(
  { catalogue }: Pick<PatientDeps, 'catalogue'>,
  { language, settings }: Pick<CheckInView, 'language' | 'settings'>,
  stopAddress: string | null = SESSION_STOP,
): Reader {
  const { text, language: spoken } = textIn(catalogue.patientTexts, language);
  return {
    language: spoken,
    direction: directionOf(spoken),
    words: text.pages,
    counts: text.counts,
    clinic: settings,
    safety: safetyTexts(settings, language),
    stopAddress,
  };
}

/** Nobody knows who reads: English, and without a clinic no telephone can be named. */
export function anyReader(
  deps: Pick<PatientDeps, 'catalogue'>,
  clinic: ClinicSettings | null = null,
  stopAddress: string | null = null,
): Reader {
  if (clinic !== null) return readerOf(deps, { language: 'en', settings: clinic }, stopAddress);
  const { text, language } = textIn(deps.catalogue.patientTexts, 'en');
  const direction = directionOf(language);
  return { language, direction, words: text.pages, counts: text.counts, clinic, safety: null, stopAddress };
}

export function safetyTexts({ texts }: ClinicSettings, wanted: string): SafetyTexts {
  const { text, language } = textIn(texts, wanted);
  return { ...text, language };
}

/** "1 minute", "3 minutes", by the plural rules of the language. */
export function counted({ counts, language }: Reader, name: keyof PatientTexts['counts'], n: number): string {
  const forms = counts[name];
  return fill(forms[new Intl.PluralRules(language).select(n)] ?? forms.other, { n });
}
