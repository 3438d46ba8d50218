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

export const otherLanguage = (language: string, spoken: string): string =>
  `Speaks "${language}", and this pathway is not written in it: mails and pages are in "${spoken}".`;

const said = (wish: string | boolean): string => (typeof wish === 'string' ? `: ${wish}` : '');
