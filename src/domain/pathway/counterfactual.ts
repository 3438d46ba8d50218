import { plusDays } from '../calendar';
import { scoreLabel } from './labels';
import { evaluate, type Facts, type Leaf } from './predicates';
import { pointWithin, shown, turningPoint } from './thresholds';
import type { Predicate } from './types';
import { DAY } from '../time';

/** One thing that could be otherwise: how far away it is (as a share of what it is now), and the facts if it were so. */
type Change = { text: string; distance: number; facts: Facts };

/** What is not known at all is further away than any number that is. */
const UNKNOWN_DISTANCE = 1000;

/** The smallest single change that would flip a rule, in words ("PEG 5.1 or less"); null when no single one would. */
export function smallestChange(predicate: Predicate, facts: Facts): string | null {
  const wanted = evaluate(predicate, facts).truth !== true;
  const flips = leavesOf(predicate)
    .flatMap((leaf) => changesOf(leaf, facts, wanted))
    .filter((change) => (evaluate(predicate, change.facts).truth === true) === wanted);
  const nearest = flips.reduce<Change | null>(
    (best, each) => (best && best.distance <= each.distance ? best : each),
    null,
  );
  return nearest?.text ?? null;
}

function leavesOf(predicate: Predicate): Leaf[] {
  switch (predicate.kind) {
    case 'all':
    case 'any':
    case 'at-least':
      return predicate.of.flatMap(leavesOf);
    case 'not':
      return leavesOf(predicate.of);
    case 'score':
    case 'improved':
    case 'worsened':
    case 'elapsed':
    case 'missed':
    case 'recorded':
      return [predicate];
  }
}

/** Both sides of the leaf's threshold: under a `not`, turning the leaf false may be what helps. */
function changesOf(leaf: Leaf, facts: Facts, wanted: boolean): Change[] {
  switch (leaf.kind) {
    case 'score':
    case 'improved':
    case 'worsened':
      return [scoreChange(leaf, facts, wanted), scoreChange(leaf, facts, !wanted)].filter((change) => change !== null);
    case 'elapsed': {
      const since = plusDays(facts.today, -leaf.days);
      return [
        { text: `${String(leaf.days)} days in this stage`, distance: UNKNOWN_DISTANCE, facts: { ...facts, since } },
      ];
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
          facts: { ...facts, recorded: [...facts.recorded, leaf.event] },
        },
      ];
  }
}

function scoreChange(leaf: Extract<Leaf, { score: string }>, facts: Facts, on: boolean): Change | null {
  const rule = facts.scoreRule(leaf.score);
  const turning = turningPoint(leaf, facts.baseline[leaf.score], rule);
  if (!turning) return null;
  const { downwards } = turning;
  const raw = on ? turning.raw : turning.raw + (downwards ? 1 : -1);
  const points = facts.scores[leaf.score] ?? [];
  const now = pointWithin(points, facts.at - leaf.withinDays * DAY, facts.at);
  const text = `${scoreLabel(leaf.score)} ${shown(raw, rule)} or ${downwards === on ? 'less' : 'more'}`;
  const distance = now ? Math.abs(now.raw - raw) / Math.max(1, now.raw) : UNKNOWN_DISTANCE;
  const scores = { ...facts.scores, [leaf.score]: [...points, { value: Number(shown(raw, rule)), raw, at: facts.at }] };
  return { text, distance, facts: { ...facts, scores } };
}
