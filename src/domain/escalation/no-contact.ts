import { fill } from '../patient-texts/texts';
import type { ClinicSettings, noContactNeeds } from '../words/clinic';

// The no-contact procedure: what is done, step by step, about a patient whom nobody could reach. The words are the clinic's.

type Need = (typeof noContactNeeds)[number];
export type NoContactStep = { id: string; says: string; needs?: Need | undefined };

/** [D] Where a clinic has not written its own. To be signed with its ladders. */
export const NO_CONTACT: readonly NoContactStep[] = [
  { id: 'again', says: 'Ring every number on the record again, a quarter of an hour after the last try.' },
  { id: 'message', says: 'Leave a message: your name, {publicName} and {phone}. Say nothing of what it is about.' },
  { id: 'contact', says: 'Ring the emergency contact.', needs: 'contact-who-may-be-told' },
  {
    id: 'gp',
    says: 'Ring the general practitioner: when was the patient seen last, and is there another way?',
    needs: 'gp',
  },
  {
    id: 'welfare',
    says: 'If you fear for the patient’s life, ring {emergencyNumber} and ask for a visit to the home.',
  },
  { id: 'next', says: 'Tell whoever is on duty after you what was tried, and that nobody has been reached.' },
];

/** What is known of the ways to a patient beside their own. `mayDiscuss` null: there is no such contact. */
export type WaysAround = {
  contact: { name: string; phone: string; mayDiscuss: boolean } | null;
  gp: { name: string } | null;
};

/** A step in words; `why`: why it cannot be done for this patient. */
export type StepInWords = { step: string; words: string; why: string | null };

export function noContactSteps(
  clinic: Pick<ClinicSettings, 'noContact' | 'publicName' | 'phone' | 'emergencyNumber'>,
  ways: WaysAround,
): StepInWords[] {
  const { publicName, phone, emergencyNumber } = clinic;
  return (clinic.noContact ?? NO_CONTACT).map(({ id, says, needs }) => ({
    step: id,
    words: [fill(says, { publicName, phone, emergencyNumber }), ...toWhom(needs, ways)].join(' '),
    why: whyNot(needs, ways),
  }));
}

function toWhom(needs: Need | undefined, { contact, gp }: WaysAround): string[] {
  if (needs === 'gp') return gp === null ? [] : [`${gp.name}.`];
  return needs !== undefined && contact?.mayDiscuss === true ? [`${contact.name}, ${contact.phone}: may be told.`] : [];
}

function whyNot(needs: Need | undefined, { contact, gp }: WaysAround): string | null {
  if (needs === 'gp') return gp === null ? 'No general practitioner is known.' : null;
  if (needs === undefined || contact?.mayDiscuss === true) return null;
  return contact === null
    ? 'No emergency contact is known.'
    : 'The patient has not allowed that the emergency contact is told anything.';
}
