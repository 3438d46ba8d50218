import { scoreLabel } from '../rules/leaf';
import type { Stage, StageKindName } from '../pathway/types';
import type { StageOf } from '../stages/types';
import type { Baseline } from '../stages/base';
import { daysText, listText } from './phrases';

/** What a stage waits for and what happens when it does not come: one line for each kind, in words a clinician signs. */
const sentencesByKind = {
  diagnosis: ({ deadlineDays, needs = [], intake, imagingReportWithinDays }) => [
    ...(intake
      ? [
          `The first ${scores(intake.scores)} are asked for; what is missing after ${daysText(intake.callAfterDays)} becomes a call.`,
          ...conditionsText(intake.conditions ?? []),
          ...(intake.endAfterDays === undefined
            ? []
            : [
                `What is still missing after ${daysText(intake.endAfterDays)} becomes a task of the clinicians: whether the pathway is for this patient.`,
              ]),
        ]
      : []),
    ...(needs.length > 0 ? [`Before the diagnosis these must be recorded: ${listText(needs)}.`] : []),
    ...(imagingReportWithinDays === undefined
      ? []
      : [`Imaging that was ordered and has no result after ${daysText(imagingReportWithinDays)} is chased by a task.`]),
    `A clinician records the diagnosis and its mechanism. If none is recorded within ${daysText(deadlineDays)}, the clinicians get a task; nothing else moves the patient on.`,
  ],

  'medication-trial': ({ startWithinDays, trialDays, baseline, adequacy, doseLevels, checks = [], ...trial }) => [
    ...(checks.length > 0
      ? [`Before a start can be recorded these must have been looked at: ${listText(checks)}.`]
      : []),
    `A clinician starts the medicine and records it. If no start is recorded within ${daysText(startWithinDays)}, the clinicians get a task. The service never starts, stops or changes a medicine and names no dose.`,
    ...(trial.otherClassThan === undefined ? [] : [`It is of another class than in “${trial.otherClassThan}”.`]),
    baselineText(baseline),
    `The trial lasts ${daysText(trialDays)}. Dose levels are recorded as ${listText(doseLevels, 'or')}.`,
    ...adequacy.map(
      (rule) =>
        `A trial of the class ${rule.class} is long enough after ${weeks(rule.weeks)} at dose level ${listText(rule.doseLevels, 'or')}; below that it is “not yet adequate”, never failed. Source: ${rule.source}.`,
    ),
    ...(trial.totalsBefore
      ? [`Before a start can be recorded the total of ${scores(trial.totalsBefore)} must have been entered.`]
      : []),
    ...(trial.hardDays === undefined
      ? []
      : [
          `However often it is gone on with: ${daysText(trial.hardDays)} after the start the clinicians are told the same day. Nothing is stopped by that.`,
        ]),
    ...(trial.review ? [reviewText(trial.review)] : []),
    ...(trial.taperReview === true
      ? ['At the end a clinician is asked to review how to reduce the medicine; nothing is stopped by itself.']
      : []),
  ],

  'therapy-block': ({ bookWithinDays, sessions, blockDays, graceDays, baseline }) => [
    `${String(sessions.planned)} sessions are booked and recorded as attended, missed or cancelled; silence is never attendance. If none is booked within ${daysText(bookWithinDays)}, the coordinators get a task.`,
    baselineText(baseline),
    `The block lasts ${daysText(blockDays)}, with ${daysText(graceDays)} of grace. It counts as adequate from ${String(sessions.adequatePercent)} % of the sessions on; fewer than ${String(sessions.halfWayPercent)} % half way become a call. Source: ${sessions.source}.`,
  ],

  procedure: ({ procedures, regions, guidance, indications, conservativeWeeks, checks, ...own }) => [
    `A clinician orders and records one of ${listText(procedures, 'or')} for ${listText(indications, 'or')}, in the region ${listText(regions, 'or')}, with side, guided by ${listText(guidance, 'or')}, after ${weeks(conservativeWeeks)} of conservative care${own.needsConcordantImaging ? ' and with concordant imaging' : ''}.`,
    `Before it is recorded these must have been looked at: ${listText(checks)}.`,
    `Not ordered within ${daysText(own.orderWithinDays)}, or ordered and not done within ${daysText(own.performWithinDays)}, it becomes a task.`,
    ...own.limits.map(
      (limit) =>
        `At most ${String(limit.atMost)} per ${limit.per.replaceAll('-', ' ')} in ${daysText(limit.withinDays)}; the next one is refused. Source: ${limit.source}.`,
    ),
    `At least ${daysText(own.minGapDays)} lie between two. Source: ${own.gapSource}.`,
    ...(own.sameAgainOnlyAfterSuccess
      ? [
          `The same kind and technique in the same region is done again only after success; otherwise the order is refused. Source: ${own.sameAgainOnlyAfterSuccess.source}.`,
        ]
      : []),
    baselineText(own.baseline),
    `The result is judged ${daysText(own.evaluateAfterDays)} after the recorded day.`,
  ],

  rehabilitation: ({ points, graceDays, baseline }) => [baselineText(baseline), pointsText(points, graceDays)],

  'psychological-support': ({ baseline, earlyReviewDays, reviewDays }) => [
    baselineText(baseline),
    `Without improvement after ${daysText(earlyReviewDays)} the question is put early; after ${daysText(reviewDays)} it is put in any case.`,
  ],

  'surgical-review': ({ slotWithinDays }) => [
    'The question is put at once, and the coordinators are asked to prepare the evidence.',
    ...(slotWithinDays === undefined ? [] : [`Undecided after ${daysText(slotWithinDays)} it is told to the lead.`]),
  ],

  'follow-up': ({ points, graceDays, baseline, gate }) => [
    baselineText(baseline),
    pointsText(points, graceDays),
    ...(gate ? [] : ['It watches for as long as the enrolment lasts and ends with it.']),
  ],
} satisfies { [K in StageKindName]: (stage: StageOf<K>) => string[] };

export function stageSentences(stage: Stage): string[] {
  const { optional } = stage;
  const offered = optional
    ? [`The stage is optional and ${optional.offered ? 'offered' : 'not offered'} unless the clinic decides otherwise.`]
    : [];
  const notices = (stage.notices ?? []).map(
    ({ text, source }) => `To be read before deciding: ${text} Source: ${source}.`,
  );
  return [...offered, ...(sentencesByKind[stage.kind] as (stage: Stage) => string[])(stage), ...notices];
}

function conditionsText(conditions: { text: string; source: string }[]): string[] {
  if (conditions.length === 0) return [];
  const each = conditions.map(({ text, source }) => `${text} (${source})`);
  return [
    `Recorded with yes, no or unknown: ${listText(each)}. Unknown is asked about like a missing score; “no” becomes a task of the clinicians.`,
  ];
}

function reviewText({ firstAfterDays, everyDays, source }: NonNullable<StageOf<'medication-trial'>['review']>): string {
  const first = firstAfterDays === undefined ? '' : `${daysText(firstAfterDays)} after the start, and then `;
  return `For as long as the medicine is taken, also after this stage, the clinicians are asked ${first}every ${daysText(everyDays)} to look at the need for it. Source: ${source}.`;
}

function baselineText({ scores: names, maxAgeDays, from }: Baseline): string {
  if (from === 'enrolment') return `The result is compared with the first ${scores(names)} ever known.`;
  return `When the treatment begins the last ${scores(names)} of the previous ${daysText(maxAgeDays)} ${names.length === 1 ? 'is' : 'are'} frozen as the baseline; an older value does not count.`;
}

function pointsText(points: number[], graceDays: number): string {
  return `The result is judged after ${listText(points.map(daysText))}, with ${daysText(graceDays)} of grace.`;
}

const scores = (names: string[]): string => listText(names.map(scoreLabel));
const weeks = (count: number): string => `${String(count)} ${count === 1 ? 'week' : 'weeks'}`;
