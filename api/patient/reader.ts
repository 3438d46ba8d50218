import type { ClinicSettings } from '../../src/domain/words/clinic';
import { emergencyTexts, type SafetyTexts } from '../../src/domain/patient-texts/emergency';
import type { Asking } from '../../src/domain/instrument/pages';
import { hoursFor } from '../../src/domain/patient-texts/opening-hours';
import { countIn, fill, type PatientTexts, textIn } from '../../src/domain/patient-texts/texts';
import type { Instant } from '../../src/domain/words/time';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { PatientDeps } from './serving';
/**
 * Where the pages of one check-in stand. Every form posts to an address below it, so that an answer belongs to the page it
 * came from. The id says nothing of the patient and opens nothing without the cookie of the same check-in.
 */
export const addressOf = ({ id }: { id: string }): string => `/check-in/${id}`;

/** Where the advice that its answers called for is read again. */
export const adviceOfCheckIn = (address: string): string => `${address}/help`;

/** Where the pages of a link stand. The code is the secret: it is in the address, and nowhere else. */
export const goOf = (code: string): string => `/go/${encodeURIComponent(code)}`;

/** Where the messages of a link or of an open check-in are paused or stopped. */
export const stopOf = (address: string): string => `${address}/stop`;

/** Where a problem is reported from there. */
export const reportOf = (address: string): string => `${address}/report`;

/** In whose words a page speaks: one language throughout, the clinic whose numbers it names, and the way to stop. */
export type Reader = {
  language: string;
  direction: 'ltr' | 'rtl';
  words: PatientTexts['pages'];
  counts: PatientTexts['counts'];
  clinic: ClinicSettings | null;
  /** When the clinic's telephone is answered, as it stands beside the number; null where no hours are known. */
  hours: string | null;
  /** The clinic's emergency texts in that language; null where no clinic is known. */
  safety: SafetyTexts | null;
  /** Clinic time, for whether the clinic is open; null where nobody knows who reads. */
  now: Instant | null;
  /** Whose questions these are, by given name; null where that is not to be shown. */
  whose: string | null;
  /** Where the advice that an answer called for is read again; null while there is none. */
  adviceAddress: string | null;
  /** Where messages are paused or stopped; null for somebody whose link says nothing. */
  stopAddress: string | null;
  /** Where a problem is reported; null like the way to stop. */
  reportAddress: string | null;
};

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi']);
const directionOf = (language: string): Reader['direction'] =>
  RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';

export type { SafetyTexts };

/** Whoever holds the cookie of a check-in. */
export function readerOf(
  deps: Pick<PatientDeps, 'catalogue'>,
  view: Whose & Pick<CheckInView, 'id' | 'advised'>,
): Reader {
  const at = addressOf(view);
  const adviceAddress = view.advised.length === 0 ? null : adviceOfCheckIn(at);
  return { ...readerIn(deps, view), whose: view.givenName, adviceAddress, ...waysFrom(at) };
}

/** Whoever holds the link alone, `at` its pages: where a clinic asks the birthday first, the name is not told before. */
export function linkReader(deps: Pick<PatientDeps, 'catalogue'>, view: Whose, at: string): Reader {
  return { ...readerIn(deps, view), whose: view.settings.askBirthday ? null : view.givenName, ...waysFrom(at) };
}

const waysFrom = (at: string | null) => ({
  stopAddress: at === null ? null : stopOf(at),
  reportAddress: at === null ? null : reportOf(at),
});

/** A check-in, or the clinic alone where nobody knows who reads. */
type Spoken = Pick<CheckInView, 'language' | 'settings'> & { timeZone: string | null; now: Instant | null };
type Whose = Spoken & Pick<CheckInView, 'givenName'>;

function readerIn({ catalogue }: Pick<PatientDeps, 'catalogue'>, view: Spoken): Reader {
  const { settings, timeZone, now } = view;
  const { text, language: spoken } = textIn(catalogue.patientTexts, view.language);
  const hours = hoursFor(settings, timeZone, text.hours);
  return {
    language: spoken,
    direction: directionOf(spoken),
    words: text.pages,
    counts: text.counts,
    clinic: settings,
    hours: hours === null ? null : fill(text.pages.answered, { hours }),
    safety: emergencyTexts(view),
    now,
    whose: null,
    adviceAddress: null,
    ...waysFrom(null),
  };
}

/** Nobody knows who reads: English, and without a clinic no telephone can be named. */
export function anyReader(
  deps: Pick<PatientDeps, 'catalogue'>,
  clinic: ClinicSettings | null = null,
  at: string | null = null,
): Reader {
  if (clinic !== null) {
    return { ...readerIn(deps, { language: 'en', settings: clinic, timeZone: null, now: null }), ...waysFrom(at) };
  }
  const { text, language } = textIn(deps.catalogue.patientTexts, 'en');
  const direction = directionOf(language);
  const nobody = { clinic, hours: null, safety: null, now: null, whose: null, adviceAddress: null, ...waysFrom(at) };
  return { language, direction, words: text.pages, counts: text.counts, ...nobody };
}

/** The emergency texts for the patient of a check-in. */
export function safetyTexts(view: Pick<CheckInView, 'language' | 'settings' | 'timeZone'>): SafetyTexts {
  return emergencyTexts(view);
}

/** "1 minute", "3 minutes", by the plural rules of the language. */
export function counted({ counts, language }: Reader, name: keyof PatientTexts['counts'], n: number): string {
  return countIn(counts[name], new Intl.PluralRules(language).select(n), n);
}

/** "5 pages, about 3 minutes". */
export function askingText({ pages, minutes }: Asking, reader: Reader): string {
  return fill(reader.words.todayTitle, {
    questions: counted(reader, 'pages', pages),
    minutes: counted(reader, 'minutes', minutes),
  });
}

/** `Tuesday 14 July 2026` in the reader's language, on the patient's wall. */
export function day(at: Instant, timeZone: string, language: string): string {
  const isEnglish = language.split('-')[0] === 'en';
  const wanted = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const text = new Intl.DateTimeFormat(isEnglish ? 'en-GB' : language, { timeZone, ...wanted }).format(at);
  return isEnglish ? text.replace(',', '') : text;
}

/** `Tuesday 14 July 2026, 2:30pm`; other languages write the hour in their own way. */
export function dayAndHour(at: Instant, timeZone: string, language: string): string {
  return `${day(at, timeZone, language)}, ${hour(at, timeZone, language)}`;
}

function hour(at: Instant, timeZone: string, language: string): string {
  if (language.split('-')[0] !== 'en')
    return new Intl.DateTimeFormat(language, { timeZone, timeStyle: 'short' }).format(at);
  const hours = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', minute: '2-digit', hour12: true });
  const parts = Object.fromEntries(hours.formatToParts(at).map(({ type, value }) => [type, value]));
  const minutes = parts.minute === '00' ? '' : `:${parts.minute ?? ''}`;
  return `${parts.hour ?? ''}${minutes}${(parts.dayPeriod ?? '').toLowerCase()}`;
}
