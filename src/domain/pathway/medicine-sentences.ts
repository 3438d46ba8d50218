import { longestHolds } from '../hold-ends';
import { predicateText } from './prose';
import type { Pathway, PromptDefinition } from './types';
import { daysText, listText } from './words';

/** What clinicians are reminded of about medicines, as part of the protocol they sign; empty where the pathway has none. */
export function medicineSentences({ medicines }: Pathway): string[] {
  if (!medicines) return [];
  return [
    `Clinicians see these where they decide: before a start, at a question, and while something is taken. Patients never do, and nothing follows from them by itself. With each stands when the list of medicines was last gone through and by whom; after ${daysText(medicines.confirmedWithinDays)} that is “not checked”. A class that is not on a fresh list is not taken; without one it is not known. A prompt may be set aside with a reason for at most ${String(longestHolds.snooze)} days, a hard one for at most ${String(longestHolds['hard snooze'])}.`,
    ...medicines.prompts.map(promptText),
  ];
}

function promptText({ id, about, hard, when, text, source }: PromptDefinition): string {
  const condition = when ? `, unless this is ruled out: ${predicateText(when)}` : '';
  return `\`${id}\`${hard === true ? ' (hard)' : ''}: with ${listText(about, 'or')}${condition}. ${text} Source: ${source}.`;
}
