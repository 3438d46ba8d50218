import { choicesOf } from '../../pathway/lookup';
import type { Instrument, SafetyRule } from '../../instrument/types';
import { languagesOf } from '../../pathway/languages';
import { appointmentSentences, destinationText, medicineSentences, titleOf } from '../phrases';
import { daysText, listText } from '../english';
import { ruleSentence } from '../rules';
import { placedAt, type Sentence, says } from '../sentence';
import { partsOf } from '../../pathway/parts';
import { stagesIn } from '../../pathway/places';
import type { StageParts } from '../../stages/kind';
import { kindOf } from '../../stages/registry';
import type { Pathway, Track } from '../../pathway/types';
import type { CheckInDefinition, CheckInUse } from '../../pathway/language';
import type { Stage } from '../../stages/types';

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
    ...textsOf(burdenSentences(pathway)),
    '## What patients are asked',
    ...pathway.checkIns.flatMap((checkIn) => [
      `### Check-in “${checkIn.id}”`,
      ...textsOf(checkInSentences(checkIn, instruments)),
    ]),
    '## Safety questions',
    ...bullets([...safetyLines(pathway, instruments), ...textsOf(knownSentences(pathway))]),
    ...pathway.tracks.flatMap(trackLines),
    ...(pathway.medicines ? ['## Reminders about medicines', ...bullets(textsOf(medicineSentences(pathway)))] : []),
    ...(pathway.appointments ? ['## Appointments', ...bullets(textsOf(appointmentSentences(pathway)))] : []),
    '## Signature',
    `Read and approved as version ${String(pathway.version)}: name, role, date, next review: ____________________`,
    '',
  ].join('\n\n');
}

/** All that it says of the places of the file, sentence by sentence. */
export function protocolSentences(pathway: Pathway, instruments: Record<string, Instrument>): Sentence[] {
  return [
    ...burdenSentences(pathway),
    ...pathway.checkIns.flatMap((checkIn, index) =>
      placedAt(['checkIns', index], checkInSentences(checkIn, instruments)),
    ),
    ...stagesIn(pathway).flatMap(({ track, stage, path }) => placedAt(path, allSentences(track, stage))),
    ...knownSentences(pathway),
    ...medicineSentences(pathway),
    ...appointmentSentences(pathway),
  ];
}

const textsOf = (sentences: Sentence[]): string[] => sentences.map(({ text }) => text);

function burdenSentences({ burden }: Pathway): Sentence[] {
  if (!burden) return [];
  const most = String(burden.routineMessagesPerWeek);
  const text = `At most ${most} routine messages are sent to a patient in a week, over all tracks. Source: ${burden.source}.`;
  return [says(text, 'burden')];
}

const knownSentences = ({ knownSigns = [] }: Pathway): Sentence[] =>
  knownSigns.map(({ rule, source }, index) => {
    const text = `A clinician may record “${rule}” as known for a patient who has had it for long; “as usual” is then for the same day, “worse” an emergency. Source: ${source}.`;
    return says(text, ['knownSigns', index]);
  });

const throughout = [
  'Only a clinician’s decision moves treatment. The service says which criteria are met and waits.',
  'What is not known never counts as passed and never as failed: it is “cannot tell”, with what is missing.',
  'Silence is never taken for being well, and no time that runs out ends the pathway. It ends by a decision, by withdrawal or by death.',
  'A pause always has an end. While a worrying answer is open, routine messages wait until the clinician who resolves it says what becomes of them.',
];

function bullets(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lines.map((line) => `- ${line}`).join('\n')];
}

/** What a check-in asks and what a miss means. */
function checkInSentences(checkIn: CheckInDefinition, instruments: Record<string, Instrument>): Sentence[] {
  const { reminderAfterDays, windowDays, missedInARow, safety } = checkIn;
  const forms = checkIn.ask.map((id) => `“${instruments[id]?.title ?? id}” (${id})`);
  const reminders =
    reminderAfterDays.length === 0
      ? 'There is no reminder.'
      : `Reminders follow after ${listText(reminderAfterDays.map(daysText))} as long as it is not answered.`;
  return [
    says(
      `Asks ${listText(forms)}, at the hour the patient chose, and stays open for ${daysText(windowDays)}. ${reminders}`,
      'windowDays',
      'reminderAfterDays',
    ),
    ...(safety
      ? [
          says(
            `It is a safety check-in: it opens at ${safety.opensAt} on its day, reminds after ${String(safety.remindAfterHours)} hours, and unanswered somebody rings at ${safety.callAt} the same day, while the link stays open.`,
            'safety',
          ),
        ]
      : []),
    says(
      `After ${missedText(missedInARow)}.${lostText(missedInARow.lostAfter)} If no mail could be handed over it counts as not asked, which is the clinic’s task and not the patient’s silence. Late answers are kept and marked.`,
      'missedInARow',
    ),
  ];
}

function lostText(lostAfter: number | undefined): string {
  return lostAfter === undefined
    ? ''
    : ` After ${String(lostAfter)} a clinician is asked whether the patient is lost to follow-up; nobody is discharged by it.`;
}

function missedText({ count, callWithinWorkingDays }: CheckInDefinition['missedInARow']): string {
  const missed = count === 1 ? 'one that was missed' : `${String(count)} missed in a row`;
  const days = callWithinWorkingDays === 1 ? 'one working day' : `${String(callWithinWorkingDays)} working days`;
  return `${missed} somebody rings within ${days}`;
}

function safetyLines(pathway: Pathway, instruments: Record<string, Instrument>): string[] {
  const asked = [...new Set(pathway.checkIns.flatMap(({ ask }) => ask))];
  return asked.flatMap((id) => {
    const { items = [], known, title = id } = instruments[id] ?? {};
    return [
      ...items.flatMap(({ text, safety }) => (safety ? [safetyLine(text, safety)] : [])),
      ...(items.some(({ safety }) => safety)
        ? [`What has no answer in “${title}” is not known: a clinician is given the task to ask on the same day.`]
        : []),
      ...(known
        ? [
            `A clinician may record a sign as known for a patient, with a reason and for at most ${String(known.atMostDays)} days, never one of cauda equina. “${known.usual.label}” is then told ${tiers[known.usual.tier]}, “${known.worse.label}” ${tiers[known.worse.tier]}.`,
          ]
        : []),
    ];
  });
}

function safetyLine(text: string, safety: SafetyRule): string {
  const levels = [safety, ...(safety.higher ?? [])].map(
    ({ from, tier, policy, help }) =>
      `${safety.higher ? `from ${String(from)} on ` : ''}the ladder “${policy ?? safety.class}” is told ${tiers[tier]}, and the patient sees the page “${help}” at once`,
  );
  return `“${text}”: ${levels.join('; ')}.`;
}

const tiers = { now: 'now, day or night', today: 'the same day', digest: 'in the daily list' } as const;

function trackLines(track: Track): string[] {
  return [
    `## Track “${track.id}”`,
    `Begins ${track.beginsWith === undefined ? 'with the enrolment' : `when ${track.beginsWith} is recorded`}, in “${titleOf(track, track.first)}”.${track.bypass === undefined ? '' : ` From every stage a clinician may go straight to “${titleOf(track, track.bypass)}”.`}`,
    ...track.stages.flatMap((stage) => stageLines(track, stage)),
  ];
}

function stageLines(track: Track, stage: Stage): string[] {
  const { sentences, asked, rules, gates, ways } = stageSentences(track, stage);
  return [
    `### ${stage.title}`,
    ...textsOf(sentences),
    ...bullets(textsOf(asked)),
    ...textsOf(rules),
    ...textsOf(gates),
    ...bullets(textsOf(ways)),
  ];
}

function allSentences(track: Track, stage: Stage): Sentence[] {
  const { sentences, asked, rules, gates, ways } = stageSentences(track, stage);
  return [...sentences, ...asked, ...rules, ...gates, ...ways];
}

/** All that a protocol says of a stage, as it is set out on the page. */
function stageSentences(
  track: Track,
  stage: Stage,
): Record<'sentences' | 'asked' | 'rules' | 'gates' | 'ways', Sentence[]> {
  const { ways, gates, rules } = partsOf(stage);
  const ofGates = new Set(gates.map(({ path }) => path.join('/')));
  const others = ways.filter(({ path }) => !ofGates.has(path.slice(0, -1).join('/')));
  return {
    sentences: ownSentences(stage),
    asked: stage.checkIns.map((use, index) => says(useText(stage, use), ['checkIns', index])),
    rules: rules.map(ruleInWords),
    gates: gates.map((gate) => says(gateText(track, gate), gate.path)),
    ways: others.map(({ when, to, path }) => says(`${capital(when)}: ${destinationText(track, to)}.`, path)),
  };
}

function ownSentences(stage: Stage): Sentence[] {
  const { optional } = stage;
  const offered = optional
    ? [
        says(
          `The stage is optional and ${optional.offered ? 'offered' : 'not offered'} unless the clinic decides otherwise.`,
        ),
      ]
    : [];
  const notices = (stage.notices ?? []).map(({ text, source }, index) =>
    says(`To be read before deciding: ${text} Source: ${source}.`, ['notices', index]),
  );
  return [...offered, ...kindOf(stage.kind).sentences(stage), ...notices];
}

function ruleInWords({ rule, does, path, doesAt }: StageParts['rules'][number]): Sentence {
  const text = `Rule \`${rule.id}\`: ${does} when ${ruleSentence(rule.when)}. Source: ${rule.source.trim()}.`;
  return says(text, path, ...(doesAt ? [doesAt] : []));
}

/** Where the finding has a question of its own it is named; the two answers follow at once. */
function gateText(track: Track, { gate, when }: StageParts['gates'][number]): string {
  const answers = choicesOf(gate).map(({ says, to }) => `${capital(says)}: ${destinationText(track, to)}.`);
  const where = when === undefined ? 'A' : `Where the finding is “${when.replaceAll('-', ' ')}”, a`;
  return `${where} clinician answers “${gate.question}” within ${daysText(gate.answerWithinDays)}. ${answers.join(' ')} Unanswered, the question stays open and the ladder “decision” is told, rung after rung.`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const anchors = {
  stage: 'the stage began',
  trial: 'the treatment began',
  operation: 'an operation, wherever the track stands',
} as const;

/** When a stage asks a check-in. */
function useText({ kind }: Pick<Stage, 'kind'>, use: CheckInUse): string {
  if ('every' in use)
    return `“${use.checkIn}” every ${daysText(use.every.days)} ${lastingText(kind, use.every.while)}${steadyText(use.every.steady)}.`;
  const { afterDays, from, on } = use.once;
  const day = on === 'day' ? 'on that very day' : 'on the patient’s weekly day';
  const when = afterDays === 0 ? `as soon as ${anchors[from]}` : `${daysText(afterDays)} after ${anchors[from]}`;
  const unless =
    use.unlessScoredWithinDays === undefined
      ? ''
      : `, unless it was answered within the last ${daysText(use.unlessScoredWithinDays)}`;
  return `“${use.checkIn}” once, ${when}, ${day}${unless}.`;
}

function lastingText(kind: Stage['kind'], only: 'treating' | undefined): string {
  if (only === undefined) return 'while the stage lasts';
  return kind === 'therapy-block' ? 'from the first session attended to the end of the block' : 'while support goes on';
}

function steadyText(steady: { afterDays: number; days: number } | undefined): string {
  return steady ? `, and every ${daysText(steady.days)} from ${daysText(steady.afterDays)} on` : '';
}
