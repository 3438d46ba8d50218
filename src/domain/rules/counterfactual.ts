import { plusDays } from '../calendar/calendar';
import { changeOfHistory, type Otherwise, UNKNOWN_DISTANCE } from './history-changes';
import { lossTurnsAt } from './lost-leaf';
import { scoreLabel } from './leaf';
import { answer, evaluate, type Facts, type Leaf } from './predicates';
import { predicateText } from '../telling/prose';
import { type ChangeLeaf, pointWithin, type ScoreLeaf, shown, turningPoint } from './thresholds';
import type { Predicate } from '../pathway/types';
import { listText } from '../telling/phrases';
import { DAY } from '../words/time';

/** One of the things that would have to be otherwise, on its own and on top of others. */
export type Change = Otherwise & { apply: (facts: Facts) => Facts };

/** More than so many things that would all have to be otherwise are no answer to "what would change it?". */
const MOST_TOGETHER = 5;

/**
 * The fewest changes that together would flip a rule, of equally few the nearest ones, in words ("PEG 5.1 or less and
 * RMDQ-24 9 or less"); null when nothing that could be otherwise would.
 */
export function smallestChange(predicate: Predicate, facts: Facts): string | null {
  const changes = smallestChanges(predicate, facts);
  return changes && listText(changes.map(({ text }) => text));
}

export function smallestChanges(predicate: Predicate, facts: Facts): Change[] | null {
  const wanted = evaluate(predicate, facts).truth !== true;
  const candidates = candidatesOf(predicate, facts, wanted);
  for (let count = 1; count <= Math.min(MOST_TOGETHER, candidates.length); count += 1) {
    let best: { changes: Change[]; distance: number } | null = null;
    for (const changes of choices(candidates, count)) {
      const distance = changes.reduce((sum, change) => sum + change.distance, 0);
      if (best && best.distance <= distance) continue;
      if ((evaluate(predicate, changed(changes, facts)).truth === true) === wanted) best = { changes, distance };
    }
    if (best) return best.changes;
  }
  return null;
}

/** The facts as they would be with all of the changes. */
export function changed(changes: readonly Change[], facts: Facts): Facts {
  return changes.reduce((sofar, { apply }) => apply(sofar), facts);
}

/** For each leaf that stands in the way, what would turn it; under a `not` that is what turns it false. */
function candidatesOf(predicate: Predicate, facts: Facts, wanted: boolean): Change[] {
  const seen = new Set<string>();
  return leavesWanted(predicate, wanted)
    .filter(({ leaf, wish }) => answer(leaf, facts).truth !== wish)
    .flatMap(({ leaf, wish }) => changesOf(leaf, facts, wish).filter((each) => answer(leaf, each.facts).truth === wish))
    .filter(({ text }) => !seen.has(text) && seen.add(text).has(text));
}

/** Which way each leaf would have to turn for the whole to become what is wanted. */
function leavesWanted(predicate: Predicate, wish: boolean): { leaf: Leaf; wish: boolean }[] {
  if (predicate.kind === 'not') return leavesWanted(predicate.of, !wish);
  return 'of' in predicate ? predicate.of.flatMap((part) => leavesWanted(part, wish)) : [{ leaf: predicate, wish }];
}

function* choices<T>(among: readonly T[], count: number, from = 0): Generator<T[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let index = from; index <= among.length - count; index += 1) {
    const one = among[index] as T;
    for (const rest of choices(among, count - 1, index + 1)) yield [one, ...rest];
  }
}

/** What could be otherwise about a leaf, ready to be put together with what could be otherwise about others. */
function changesOf(leaf: Leaf, facts: Facts, wanted: boolean): Change[] {
  return otherwise(leaf, facts, wanted).map((one, index) => ({
    ...one,
    apply: (then) => otherwise(leaf, then, wanted)[index]?.facts ?? then,
  }));
}

/** Both sides of the leaf's threshold: under a `not`, turning the leaf false may be what helps. */
function otherwise(leaf: Leaf, facts: Facts, wanted: boolean): Otherwise[] {
  switch (leaf.kind) {
    case 'score':
    case 'improved':
    case 'worsened':
      return [scoreChange(leaf, facts, wanted), scoreChange(leaf, facts, !wanted)].filter((change) => change !== null);
    case 'elapsed': {
      const since = plusDays(facts.today, -leaf.days);
      const text = predicateText(leaf);
      const then = leaf.since === 'enrolment' ? { ...facts, startedOn: since } : { ...facts, since };
      return [{ text, distance: UNKNOWN_DISTANCE, facts: then }];
    }
    case 'missed':
      return [leaf.inARow, 0].map((inARow) => ({
        text:
          inARow === 0
            ? `an answer to the ${leaf.checkIn} check-in`
            : `${String(inARow)} ${leaf.checkIn} check-ins missed in a row`,
        distance: UNKNOWN_DISTANCE,
        facts: { ...facts, missedInARow: { ...facts.missedInARow, [leaf.checkIn]: inARow } },
      }));
    case 'recorded':
      return [
        {
          text: `${leaf.event} recorded`,
          distance: UNKNOWN_DISTANCE,
          facts: {
            ...facts,
            recorded: [...facts.recorded, leaf.event],
            history: { ...facts.history, recorded: [...facts.history.recorded, leaf.event] },
          },
        },
      ];
    case 'answered':
    case 'attended':
    case 'adherence':
    case 'count':
    case 'flag':
    case 'decision':
    case 'tried':
    case 'takes':
    case 'weighed':
      return changeOfHistory(leaf, facts);
    case 'lost':
      return lossChanges(leaf, facts);
  }
}

/** To where the loss begins to count, and to just short of it. */
function lossChanges(leaf: Extract<Leaf, { kind: 'lost' }>, facts: Facts): Otherwise[] {
  const known = { baseline: facts.baseline[leaf.score], reached: facts.reached?.[leaf.score] };
  const turning = lossTurnsAt(leaf, known, facts.scoreRule(leaf.score));
  if (!turning) return [];
  const back = turning.downwards ? 1 : -1;
  return [0, back].map((step) => {
    const direction = (step === 0) === turning.downwards ? 'less' : 'more';
    return pointChange(leaf, facts, turning.raw + step, direction);
  });
}

function scoreChange(leaf: ScoreLeaf | ChangeLeaf, facts: Facts, on: boolean): Otherwise | null {
  const rule = facts.scoreRule(leaf.score);
  const turning = turningPoint(leaf, facts.baseline[leaf.score], rule);
  if (!turning) return null;
  const { downwards } = turning;
  const raw = on ? turning.raw : turning.raw + (downwards ? 1 : -1);
  const range = facts.rawRange?.(leaf.score);
  if (range && (raw < range.min || raw > range.max)) return null;
  return pointChange(leaf, facts, raw, downwards === on ? 'less' : 'more');
}

function pointChange(
  leaf: { score: string; withinDays: number },
  facts: Facts,
  raw: number,
  direction: 'less' | 'more',
): Otherwise {
  const rule = facts.scoreRule(leaf.score);
  const points = facts.scores[leaf.score] ?? [];
  const now = pointWithin(points, facts.at - leaf.withinDays * DAY, facts.at);
  const value = `${shown(raw, rule)} or ${direction}`;
  const text = now ? `${scoreLabel(leaf.score)} ${value}` : `an answer to ${scoreLabel(leaf.score)} of ${value}`;
  const distance = now ? Math.abs(now.raw - raw) / Math.max(1, now.raw) : UNKNOWN_DISTANCE;
  const scores = { ...facts.scores, [leaf.score]: [...points, { value: Number(shown(raw, rule)), raw, at: facts.at }] };
  return { text, distance, facts: { ...facts, scores } };
}
