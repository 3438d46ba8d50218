import {
  type ClinicSettings,
  type ClinicTexts,
  type HelpClass,
  helpClasses,
  type HelpWords,
  type PlacePhrases,
} from '../words/clinic';
import { type NumbersHoldFor, numbersHoldIn } from './place';
import { fill, textIn } from './texts';
import { nextStaffed } from '../calendar/staffed-hours';
import type { Instant } from '../words/time';
import { defined } from '../words/defined';

// What a clinic says in an emergency, for one patient: in their language, with the numbers that are right where they are.

/** `isElsewhere`: the patient lives in a country for which the clinic has no emergency number. */
export type SafetyTexts = ClinicTexts & { language: string; isElsewhere: boolean; phrases: PlacePhrases };

/** Without a zone nobody knows who reads: as at the clinic. */
export type SpokenTo = { settings: ClinicSettings; language: string; timeZone: string | null };

/** Settings from before have no phrases, and texts that name the number themselves. */
const FROM_BEFORE: PlacePhrases = {
  emergencyNumber: 'the emergency number where you are',
  crisisLine: 'a crisis line where you are',
  outOfHours: 'a doctor where you are',
};

/** The texts with the safety net filled; a help page is filled by `filledPage`. */
export function emergencyTexts({ settings, language: wanted, timeZone }: SpokenTo): SafetyTexts {
  const { text, language } = textIn(settings.texts, wanted);
  const isElsewhere = timeZone !== null && !numbersHoldIn(settings, timeZone);
  const phrases = phrasesFor(settings, text, isElsewhere);
  const { version, lines } = text.safetyNet;
  return {
    ...text,
    language,
    isElsewhere,
    phrases,
    safetyNet: { version: versionAt(version, isElsewhere), lines: lines.map((line) => fill(line, phrases)) },
  };
}

/** The safety net as it stands in a mail to this patient. */
export function netLines(
  clinic: Numbers & NumbersHoldFor,
  texts: Omit<ClinicTexts, 'help'>,
  patientZone: string,
): string[] {
  const phrases = phrasesFor(clinic, texts, !numbersHoldIn(clinic, patientZone));
  return texts.safetyNet.lines.map((line) => fill(line, phrases));
}

type Numbers = Pick<ClinicSettings, 'emergencyNumber' | 'crisisLine' | 'outOfHours'>;

/** How the numbers are named in a sentence, here or elsewhere. */
export function phrasesFor(
  { emergencyNumber, crisisLine, outOfHours }: Numbers,
  { here, elsewhere }: Pick<ClinicTexts, 'here' | 'elsewhere'>,
  isElsewhere: boolean,
): PlacePhrases {
  if (isElsewhere) return elsewhere ?? FROM_BEFORE;
  const numbers = {
    emergencyNumber,
    crisisName: crisisLine?.name ?? '',
    crisisPhone: crisisLine?.phone ?? '',
    outOfHoursName: outOfHours?.name ?? '',
    outOfHoursPhone: outOfHours?.phone ?? '',
  };
  const { emergencyNumber: emergency, crisisLine: crisis, outOfHours: closed } = here ?? FROM_BEFORE;
  return {
    emergencyNumber: here === undefined ? emergencyNumber : fill(emergency, numbers),
    crisisLine: fill(crisis, numbers),
    outOfHours: fill(closed, numbers),
  };
}

/** The wording that is read elsewhere is another one. */
const versionAt = (version: string, isElsewhere: boolean): string => (isElsewhere ? `${version}+elsewhere` : version);

/** A help page with its numbers; null where the clinic has none of this name. */
export function filledPage(page: string, { help, phrases, isElsewhere }: SafetyTexts): HelpWords | null {
  const words = Object.hasOwn(help, page) ? help[page] : undefined;
  if (words === undefined) return null;
  const { version, title, lines, also } = words;
  return {
    ...words,
    version: versionAt(version, isElsewhere),
    title: fill(title, phrases),
    lines: lines.map((line) => fill(line, phrases)),
    ...defined({ also: also && fill(also, phrases) }),
  };
}

export function helpClassOf(page: string, words: Pick<HelpWords, 'class'> | undefined): HelpClass {
  return words?.class ?? helpClasses.find((each) => each === page) ?? 'emergency';
}

export type CallKind = 'emergency' | 'crisis' | 'clinic' | 'out-of-hours';
export type Call = { to: CallKind; name: string; number: string };

/** Whom a page of this class offers to ring, in this order. */
const callsByClass: Record<HelpClass, readonly CallKind[]> = {
  emergency: ['emergency', 'clinic'],
  overdose: ['emergency', 'clinic'],
  crisis: ['crisis', 'emergency', 'clinic'],
  'ring-today': ['clinic', 'emergency'],
  'if-worse': ['emergency'],
};

/**
 * The numbers to ring, the first one first. While the clinic is closed whoever answers then stands before it (`now` null:
 * not known, as when open); elsewhere no number of another country is offered.
 */
export function callsOf(
  helpClass: HelpClass,
  settings: ClinicSettings,
  isElsewhere: boolean,
  now: Instant | null,
): Call[] {
  const { emergencyNumber, crisisLine, outOfHours, publicName, phone } = settings;
  const closed = now !== null && nextStaffed(settings, now) > now;
  const others: Record<Exclude<CallKind, 'clinic'>, Call | null> = {
    emergency: { to: 'emergency', name: emergencyNumber, number: emergencyNumber },
    crisis: crisisLine ? { to: 'crisis', name: crisisLine.name, number: crisisLine.phone } : null,
    'out-of-hours': outOfHours ? { to: 'out-of-hours', name: outOfHours.name, number: outOfHours.phone } : null,
  };
  const clinic: Call = { to: 'clinic', name: publicName, number: phone };
  return callsByClass[helpClass]
    .flatMap((to): CallKind[] => (to === 'clinic' && closed ? ['out-of-hours', 'clinic'] : [to]))
    .flatMap((to) => (to === 'clinic' ? [clinic] : isElsewhere ? [] : (others[to] ?? [])));
}

/** Every number that may stand in a text, the longest first: what makes a sentence one that can be rung. */
export function numbersIn({ emergencyNumber, phone, crisisLine, outOfHours }: ClinicSettings): string[] {
  const all = [emergencyNumber, phone, crisisLine?.phone, outOfHours?.phone].flatMap((number) => number ?? []);
  return [...new Set(all)].sort((one, other) => other.length - one.length);
}
