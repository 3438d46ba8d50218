import type { PersonRow } from '../../src/storage/patient/person';
import type { Speech } from '../../src/storage/patient/speech';

/** A person as every list shows one: whom it is about, and the number to ring first. */
export const showPerson = ({ speech, ...person }: PersonRow) => ({
  ...person,
  // Nobody asks for it yet: not known is said as not known.
  title: null,
  notes: speechNotes(speech),
});

/** How somebody is spoken with, where it is not a matter of course: one sentence each. */
export function speechNotes({ language, spoken, interpreter, helper }: Speech): string[] {
  const notes: string[] = [];
  if (spoken !== null && spoken !== language && spoken !== language.split('-')[0])
    notes.push(otherLanguage(language, spoken));
  if (interpreter !== false) notes.push(`Wants an interpreter${said(interpreter)}.`);
  if (helper !== false) notes.push(`Somebody helps the patient${said(helper)}.`);
  return notes;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
const languageName = (code: string): string => languageNames.of(code) ?? code;

/** Why somebody gets mail in another language than their own. */
export const otherLanguage = (language: string, spoken: string): string =>
  `Speaks ${languageName(language)}; mails and pages are in ${languageName(spoken)}.`;

const said = (wish: string | boolean): string => (typeof wish === 'string' ? `: ${wish}` : '');
