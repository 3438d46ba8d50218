import type { Rule } from '../pathway/language';
import { scoreLabel, daysText, listText } from '../telling/english';
import type { Baseline } from './base';
import type { StageParts } from './kind';
import type { Path } from '../pathway/places';
import { type Sentence, says } from '../telling/sentence';

// What the definitions of several kinds of stages share: pieces of their parts and of their sentences.

export const wait = (days: number, ...path: Path) => ({ path, days });
export const pointWaits = (points: number[]) => points.map((day, index) => wait(day, 'points', index));

/** A treatment that a rule judges. */
export function judgedParts({
  success,
  partial,
  baseline,
}: {
  success: Rule;
  partial?: Rule;
  baseline: { scores: string[] };
}) {
  return {
    rules: [
      { path: ['success'], rule: success, does: 'the criteria for success are met' },
      ...(partial ? [{ path: ['partial'], rule: partial, does: 'the result is partial' }] : []),
    ],
    baseline: baseline.scores,
  } satisfies Partial<StageParts>;
}

export function baselineText({ scores: names, maxAgeDays, lateDays, from }: Baseline): Sentence {
  return says(
    from === 'enrolment'
      ? `The result is compared with the first ${scoresText(names)} ever known.`
      : `When the treatment begins the last ${scoresText(names)} of the previous ${daysText(maxAgeDays)} ${names.length === 1 ? 'is' : 'are'} frozen as the baseline; an older value does not count.${lateText(lateDays)}`,
    'baseline',
  );
}

const lateText = (days: number | undefined): string =>
  days === undefined ? '' : ` Where there is none, the first answer of the next ${daysText(days)} is taken.`;

export function pointsText(points: number[], graceDays: number): Sentence {
  const days = listText(points.map(daysText));
  return says(`The result is judged after ${days}, with ${daysText(graceDays)} of grace.`, 'points', 'graceDays');
}

export const scoresText = (names: string[]): string => listText(names.map(scoreLabel));
