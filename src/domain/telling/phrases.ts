import type { MedicineWatch, Pathway, PromptDefinition, Track } from '../pathway/types';
import type { Destination, EndOutcome } from '../pathway/language';
import { longestHolds } from '../escalation/hold-ends';
import { daysText, listText, timesText } from './english';
import { predicateText } from './rules';
import { type Sentence, says } from './sentence';

// Small pieces of English that protocol and diagram share.

export const endings = {
  'returned-to-referrer': 'the pathway ends: back to the referrer',
  'referred-to-surgery': 'the pathway ends: referred to surgery',
  'care-completed': 'the pathway ends: care is complete',
} satisfies Record<EndOutcome, string>;

/** Where a way leads, in words: `“Surgical review”`, or the end, or the same question again. */
export function destinationText(track: Track, to: Destination): string {
  switch (to.to) {
    case 'stage':
      return `on to “${titleOf(track, to.stage)}”`;
    case 'end':
      return endings[to.outcome];
    case 'again':
      return `the question is put again after ${daysText(to.afterDays)}, at most ${timesText(to.atMost)}; after that ${destinationText(track, to.otherwise)}`;
  }
}

export function titleOf(track: Track, id: string): string {
  return track.stages.find((stage) => stage.id === id)?.title ?? id;
}

/** What clinicians are reminded of about medicines, as part of the protocol they sign; empty where the pathway has none. */
export function medicineSentences({ medicines, checkIns }: Pathway): Sentence[] {
  if (!medicines) return [];
  return [
    says(
      `Clinicians see these where they decide: before a start, at a question, and while something is taken. Patients never do, and nothing follows from them by itself. With each stands when the list of medicines was last gone through and by whom; after ${daysText(medicines.confirmedWithinDays)} that is “not checked”. A class that is not on a fresh list is not taken; without one it is not known. A prompt may be set aside with a reason for at most ${String(longestHolds.snooze)} days, a hard one for at most ${String(longestHolds['hard snooze'])}.`,
      ['medicines', 'confirmedWithinDays'],
    ),
    ...(medicines.listBefore
      ? [
          says(
            `Before ${listText(medicines.listBefore, 'or')} begins the clinicians get a task to go through the list, where that was not done lately; nothing waits for it.`,
            ['medicines', 'listBefore'],
          ),
        ]
      : []),
    ...medicines.prompts.map((prompt, index) => says(promptText(prompt), ['medicines', 'prompts', index])),
    ...(medicines.watch ?? []).map((watch, index) => says(watchText(watch, checkIns), ['medicines', 'watch', index])),
  ];
}

/** What patients are asked because they take something, wherever the pathway stands. */
function watchText({ classes, checkIn, source, ...watch }: MedicineWatch, checkIns: Pathway['checkIns']): string {
  const { findingEveryDays: every, foundAfterDays: found, afterChangeDays: after, everyDays } = watch;
  const times = [
    ...(every === undefined || found === undefined
      ? []
      : [`every ${daysText(every)} until the dose has stayed the same for ${daysText(found)}`]),
    ...(after === undefined ? [] : [`${daysText(after)} after each change of dose, the start among them`]),
    ...(everyDays === undefined ? [] : [`every ${daysText(everyDays)} at least`]),
  ];
  const isSafety = checkIns.some(({ id, safety }) => id === checkIn && safety !== undefined);
  const again = isSafety ? '' : ' Left without an answer it is asked again a week later.';
  return `As long as ${listText(classes, 'or')} is taken, in every stage and after the pathway has moved on, the patient is asked “${checkIn}” ${listText(times)}. It is not asked twice where a stage asks it.${again} Source: ${source}.`;
}

function promptText({ id, about, hard, when, text, source }: PromptDefinition): string {
  const condition = when ? `, unless this is ruled out: ${predicateText(when)}` : '';
  return `\`${id}\`${hard === true ? ' (hard)' : ''}: with ${listText(about, 'or')}${condition}. ${text} Source: ${source}.`;
}

/** What is called to mind when, and what is made ready. */
export function appointmentSentences({ appointments }: Pathway): Sentence[] {
  if (!appointments) return [];
  const { remind, morningAt, prepare } = appointments;
  return [
    ...remind.map(({ for: purpose, daysBefore, source }, index) => {
      const when = daysBefore.map((days) => (days === 0 ? 'on the morning itself' : `${daysText(days)} before`));
      return says(
        `An appointment for ${purpose} is called to mind ${listText(when)}, with a file for the calendar, as long as it stands. Source: ${source}.`,
        ['appointments', 'remind', index],
      );
    }),
    says(
      `The mail of its own morning goes at ${morningAt} of the patient, at the earliest when the clinic writes, and an hour before it begins at the latest.`,
      ['appointments', 'morningAt'],
    ),
    ...prepare.map(({ for: purpose, kinds, items }, index) => {
      const which = kinds === undefined ? '' : ` (${listText(kinds, 'or')})`;
      return says(`Before ${purpose}${which} the patient is asked to make ready: ${listText(items)}.`, [
        ...['appointments', 'prepare', index],
      ]);
    }),
  ];
}
