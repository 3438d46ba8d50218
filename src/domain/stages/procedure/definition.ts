import { z } from 'zod';
import { Days, Id, Text } from '../../shapes/shapes';
import { baselineText, judgedParts, wait } from '../definition';
import { daysText, listText, counted } from '../../telling/english';
import { says } from '../../telling/sentence';
import type { Site } from '../../words/choices';
import type { Instant, LocalDate } from '../../words/time';
import { ascending, Baseline, type Evaluation, judged, stage } from '../base';
import type { StageDefinition } from '../kind';

const schema = z.strictObject({
  ...stage,
  ...judged,
  kind: z.literal('procedure'),
  /** What is answered after it is no baseline: it works within hours. */
  baseline: Baseline.omit({ lateDays: true }),
  procedures: z.array(Id).min(1),
  regions: z.array(Id).min(1),
  guidance: z.array(Id).min(1),
  indications: z.array(Id).min(1),
  /** Weeks of conservative care that must have failed before. */
  conservativeWeeks: z.int().min(0),
  needsConcordantImaging: z.boolean(),
  checks: z.array(Id).min(1),
  orderWithinDays: Days,
  performWithinDays: Days,
  /** At most so many in a rolling window: the next one is refused. */
  limits: z
    .array(
      z.strictObject({
        per: z.enum(['region', 'region-and-side', 'patient']),
        withinDays: Days,
        atMost: z.int().min(1),
        source: Text,
      }),
    )
    .min(1),
  /** Regions that count as one: for limits, gaps and what is done again. */
  oneRegion: z.strictObject({ groups: z.array(z.array(Id).min(2)).min(1), source: Text }).optional(),
  minGapDays: Days,
  gapSource: Text,
  evaluateAfterDays: Days,
  /** Its success is provisional: the same rule is asked again on these days; only what the last one finds has held. */
  readAgain: z
    .strictObject({
      afterDays: z.array(Days).min(1).refine(ascending, { message: 'must come one after the other' }),
      source: Text,
    })
    .optional(),
  /** Only after success (which held, where it is read again) the same may be done again in a region; otherwise another kind or technique. */
  sameAgainOnlyAfterSuccess: z.strictObject({ source: Text }).optional(),
});
export type ProcedureStage = z.infer<typeof schema>;

export type ProcedureState = {
  kind: 'procedure';
  /** By then an order, and after it a record of what was done, is asked for. */
  waitUntil: Instant;
  asked: boolean;
  order: (Site & { kind: string; plannedOn: LocalDate; technique?: string; preparation?: string }) | null;
  checked: string[];
  done: { performedOn: LocalDate; recordedAt: Instant; site: Site } | null;
  evaluation: Evaluation | null;
  rounds: number;
};

declare module '../types' {
  interface StageKinds {
    procedure: { stage: ProcedureStage; state: ProcedureState };
  }
}

export const definition: StageDefinition<'procedure'> = {
  begins: true,
  schema,

  parts: ({ orderWithinDays, performWithinDays, evaluateAfterDays, ...judged }) => ({
    ...judgedParts(judged),
    waits: [
      wait(orderWithinDays, 'orderWithinDays'),
      wait(performWithinDays, 'performWithinDays'),
      wait(evaluateAfterDays, 'evaluateAfterDays'),
    ],
  }),

  sentences: ({ procedures, regions, guidance, indications, conservativeWeeks, checks, ...own }) => [
    says(
      `A clinician orders and records one of ${listText(procedures, 'or')} for ${listText(indications, 'or')}, in the region ${listText(regions, 'or')}, with side, guided by ${listText(guidance, 'or')}, after ${counted(conservativeWeeks, 'week')} of conservative care${own.needsConcordantImaging ? ' and with concordant imaging' : ''}.`,
      'conservativeWeeks',
    ),
    says(`Before it is recorded these must have been looked at: ${listText(checks)}.`),
    says(
      `Not ordered within ${daysText(own.orderWithinDays)}, or ordered and not done within ${daysText(own.performWithinDays)}, it becomes a task.`,
      'orderWithinDays',
      'performWithinDays',
    ),
    ...own.limits.map((limit, index) =>
      says(
        `At most ${String(limit.atMost)} per ${limit.per.replaceAll('-', ' ')} in ${daysText(limit.withinDays)}; the next one is refused. Source: ${limit.source}.`,
        ['limits', index],
      ),
    ),
    ...(own.oneRegion
      ? [
          says(
            `As one region count ${listText(own.oneRegion.groups.map((group) => listText(group, 'with')))}, for limits, gaps and what is done again. Source: ${own.oneRegion.source}.`,
            'oneRegion',
          ),
        ]
      : []),
    says(`At least ${daysText(own.minGapDays)} lie between two. Source: ${own.gapSource}.`, 'minGapDays'),
    ...(own.sameAgainOnlyAfterSuccess
      ? [
          says(
            own.readAgain
              ? `The same kind and technique in the same region is done again only after success that held for ${daysText(own.readAgain.afterDays.at(-1) ?? 0)}; before that it cannot be told, and the order is refused. Source: ${own.sameAgainOnlyAfterSuccess.source}.`
              : `The same kind and technique in the same region is done again only after success; otherwise the order is refused. Source: ${own.sameAgainOnlyAfterSuccess.source}.`,
            'sameAgainOnlyAfterSuccess',
          ),
        ]
      : []),
    baselineText(own.baseline),
    says(`The result is judged ${daysText(own.evaluateAfterDays)} after the recorded day.`, 'evaluateAfterDays'),
    ...(own.readAgain
      ? [
          says(
            `Success is provisional: its rule is asked again after ${listText(own.readAgain.afterDays.map(daysText))}, in whichever stage the track stands. What is lost becomes a task of the clinicians; only what the last of these days finds has held. Source: ${own.readAgain.source}.`,
            'readAgain',
          ),
        ]
      : []),
  ],

  judgedOn: ({ evaluateAfterDays }) => ({ days: [evaluateAfterDays], from: 'trial' }),
};
