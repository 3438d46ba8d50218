import { z } from 'zod';
import { Days, Id, Percent, Text } from '../../shapes/shapes';
import { baselineText, judgedParts, wait, scoresText } from '../definition';
import { daysText, listText, counted } from '../../telling/english';
import { type Sentence, says } from '../../telling/sentence';
import type { Instant, LocalDate } from '../../words/time';
import { Baseline, type Evaluation, judged, stage } from '../base';
import type { StageDefinition } from '../kind';

const schema = z.strictObject({
  ...stage,
  ...judged,
  kind: z.literal('medication-trial'),
  /** A start not recorded by then opens a task; the trial never starts by itself. */
  startWithinDays: Days,
  trialDays: Days,
  baseline: Baseline.omit({ from: true }),
  /** By medication class: enough weeks at one of the dose levels, and a shorter trial where that is enough. Below it the trial is "not yet adequate", never failed. */
  adequacy: z
    .array(
      z.strictObject({
        class: Id,
        doseLevels: z.array(Id).min(1),
        weeks: z.int().min(1),
        /** Of taking it at all, those at the level among them; without it those at the level are enough. */
        totalWeeks: z.int().min(1).optional(),
        trialDays: Days.optional(),
        source: Text,
      }),
    )
    .min(1),
  doseLevels: z.array(Id).min(1),
  /** Taken on at least this share of the days by the patient's own account; less of it, or no answer, and adequacy cannot be told. */
  adherence: z.strictObject({ score: Id, outOf: z.int().min(1), percent: Percent, source: Text }).optional(),
  /** What must have been looked at before a start can be recorded. */
  checks: z.array(Id).min(1).optional(),
  /** A medicine that must not end abruptly: the end of the trial opens a review of how to reduce it, and nothing more. */
  taperReview: z.boolean().optional(),
  /** A switch of class: not the class that was tried in that stage. */
  otherClassThan: Id.optional(),
  /** Totals that must have been entered before a start can be recorded. */
  totalsBefore: z.array(Id).min(1).optional(),
  /** However often it is gone on with: on this day after the start a person has to look. */
  hardDays: Days.optional(),
  /** For as long as the medicine is taken, also after the stage, somebody looks at the need for it. */
  review: z.strictObject({ firstAfterDays: Days.optional(), everyDays: Days, source: Text }).optional(),
});
export type MedicationTrialStage = z.infer<typeof schema>;

export type MedicationTrialState = {
  kind: 'medication-trial';
  startBy: Instant;
  startOverdue: boolean;
  trial: {
    class: string;
    agent: string;
    startedOn: LocalDate;
    /** When the start was recorded: the start itself may lie weeks before. */
    startedAt: Instant;
    /** Dose level from a date on, oldest first. */
    doses: { level: string; from: LocalDate }[];
    stoppedOn: LocalDate | null;
    /** On its day the end is asked and, at the close of that check-in, evaluated. The baseline is frozen at the start. */
    evaluation: Evaluation;
  } | null;
  /** What was looked at before the start. */
  checked?: string[];
  /** The longest a trial of this kind may last was reached, and somebody was told. */
  hardEndTold?: boolean;
};

declare module '../types' {
  interface StageKinds {
    'medication-trial': { stage: MedicationTrialStage; state: MedicationTrialState };
  }
}

export const definition: StageDefinition<'medication-trial'> = {
  begins: true,
  schema,

  parts: ({ startWithinDays, trialDays, hardDays, review, ...judged }) => ({
    ...judgedParts(judged),
    waits: [
      wait(startWithinDays, 'startWithinDays'),
      wait(trialDays, 'trialDays'),
      ...(hardDays === undefined ? [] : [wait(hardDays, 'hardDays')]),
      ...(review ? [wait(review.everyDays, 'review', 'everyDays')] : []),
    ],
  }),

  sentences: ({ startWithinDays, trialDays, baseline, adequacy, doseLevels, checks = [], ...trial }) => [
    ...(checks.length > 0
      ? [says(`Before a start can be recorded these must have been looked at: ${listText(checks)}.`)]
      : []),
    says(
      `A clinician starts the medicine and records it. If no start is recorded within ${daysText(startWithinDays)}, the clinicians get a task. The service never starts, stops or changes a medicine and names no dose.`,
      'startWithinDays',
    ),
    ...(trial.otherClassThan === undefined ? [] : [says(`It is of another class than in “${trial.otherClassThan}”.`)]),
    baselineText(baseline),
    says(
      `The trial lasts ${daysText(trialDays)}. Dose levels are recorded as ${listText(doseLevels, 'or')}.`,
      'trialDays',
    ),
    ...adequacy.map((rule, index) =>
      says(
        `A trial of the class ${rule.class} is long enough after ${enoughText(rule)} at dose level ${listText(rule.doseLevels, 'or')}; below that it is “not yet adequate”, never failed. Source: ${rule.source}.`,
        ['adequacy', index],
      ),
    ),
    ...(trial.adherence ? [adherenceText(trial.adherence)] : []),
    ...(trial.totalsBefore
      ? [says(`Before a start can be recorded the total of ${scoresText(trial.totalsBefore)} must have been entered.`)]
      : []),
    ...(trial.hardDays === undefined
      ? []
      : [
          says(
            `However often it is gone on with: ${daysText(trial.hardDays)} after the start the clinicians are told the same day. Nothing is stopped by that.`,
            'hardDays',
          ),
        ]),
    ...(trial.review ? [reviewText(trial.review)] : []),
    ...(trial.taperReview === true
      ? [says('At the end a clinician is asked to review how to reduce the medicine; nothing is stopped by itself.')]
      : []),
  ],

  judgedOn: ({ trialDays, adequacy }) => ({
    days: [trialDays, ...adequacy.flatMap((each) => each.trialDays ?? [])],
    from: 'trial',
  }),
};

const enoughText = ({ weeks, totalWeeks }: MedicationTrialStage['adequacy'][number]): string =>
  totalWeeks === undefined
    ? counted(weeks, 'week')
    : `${counted(totalWeeks, 'week')} of taking it, ${String(weeks)} of them`;

function adherenceText({ score, outOf, percent, source }: NonNullable<MedicationTrialStage['adherence']>): Sentence {
  return says(
    `Whether it was taken is asked for (${score}): on less than ${String(percent)} % of ${String(outOf)} days at the level that counts, or without an answer, nobody can tell whether the trial was long enough, and it is neither adequate nor failed. Source: ${source}.`,
    'adherence',
  );
}

function reviewText({ firstAfterDays, everyDays, source }: NonNullable<MedicationTrialStage['review']>): Sentence {
  const first = firstAfterDays === undefined ? '' : `${daysText(firstAfterDays)} after the start, and then `;
  return says(
    `For as long as the medicine is taken, also after this stage, the clinicians are asked ${first}every ${daysText(everyDays)} to look at the need for it. Source: ${source}.`,
    'review',
  );
}
