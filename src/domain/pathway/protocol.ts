import type { Instrument } from '../instrument/types';
import { languagesOf } from './languages';
import { partsOf } from './parts';
import { predicateText } from './prose';
import { stageSentences } from './stage-sentences';
import type { CheckInDefinition, CheckInUse, Pathway, Stage, Track } from './types';
import { daysText, destinationText, listText, titleOf } from './words';

/**
 * The whole pathway as the protocol a clinician signs: who is asked what and when, what each rule means, who decides, and
 * what happens when nobody answers. Markdown, made from the file alone: what it does not say does not happen.
 */
export function protocol(pathway: Pathway, instruments: Record<string, Instrument>): string {
  return [
    `# ${pathway.title}`,
    `Protocol of the pathway \`${pathway.id}\`, version ${String(pathway.version)} (${pathway.state}). Languages: ${languagesOf(pathway).join(', ')}.`,
    '## What holds throughout',
    ...bullets(throughout),
    ...(pathway.burden
      ? [
          `At most ${String(pathway.burden.routineMessagesPerWeek)} routine messages are sent to a patient in a week, over all tracks. Source: ${pathway.burden.source}.`,
        ]
      : []),
    '## What patients are asked',
    ...pathway.checkIns.flatMap((checkIn) => checkInLines(checkIn, instruments)),
    '## Safety questions',
    ...bullets(safetyLines(pathway, instruments)),
    ...pathway.tracks.flatMap((track) => trackLines(pathway, track)),
    '## Signature',
    `Read and approved as version ${String(pathway.version)}: name, role, date, next review: ____________________`,
    '',
  ].join('\n\n');
}

const throughout = [
  'Only a clinician’s decision moves treatment. The service says which criteria are met and waits.',
  'What is not known never counts as passed and never as failed: it is “cannot tell”, with what is missing.',
  'Silence is never taken for being well, and no time that runs out ends the pathway. It ends by a decision, by withdrawal or by death.',
  'A pause always has an end. While a worrying answer is open, routine messages wait until the clinician who resolves it says what becomes of them.',
];

function bullets(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.map((line) => `- ${line}`).join('\n')];
}

function checkInLines(checkIn: CheckInDefinition, instruments: Record<string, Instrument>): string[] {
  const { reminderAfterDays, windowDays, missedInARow, safety } = checkIn;
  const forms = checkIn.ask.map((id) => instruments[id]?.title ?? id);
  const reminders =
    reminderAfterDays.length === 0
      ? 'There is no reminder.'
      : `Reminders follow after ${listText(reminderAfterDays.map(daysText))} as long as it is not answered.`;
  return [
    `### ${checkIn.id}`,
    `Asks ${listText(forms)}, at the hour the patient chose, and stays open for ${daysText(windowDays)}. ${reminders}`,
    ...(safety
      ? [
          `It is a safety check-in: it opens at ${safety.opensAt} on its day, reminds after ${String(safety.remindAfterHours)} hours, and unanswered somebody rings at ${safety.callAt} the same day, while the link stays open.`,
        ]
      : []),
    `After ${String(missedInARow.count)} missed in a row somebody rings within ${String(missedInARow.callWithinWorkingDays)} working days. If no mail could be handed over it counts as not asked, which is the clinic’s task and not the patient’s silence. Late answers are kept and marked.`,
  ];
}

function safetyLines(pathway: Pathway, instruments: Record<string, Instrument>): string[] {
  const asked = [...new Set(pathway.checkIns.flatMap(({ ask }) => ask))];
  return asked.flatMap((id) =>
    (instruments[id]?.items ?? []).flatMap(({ text, safety }) =>
      safety
        ? [
            `“${text}” → the ladder “${safety.policy ?? safety.class}” is told (${tiers[safety.tier]}); the patient sees the page “${safety.help}” at once.`,
          ]
        : [],
    ),
  );
}

const tiers = { now: 'now, day and night', today: 'the same day', digest: 'in the daily list' } as const;

function trackLines(pathway: Pathway, track: Track): string[] {
  return [
    `## Track “${track.id}”`,
    `Begins ${track.beginsWith === undefined ? 'with the enrolment' : `when ${track.beginsWith} is recorded`}, in “${titleOf(track, track.first)}”.${track.bypass === undefined ? '' : ` From every stage a clinician may go straight to “${titleOf(track, track.bypass)}”.`}`,
    ...track.stages.flatMap((stage) => stageLines(pathway, track, stage)),
  ];
}

function stageLines(pathway: Pathway, track: Track, stage: Stage): string[] {
  const { ways, gates, rules } = partsOf(stage);
  return [
    `### ${stage.title}`,
    ...stageSentences(stage),
    ...bullets(stage.checkIns.map((use) => useText(use))),
    ...rules.map(
      ({ rule, does }) =>
        `Rule \`${rule.id}\`: ${does} when ${predicateText(rule.when)}. Source: ${rule.source.trim()}.`,
    ),
    ...gates.map(
      ({ gate, when }) =>
        `${when === undefined ? '' : `Where the rule found “${when}”: a`}${when === undefined ? 'A' : ''} clinician answers “${gate.question}” within ${daysText(gate.answerWithinDays)}. Unanswered, the question stays open and the ladder “decision” is told, rung after rung.`,
    ),
    ...bullets(ways.map(({ when, to }) => `${when}: ${destinationText(track, to)}.`)),
  ];
}

function useText(use: CheckInUse): string {
  if ('every' in use)
    return `“${use.checkIn}” every ${daysText(use.every.days)} while the stage lasts${steadyText(use.every.steady)}.`;
  const { afterDays, from, on } = use.once;
  const anchor = from === 'stage' ? 'the stage began' : 'the treatment began';
  const when = afterDays === 0 ? `when ${anchor}` : `${daysText(afterDays)} after ${anchor}`;
  const unless =
    use.unlessScoredWithinDays === undefined
      ? ''
      : `, unless it was answered within the last ${daysText(use.unlessScoredWithinDays)}`;
  const day = on === 'day' ? 'on the very day' : 'on the first day of the weekly rhythm';
  return `“${use.checkIn}” once, ${day} ${when}${unless}.`;
}

function steadyText(steady: { afterDays: number; days: number } | undefined): string {
  return steady ? `, and every ${daysText(steady.days)} from ${daysText(steady.afterDays)} on` : '';
}
