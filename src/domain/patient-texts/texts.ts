import { DomainError } from '../words/error';
import type { mailTexts, pageTexts } from './names';

// What patients read of ours is data: one file for each language, `texts/patient.<language>.yaml`. `{name}` is filled when shown.

/** Texts that change with a number, by the plural categories of the language. */
export const countTexts = ['pages', 'minutes', 'longest', 'onlyList', 'pauseWeeks'] as const;

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
