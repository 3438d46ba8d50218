import { scoreRange, type Range } from '../../instrument/range';
import type { Instrument } from '../../instrument/types';
import { partsOf } from '../parts';
import { predicateText } from '../../telling/prose';
import type { Leaf } from '../../rules/predicates';
import type { Pathway, Predicate, Stage } from '../types';
import { kindOf } from '../../stages/registry';
import { stagesIn, type Check, type Finding } from './finding';

/** A rule that nothing can make true is a way out that only looks like one. */
export const rulesThatCanHold: Check = (pathway, { instruments }) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    partsOf(stage).rules.flatMap(({ rule, path: place }): Finding[] =>
      can(rule.when, true, { pathway, stage, instruments })
        ? []
        : [
            {
              rule: 'rule.never-true',
              path: [...path, ...place, 'when'],
              reason: `can never be true: ${firstImpossible(rule.when, { pathway, stage, instruments })}`,
              fix: 'set the bound within what the instrument can give',
            },
          ],
    ),
  );

type World = { pathway: Pathway; stage: Stage; instruments: Record<string, Instrument> };

/** Whether some course of answers and facts makes a rule true (or false). Unrelated leaves are taken as independent. */
function can(predicate: Predicate, truth: boolean, world: World): boolean {
  if (predicate.kind === 'not') return can(predicate.of, !truth, world);
  if (!('of' in predicate)) return leafCan(predicate, truth, world);
  if (predicate.kind === 'all' && truth) return every(predicate.of, world);
  const size = predicate.of.length;
  const needed = { all: size, any: 1, 'at-least': predicate.kind === 'at-least' ? predicate.count : size }[
    predicate.kind
  ];
  return predicate.of.filter((part) => can(part, truth, world)).length >= (truth ? needed : size - needed + 1);
}

/** All at once: bounds of one score must also leave room for each other. */
function every(parts: Predicate[], world: World): boolean {
  const bounds = new Map<string, { from: number; to: number }>();
  for (const part of parts) {
    if (!can(part, true, world)) return false;
    if (part.kind !== 'score') continue;
    const { from, to } = bounds.get(part.score) ?? { from: -Infinity, to: Infinity };
    bounds.set(part.score, { from: Math.max(from, part.atLeast ?? from), to: Math.min(to, part.atMost ?? to) });
  }
  return [...bounds.values()].every(({ from, to }) => from <= to);
}

/** What each kind of leaf can become. A new leaf does not compile until it has its line here. */
const possibilities = {
  score: ({ score, atMost, atLeast }, truth, { instruments }) => {
    const range = rangeOf(score, instruments);
    if (!range) return false;
    const from = Math.max(range.min, atLeast ?? range.min);
    const to = Math.min(range.max, atMost ?? range.max);
    return truth ? from <= to : from > range.min || to < range.max;
  },
  improved: (leaf, truth, world) => changeCan(leaf, truth, world),
  worsened: (leaf, truth, world) => changeCan(leaf, truth, world),
  adherence: ({ score, outOf, percent }, truth, { instruments }) => {
    const range = rangeOf(score, instruments);
    return range !== null && (!truth || range.max * 100 >= outOf * percent);
  },
  missed: ({ checkIn }, truth, { stage }) => !truth || stage.checkIns.some((use) => use.checkIn === checkIn),
  answered: ({ checkIn }, truth, { pathway }) => !truth || pathway.checkIns.some(({ id }) => id === checkIn),
  recorded: ({ event, in: where }, truth, { pathway, stage }) => {
    const among = where === 'enrolment' ? pathway.tracks.flatMap(({ stages }) => stages) : [stage];
    return !truth || among.some(({ kind }) => kindOf(kind).takes.some((taken) => taken === event));
  },
  attended: ({ percent }, truth) => !truth || percent <= 100,
  count: ({ atMost, atLeast }) => (atLeast ?? 0) <= (atMost ?? Infinity),
  // These read what people do; whether it can come about before is another check's question.
  elapsed: () => true,
  flag: () => true,
  decision: () => true,
  tried: () => true,
  lost: ({ score, byPoints }, truth, { instruments }) => {
    const range = rangeOf(score, instruments);
    return range !== null && (!truth || byPoints <= range.max - range.min);
  },
  takes: () => true,
  weighed: () => true,
} satisfies { [K in Leaf['kind']]: (leaf: Extract<Leaf, { kind: K }>, truth: boolean, world: World) => boolean };

function leafCan(leaf: Leaf, truth: boolean, world: World): boolean {
  return (possibilities[leaf.kind] as (leaf: Leaf, truth: boolean, world: World) => boolean)(leaf, truth, world);
}

/** The values a score can have at all; null when no instrument gives it. */
function rangeOf(score: string, instruments: Record<string, Instrument>): Range | null {
  for (const instrument of Object.values(instruments)) {
    const rule = instrument.scores.find((each) => each.score === score);
    if (rule) return scoreRange(instrument, rule);
  }
  return null;
}

function changeCan(leaf: Extract<Leaf, { kind: 'improved' | 'worsened' }>, truth: boolean, world: World): boolean {
  const range = rangeOf(leaf.score, world.instruments);
  if (!range) return false;
  return !truth || leaf.byPoints === undefined || leaf.byPoints <= range.max - range.min;
}

/** The first leaf that cannot be, in words; a rule can also contradict itself as a whole. */
function firstImpossible(predicate: Predicate, world: World): string {
  const leaf = leavesIn(predicate).find((each) => !can(each, true, world));
  return leaf ? `${predicateText(leaf)} cannot be` : 'its parts exclude each other';
}

function leavesIn(predicate: Predicate): Predicate[] {
  if (predicate.kind === 'not') return [predicate];
  return 'of' in predicate ? predicate.of.flatMap(leavesIn) : [predicate];
}
