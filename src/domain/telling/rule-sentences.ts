import { scoreLabel } from '../rules/leaf';
import { predicateText } from './prose';
import type { Predicate } from '../pathway/types';

// Rules as a protocol says them: whole sentences with numbered parts, where a screen has room for a line only.

/** `at least 2 of these 3 hold: (1) PEG has improved by 30 % or more …`. */
export function ruleSentence(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'all':
      return listed('all of these hold', predicate.of);
    case 'any':
      return predicate.of.every(isLeaf)
        ? predicate.of.map(ruleSentence).join(', or ')
        : listed('one of these holds', predicate.of);
    case 'at-least':
      return listed(`at least ${String(predicate.count)} of these ${String(predicate.of.length)} hold`, predicate.of);
    case 'not':
      return `it is known, and not so, that ${ruleSentence(predicate.of)}`;
    case 'score': {
      const name = predicate.mean === true ? `the mean ${scoreLabel(predicate.score)}` : scoreLabel(predicate.score);
      return `${name} is ${boundText(predicate)} (${lastDays(predicate.withinDays)})`;
    }
    case 'improved':
      return `${scoreLabel(predicate.score)} has improved by ${amountText(predicate)} or more since the baseline (${lastDays(predicate.withinDays)})`;
    case 'worsened': {
      const weeks = predicate.inARow === undefined ? '' : ` in ${String(predicate.inARow)} successive weeks`;
      return `${scoreLabel(predicate.score)} is worse than the baseline by ${amountText(predicate)} or more${weeks} (${lastDays(predicate.withinDays)})`;
    }
    case 'elapsed': {
      const since = predicate.since === 'enrolment' ? 'since the start' : 'in this stage';
      return `${String(predicate.days)} days have passed ${since}`;
    }
    case 'tried':
      return `${predicateText(predicate)} was completed`;
    case 'recorded':
      return `${predicate.event} was recorded${predicate.in === 'enrolment' ? ' at any time' : ' in this stage'}`;
    case 'flag':
      return `${predicate.flag} was reported within ${String(predicate.withinDays)} days`;
    case 'lost':
      return `${String(predicate.percentOfGain)} % of the gain in ${scoreLabel(predicate.score)} is lost, and at least ${String(predicate.byPoints)} ${predicate.byPoints === 1 ? 'point' : 'points'} of it (${lastDays(predicate.withinDays)})`;
    case 'adherence':
    case 'answered':
    case 'attended':
    case 'count':
    case 'decision':
    case 'missed':
    case 'takes':
    case 'weighed':
      return predicateText(predicate);
  }
}

const isLeaf = (predicate: Predicate): boolean => !('of' in predicate);

/** Parts with parts of their own carry letters, so that "1" is never two things. */
function listed(opening: string, parts: Predicate[]): string {
  if (parts.length === 1 && parts[0]) return ruleSentence(parts[0]);
  const nested = parts.some((part) => !isLeaf(part));
  const marks = nested ? ['1', '2', '3', '4', '5', '6', '7', '8', '9'] : ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  return `${opening}: ${parts.map((part, index) => `(${marks[index] ?? '–'}) ${ruleSentence(part)}`).join('; ')}`;
}

function boundText({ atMost, atLeast }: { atMost?: number; atLeast?: number }): string {
  if (atMost === undefined) return `${String(atLeast)} or more`;
  return atLeast === undefined ? `${String(atMost)} or less` : `from ${String(atLeast)} to ${String(atMost)}`;
}

function amountText({ byPercent, byPoints }: { byPercent?: number; byPoints?: number }): string {
  if (byPercent !== undefined) return `${String(byPercent)} %`;
  return `${String(byPoints)} ${byPoints === 1 ? 'point' : 'points'}`;
}

function lastDays(days: number): string {
  return `answer of the last ${String(days)} days`;
}
