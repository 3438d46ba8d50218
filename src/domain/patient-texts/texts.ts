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
  'visitSkip',
  'visitWhose',
  'visitCaption',
  'visitMoved',
  'visitOff',
  'visitOffText',
  'visitOver',
  'visitOverText',
  'visitWhere',
  'visitWhereLetter',
  'visitIn',
  'visitCalendar',
  'visitCalendarOff',
  'visitText',
  'visitReady',
  'visitReadyHint',
  'visitQuestions',
  'visitQuestionsHint',
  'visitTooLong',
  'visitSave',
  'visitSaved',
  'noComeHeading',
  'noCome',
  'noComeTitle',
  'noComeText',
  'noComeConfirm',
  'noComeBack',
  'declined',
  'reportLink',
  'reportCaption',
  'reportSkipToContent',
  'tellTitle',
  'tellAbout',
  'tellSince',
  'tellSinceToday',
  'tellSinceDays',
  'tellSinceWeeks',
  'tellSinceLonger',
  'tellHowBad',
  'tellLeast',
  'tellMost',
  'tellWait',
  'tellWaitYes',
  'tellWaitNotSure',
  'tellWaitNo',
  'tellWords',
  'tellWordsHint',
  'tellSend',
  'tellAboutEmpty',
  'tellSinceEmpty',
  'tellHowBadEmpty',
  'tellWaitEmpty',
  'tellWordsTooLong',
  'tellWordsUnreadable',
  'reportSentTitle',
  'reportSentNow',
  'reportSentBy',
  'reportMore',
  'reportEndedTitle',
  'reportEndedText',
  'reportUnknownText',
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
  'reportSubject',
  'reportLead',
  'reportReadBy',
  'reportNow',
  'reportAction',
  'reportWhy',
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
  /** What can be reported, by its name in `clinic/problems.yaml`. */
  problems: Record<string, string>;
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
