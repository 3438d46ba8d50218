import { plusDays } from '../calendar';
import { changeOfHistory, type Change, UNKNOWN_DISTANCE } from './history-changes';
import { scoreLabel } from './labels';
import { leavesOf } from './leaves';
import { evaluate, type Facts, type Leaf } from './predicates';
import { predicateText } from './prose';
import { type ChangeLeaf, pointWithin, type ScoreLeaf, shown, turningPoint } from './thresholds';
import type { Predicate } from './types';
import { DAY } from '../time';

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

/** Both sides of the leaf's threshold: under a `not`, turning the leaf false may be what helps. */
function changesOf(leaf: Leaf, facts: Facts, wanted: boolean): Change[] {
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
      return changeOfHistory(leaf, facts);
  }
}

function scoreChange(leaf: ScoreLeaf | ChangeLeaf, facts: Facts, on: boolean): Change | null {
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
