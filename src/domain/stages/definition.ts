import { z } from 'zod';
import { DestinationTree, Gate, GateWhen, NamedRule } from '../pathway/gate-schema';
import type { Rule } from '../pathway/language';
import { scoreLabel, daysText, listText } from '../telling/english';
import { Days, Id, Text } from '../shapes/shapes';
import type { Baseline as FrozenBaseline } from './base';
import type { Path, StageParts } from './kind';

// What the definitions of several kinds of stages share: pieces of their schemas, of their parts, of their sentences.

const CheckInUse = z.union(
  [
    z.strictObject({
      checkIn: Id,
      every: z.strictObject({
        days: Days,
        /** From so many days in the stage on: rarer. */
        steady: z.strictObject({ afterDays: Days, days: Days }).optional(),
        /** Only on the days of what was begun: of support; of a block from its first session to its end. */
        while: z.literal('treating').optional(),
      }),
    }),
    z.strictObject({
      checkIn: Id,
      once: z.strictObject({
        afterDays: z.int().min(0),
        from: z.enum(['stage', 'trial']),
        on: z.literal('day').optional(),
      }),
      unlessScoredWithinDays: Days.optional(),
    }),
  ],
  { error: 'must be asked "every: { days: … }" or "once: { afterDays: …, from: stage or trial }"' },
);

export const stage = {
  id: Id,
  title: Text,
  checkIns: z.array(CheckInUse),
  notices: z.array(z.strictObject({ text: Text, source: Text })).optional(),
  optional: z.strictObject({ offered: z.boolean(), instead: DestinationTree }).optional(),
  entry: NamedRule.optional(),
};

export const Baseline = z.strictObject({
  scores: z.array(Id).min(1),
  maxAgeDays: Days,
  from: z.enum(['stage', 'enrolment']).optional(),
});

export const judged = {
  baseline: Baseline,
  success: NamedRule,
  partial: NamedRule.optional(),
  stop: NamedRule.optional(),
  gate: Gate,
  gateWhen: GateWhen.optional(),
};

export const Percent = z.int().min(1).max(100);
const ascending = (points: number[]): boolean =>
  points.every((point, index) => index === 0 || point > (points[index - 1] ?? 0));
export const pointed = {
  points: z.array(Days).min(1).refine(ascending, { message: 'must come one after the other' }),
  graceDays: Days,
};

export const wait = (days: number, ...path: Path) => ({ path, days });
export const pointWaits = (points: number[]) => points.map((day, index) => wait(day, 'points', index));
export const sourceAt = (source: string, ...path: Path) => ({ path, source });

/** A treatment that a rule judges: when it is good, when it is put to the question at once. */
export function judgedParts({
  success,
  partial,
  stop,
  baseline,
}: {
  success: Rule;
  partial?: Rule;
  stop?: Rule;
  baseline: { scores: string[] };
}) {
  return {
    rules: [
      { path: ['success'], rule: success, does: 'the criteria for success are met' },
      ...(partial ? [{ path: ['partial'], rule: partial, does: 'the result is partial' }] : []),
      ...(stop ? [{ path: ['stop'], rule: stop, does: 'the question is put at once' }] : []),
    ],
    baseline: baseline.scores,
  } satisfies Partial<StageParts>;
}

export function baselineText({ scores: names, maxAgeDays, from }: FrozenBaseline): string {
  if (from === 'enrolment') return `The result is compared with the first ${scoresText(names)} ever known.`;
  return `When the treatment begins the last ${scoresText(names)} of the previous ${daysText(maxAgeDays)} ${names.length === 1 ? 'is' : 'are'} frozen as the baseline; an older value does not count.`;
}

export function pointsText(points: number[], graceDays: number): string {
  return `The result is judged after ${listText(points.map(daysText))}, with ${daysText(graceDays)} of grace.`;
}

export const scoresText = (names: string[]): string => listText(names.map(scoreLabel));
