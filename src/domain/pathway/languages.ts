import type { Pathway } from './types';
import type { PlannedMessage } from '../words/effect';

/** The languages a pathway speaks. English is the one that every text is written in first. */
export function languagesOf({ languages }: Pathway): string[] {
  return languages ?? ['en'];
}

/** Whether a patient is spoken to in this language, or in its base (`en` for `en-GB`). */
export function isSpoken(pathway: Pathway, language: string): boolean {
  const spoken = languagesOf(pathway);
  return spoken.includes(language) || spoken.includes(language.split('-')[0] ?? language);
}

/** The one it speaks to a patient in: the patient's own, its base, or its first. */
export function languageSpoken(pathway: Pathway, language: string): string {
  const spoken = languagesOf(pathway);
  return (
    [language, language.split('-')[0]].find((each) => each !== undefined && spoken.includes(each)) ?? spoken[0] ?? 'en'
  );
}

/** The words of one mail to a patient, in one language. They name no condition, score, instrument or specialty. */
export type MessageText = { subject: string; lead: string; action: string };

/** By the role a message has for its check-in. */
export type MessageTexts = Record<PlannedMessage['role'], MessageText>;
