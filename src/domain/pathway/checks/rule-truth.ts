import { type Range, scoreRange } from '../../instrument/range';
import type { Instrument } from '../../instrument/types';
import type { World } from '../../rules/leaf';
import { kindOfLeaf } from '../../rules/leaves/index';
import { canBecome, type Predicate, readingsOf } from '../../rules/predicates';
import { kindOf } from '../../stages/registry';
import { predicateText } from '../../telling/rules';
import { partsOf } from '../parts';
import type { Pathway } from '../types';
import type { Stage } from '../../stages/types';
import { firingsOf } from '../firing';
import { type Check, foundIf } from './finding';
import { stagesIn } from '../places';

/** A rule that nothing can make true is a way out that only looks like one. */
export const rulesThatCanHold: Check = (pathway, { instruments }) =>
  stagesIn(pathway).flatMap(({ stage, path }) => {
    const world = worldOf(pathway, stage, instruments);
    return partsOf(stage).rules.flatMap(({ rule, path: at }) => {
      if (can(rule.when, true, world)) return [];
      const reason = `can never be true: ${firstImpossible(rule.when, world)}`;
      const fix = 'set the bound within what the instrument can give';
      return foundIf(true, 'rule.never-true', [...path, ...at, 'when'], reason, fix);
    });
  });

function worldOf(pathway: Pathway, stage: Stage, instruments: Record<string, Instrument>): World {
  const everywhere = pathway.tracks.flatMap(({ stages }) => stages);
  return {
    rangeOf: (score) => rangeOf(score, instruments),
    asks: (checkIn, where) =>
      where === 'stage'
        ? stage.checkIns.some((use) => use.checkIn === checkIn)
        : pathway.checkIns.some(({ id }) => id === checkIn),
    takes: (event, where) =>
      (where === 'stage' ? [stage] : everywhere).some(({ kind }) =>
        kindOf(kind).takes.some((taken) => taken === event),
      ),
  };
}

/** Whether some course of answers and facts makes a rule true (or false). */
function can(predicate: Predicate, truth: boolean, world: World): boolean {
  if (!('of' in predicate)) return kindOfLeaf(predicate).can?.(predicate, truth, world) ?? true;
  if (predicate.kind === 'all' && truth) return every(predicate.of, world);
  return canBecome(predicate, truth, (part, wanted) => can(part, wanted, world));
}

/** All at once: bounds of one score must also leave room for each other. */
function every(parts: Predicate[], world: World): boolean {
  if (!parts.every((part) => can(part, true, world))) return false;
  const bounds = new Map<string, { from: number; to: number }>();
  for (const reading of parts.flatMap((part) => ('of' in part ? [] : readingsOf(part)))) {
    if (reading.of !== 'score') continue;
    const { from, to } = bounds.get(reading.score) ?? { from: -Infinity, to: Infinity };
    const { atLeast = from, atMost = to } = reading;
    bounds.set(reading.score, { from: Math.max(from, atLeast), to: Math.min(to, atMost) });
  }
  return [...bounds.values()].every(({ from, to }) => from <= to);
}

/** The values a score can have at all; null when no instrument gives it. */
function rangeOf(score: string, instruments: Record<string, Instrument>): Range | null {
  for (const instrument of Object.values(instruments)) {
    const rule = instrument.scores.find((each) => each.score === score);
    if (rule) return scoreRange(instrument, rule);
  }
  return null;
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

/** Two answers within three weeks never come where answers are asked every four. */
export const rulesThatCanFire: Check = (pathway, { instruments }) =>
  firingsOf(pathway, instruments).flatMap(({ cadence, fires, clears, path }) =>
    foundIf(
      fires === null || clears === null,
      'rule.never-fires',
      path,
      `can never be ${fires === null ? 'met' : 'cleared'} by answers to ${cadence}`,
      'let answers lie further apart or count for longer, or ask more often',
    ),
  );

/** Silence is never "fine": no success may come about although nobody answered and nothing was recorded. */
export const successBySilence: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    partsOf(stage).rules.flatMap(({ rule, path: at }) => {
      const isMet = (at[0] === 'success' || at[0] === 'partial') && canBe(rule.when, true);
      const reason = `is met although nobody answers: ${predicateText(rule.when)}`;
      const place = [...path, ...at, 'when'];
      return foundIf(isMet, 'rule.met-by-silence', place, reason, 'ask for a score or a record as well');
    }),
  );

/** What a rule can become with silence; what is unknown is neither true nor false. */
function canBe(predicate: Predicate, truth: boolean): boolean {
  if ('of' in predicate) return canBecome(predicate, truth, canBe);
  return kindOfLeaf(predicate).inSilence(predicate) === truth;
}
