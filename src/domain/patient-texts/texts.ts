import { DomainError } from '../words/error';

// What patients read of ours is data: one file for each language, `texts/patient.<language>.yaml`. `{name}` is filled when shown.

/** Every text of a page, the same in each language. */
export const pageTexts = [
  'skipToContent',
  'error',
  'errorHeading',
  'back',
  'help',
  'whose',
  'ring',
  'ringUs',
  'ringNoNumber',
  'answered',
  'todayTitle',
  'todayWhy',
  'mayFollow',
  'answerBy',
  'lateNote',
  'savedAsYouGo',
  'start',
  'carryOn',
  'birthdayLegend',
  'birthdayHint',
  'day',
  'month',
  'birthdayEmpty',
  'birthdayWrong',
  'question',
  'or',
  'none',
  'answeredElsewhere',
  'continue',
  'skip',
  'skipTitle',
  'skipText',
  'skipConfirm',
  'skipBack',
  'checkTitle',
  'change',
  'changeHidden',
  'skippedAnswer',
  'openAnswer',
  'hiddenAnswer',
  'noneTicked',
  'send',
  'aboutQuestions',
  'laterTitle',
  'laterText',
  'laterHelp',
  'laterSend',
  'doneTitle',
  'doneThanks',
  'nextHeading',
  'nextText',
  'nextAdvised',
  'reportHeading',
  'reportText',
  'helpContinue',
  'helpFinish',
  'helpSaved',
  'helpNotSaved',
  'helpLate',
  'helpNotTaken',
  'helpAnywhereTitle',
  'helpAnywhereText',
  'adviceTold',
  'adviceAgain',
  'tryAgain',
  'closedTitle',
  'closedText',
  'noSessionTitle',
  'noSessionText',
  'notFoundTitle',
  'notFoundText',
  'toQuestions',
  'tooManyTitle',
  'tooManyText',
  'foreignTitle',
  'foreignText',
  'brokenTitle',
  'brokenText',
  'tooLargeText',
  'faultUnasked',
  'faultOtherQuestion',
  'faultScale',
  'faultChoice',
  'faultNeither',
  'faultBoth',
  'stopLink',
  'stopTitle',
  'stopIntro',
  'stopLegend',
  'stopForGood',
  'stopHint',
  'stopConfirm',
  'stopNothing',
  'pausedTitle',
  'pausedText',
  'stoppedTitle',
  'stoppedText',
  'stopNextHeading',
  'stopRing',
  'stopSafetyRing',
  'stopSameHeading',
  'stopCareGoesOn',
  'stopBackHeading',
  'pauseBack',
  'stopBack',
  'startAgain',
  'stopChange',
  'stopUnknownTitle',
  'stopUnknownText',
] as const;

/** The frame of every mail to a patient; what a pathway says in it is its own. */
export const mailTexts = [
  'subject',
  'greeting',
  'asking',
  'mayFollow',
  'actionBy',
  'answerBy',
  'typeAddress',
  'yours',
  'talk',
  'stop',
  'why',
  'visitSubject',
  'visitMovedSubject',
  'visitOffSubject',
  'visitLead',
  'visitMovedLead',
  'visitOffLead',
  'visitAction',
  'visitFile',
  'visitOffFile',
  'visitCannotCome',
  'visitWhy',
] as const;

/** Texts that change with a number, by the plural categories of the language. */
export const countTexts = ['pages', 'minutes', 'longest', 'pauseWeeks'] as const;

export type CountForms = { other: string } & Partial<Record<'zero' | 'one' | 'two' | 'few' | 'many', string>>;

/** How opening hours are said. Without `am` and `pm` the clock has 24 hours. */
export type HoursWords = {
  /** Seven, from Monday. */
  days: string[];
  /** Of days, and of hours. */
  span: string;
  /** Between two spans of one day. */
  and: string;
  line: string;
  /** For whoever lives by another clock. */
  inZone: string;
  am?: string;
  pm?: string;
};

export type PatientTexts = {
  pages: Record<(typeof pageTexts)[number], string>;
  mail: Record<(typeof mailTexts)[number], string>;
  counts: Record<(typeof countTexts)[number], CountForms>;
  hours: HoursWords;
};

/** Every text is written in it first. */
const FIRST = 'en';

/**
 * The one way to choose a text: in the language wanted, else in its base (`en` for `en-GB`), else in English. Which
 * language a patient is spoken to in at all is decided before (storage/spoken-language.ts), so that texts are never mixed.
 */
export function textIn<T>(byLanguage: Readonly<Record<string, T>>, wanted: string): { language: string; text: T } {
  for (const language of [wanted, wanted.split('-')[0] ?? wanted, FIRST]) {
    const text = Object.hasOwn(byLanguage, language) ? byLanguage[language] : undefined;
    if (text !== undefined) return { language, text };
  }
  throw new DomainError('configuration', `A text is written neither in "${wanted}" nor in English: write it.`);
}

/** Fills `{name}`; what has no value stays as it is written. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (written, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : written,
  );
}

/** A text that changes with a number. `form`: the plural category of the number in the language ("one", "few", "other"). */
export function countIn(forms: CountForms, form: string, n: number): string {
  return fill(forms[form as keyof CountForms] ?? forms.other, { n });
}

/** The names a text wants filled, in order of the alphabet. */
export function holesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
}

// How old a reader must be: the Flesch-Kincaid grade (Kincaid et al. 1975, Naval Technical Training Command report 8-75)
// plus five, the age at which English-speaking children begin with grade 0. For English alone.

type Reading = { sentences: number; words: number; syllables: number; grade: number; age: number };

const YEARS_BEFORE_GRADE_0 = 5;

/** Null for a text without words. Numbers and addresses count as no word: they are looked at, not read. */
export function readingOf(text: string): Reading | null {
  const sentences = text.split(/[.!?](?:\s|$)/).filter((part) => wordsIn(part).length > 0).length;
  const words = wordsIn(text);
  if (sentences === 0) return null;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  const grade = gradeOf({ sentences, words: words.length, syllables });
  return { sentences, words: words.length, syllables, grade, age: grade + YEARS_BEFORE_GRADE_0 };
}

export function gradeOf({ sentences, words, syllables }: Pick<Reading, 'sentences' | 'words' | 'syllables'>): number {
  return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
}

function wordsIn(text: string): string[] {
  return text.split(/[\s–/]+/).flatMap((part) => {
    const word = part.replace(/^[^A-Za-z{]+|[^A-Za-z}]+$/g, '');
    return word === '' || /[\d{}@]/.test(word) ? [] : word.split('-').filter((piece) => piece !== '');
  });
}

/** By the groups of vowels, less the endings that are not heard: right for most words, too high for some, rarely too low. */
export function syllablesIn(written: string): number {
  const word = written.toLowerCase().replace(/[^a-z]/g, '');
  const heard = word
    .replace(/(?<=[^aeiouytd])ed$/, 'd') // used, asked; not: wanted, needed
    .replace(/(?<=[^aeiousxzcg](?<![cs]h))es$/, 's') // makes; not: buses, changes, searches
    .replace(/(?<=[^aeiouyl])e$/, '') // take, nurse
    .replace(/(?<=[aeiouy]l)e$/, ''); // while; not: people
  const groups = heard.match(/[aeiouy]+/g)?.length ?? 0;
  const parted = /[aeiouy]ing$/.test(word) && !/(?:qu|^)ing$/.test(word) ? 1 : 0; // being, saying
  return Math.max(1, groups + parted);
}
