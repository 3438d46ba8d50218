import { rawRangeOf } from '../../src/domain/instrument/range';
import type { Instrument, ScorePoint, ScoreRule } from '../../src/domain/instrument/types';
import { leavesOf } from '../../src/domain/rules/leaves';
import { partsOf } from '../../src/domain/pathway/parts';
import type { Leaf } from '../../src/domain/rules/leaf';
import { lossTurnsAt } from '../../src/domain/rules/lost-leaf';
import { turningPoint } from '../../src/domain/rules/thresholds';
import type { Stage } from '../../src/domain/pathway/types';
import type { Rules } from '../../src/domain/step/rules';
import type { EnrolmentState } from '../../src/domain/words/state';
import type { StageState } from '../../src/domain/stages/types';

type Change = Extract<Leaf, { kind: 'improved' | 'worsened' | 'lost' }>;
export type Reading = { rule: ScoreRule; lowest: number; highest: number };

/**
 * What of a pathway's rules tells one course from another: between two neighbouring thresholds every answer has the same
 * consequences, and beyond the farthest look back nothing has any. Read once, asked at every step of the model check.
 */
export type Terrain = {
  /** Scores that a rule or a baseline reads, with their lowest and highest raw value. */
  scores: Record<string, Reading>;
  /** Cuts that hold for every patient: at or below, and above. */
  fixed: Record<string, number[]>;
  /** Comparisons with a baseline, by stage. */
  changes: Map<string, Change[]>;
  /** Weeks after which a score says nothing any more. */
  fadesAfter: Record<string, number>;
  /** A rule looks at so many successive weeks. */
  inARow: number;
  missed: Record<string, number>;
  /** Weeks in a stage (by id), and since the enrolment, after which nothing depends on them. */
  stageWeeks: Map<string, number>;
  enrolmentWeeks: number;
  recorded: ReadonlySet<string>;
  flags: ReadonlySet<string>;
};

export function terrainOf({ pathway, instruments }: Rules): Terrain {
  const stages = pathway.tracks.flatMap((track) => track.stages);
  const leaves = stages.flatMap((stage) => leavesIn(stage));
  const scores = scoresRead(stages, leaves, instruments);
  const all = Object.keys(scores);
  return {
    scores,
    fixed: Object.fromEntries(all.map((score) => [score, fixedCuts(scores[score], score, leaves)])),
    changes: new Map(stages.map((stage) => [stage.id, leavesIn(stage).filter(isChange)])),
    fadesAfter: Object.fromEntries(all.map((score) => [score, fadingWeeks(score, stages, leaves)])),
    inARow: Math.max(1, ...leaves.map((leaf) => (leaf.kind === 'worsened' ? (leaf.inARow ?? 1) : 1))),
    // Not `lostAfter`: a note to a clinician, on which nothing else depends.
    missed: Object.fromEntries(
      pathway.checkIns.map(({ id, missedInARow }) => [id, Math.max(missedInARow.count, ...missesRead(id, leaves))]),
    ),
    stageWeeks: new Map(stages.map((stage) => [stage.id, stageWeeks(stage)])),
    enrolmentWeeks: weeksOf(leaves.flatMap((leaf) => (isSinceEnrolment(leaf) ? [leaf.days] : []))),
    recorded: new Set([
      ...leaves.flatMap((leaf) => (leaf.kind === 'recorded' ? [leaf.event] : [])),
      ...stages.flatMap((stage) => (stage.kind === 'diagnosis' ? (stage.needs ?? []) : [])),
    ]),
    flags: new Set(leaves.flatMap((leaf) => (leaf.kind === 'flag' ? [leaf.flag] : []))),
  };
}

/** Where the consequences of a score change for this patient, ascending: a value at most the cut, and one above it. */
export function cutsOf(terrain: Terrain, state: EnrolmentState, score: string): number[] {
  const reading = terrain.scores[score];
  if (!reading) return [];
  const own = state.tracks.flatMap((track) =>
    (terrain.changes.get(track.stage) ?? []).flatMap((leaf) => {
      const baseline = baselinesOf(track.own)[leaf.score] ?? state.history.first[leaf.score];
      if (leaf.score !== score) return [];
      if (leaf.kind !== 'lost') return cutOf(turningPoint(leaf, baseline, reading.rule));
      return cutOf(lossTurnsAt(leaf, { baseline, reached: reachedOf(track.own)[score] }, reading.rule));
    }),
  );
  const inside = [...(terrain.fixed[score] ?? []), ...own].filter(
    (cut) => cut >= reading.lowest && cut < reading.highest,
  );
  return [...new Set(inside)].sort((one, other) => one - other);
}

/** The scores that were frozen when the treatment began. */
export function baselinesOf(own: StageState): Record<string, ScorePoint> {
  if (own.kind === 'medication-trial') return own.trial?.baseline ?? {};
  return 'evaluation' in own ? (own.evaluation?.baseline ?? {}) : {};
}

/** The scores with which a stage was entered that watches over a gain. */
function reachedOf(own: StageState): Record<string, ScorePoint> {
  return 'evaluation' in own ? (own.evaluation?.reached ?? {}) : {};
}

export const leavesIn = (stage: Stage): Leaf[] => partsOf(stage).rules.flatMap(({ rule }) => leavesOf(rule.when));

function isChange(leaf: Leaf): leaf is Change {
  return leaf.kind === 'improved' || leaf.kind === 'worsened' || leaf.kind === 'lost';
}

const isSinceEnrolment = (leaf: Leaf): leaf is Extract<Leaf, { kind: 'elapsed' }> =>
  leaf.kind === 'elapsed' && leaf.since === 'enrolment';

function scoresRead(stages: Stage[], leaves: Leaf[], instruments: Record<string, Instrument>): Terrain['scores'] {
  const named = new Set([
    ...leaves.flatMap((leaf) => ('score' in leaf ? [leaf.score] : [])),
    ...stages.flatMap((stage) => partsOf(stage).baseline ?? []),
  ]);
  return Object.fromEntries(
    Object.values(instruments).flatMap((instrument) =>
      instrument.scores
        .filter(({ score }) => named.has(score))
        .map((rule): [string, Reading] => {
          const { min, max } = rawRangeOf(instruments, rule.score) ?? { min: 0, max: 0 };
          return [rule.score, { rule, lowest: min, highest: max }];
        }),
    ),
  );
}

/** A baseline of nothing can be compared with in no way: hence the cut at the lowest value. */
function fixedCuts(reading: Reading | undefined, score: string, leaves: Leaf[]): number[] {
  if (!reading) return [];
  const { rule, lowest } = reading;
  const bounds = leaves.flatMap((leaf) => {
    if (leaf.kind === 'adherence' && leaf.score === score) return [Math.ceil((leaf.percent * leaf.outOf) / 100) - 1];
    if (leaf.kind !== 'score' || leaf.score !== score) return [];
    const { atMost, atLeast, ...rest } = leaf;
    return [
      ...(atMost === undefined ? [] : cutOf(turningPoint({ ...rest, atMost }, undefined, rule))),
      ...(atLeast === undefined ? [] : cutOf(turningPoint({ ...rest, atLeast }, undefined, rule))),
    ];
  });
  return [lowest, ...bounds];
}

function cutOf(turning: { raw: number; downwards: boolean } | null): number[] {
  return turning ? [turning.downwards ? turning.raw : turning.raw - 1] : [];
}

function fadingWeeks(score: string, stages: Stage[], leaves: Leaf[]): number {
  const windows = leaves.flatMap((leaf) => ('score' in leaf && leaf.score === score ? [leaf.withinDays] : []));
  const baselines = stages.flatMap((stage) =>
    'baseline' in stage && stage.baseline.scores.includes(score) ? [stage.baseline.maxAgeDays] : [],
  );
  const unless = stages.flatMap(({ checkIns }) =>
    checkIns.flatMap((use) => ('once' in use ? [use.unlessScoredWithinDays ?? 0] : [])),
  );
  return weeksOf([...windows, ...baselines, ...unless]);
}

function missesRead(checkIn: string, leaves: Leaf[]): number[] {
  return leaves.flatMap((leaf) => (leaf.kind === 'missed' && leaf.checkIn === checkIn ? [leaf.inARow] : []));
}

function stageWeeks(stage: Stage): number {
  const uses = stage.checkIns.flatMap((use) =>
    'once' in use ? (use.once.from === 'stage' ? [use.once.afterDays] : []) : [use.every.steady?.afterDays ?? 0],
  );
  const elapsed = leavesIn(stage).flatMap((leaf) => (leaf.kind === 'elapsed' ? [leaf.days] : []));
  return weeksOf([...uses, ...elapsed]);
}

function weeksOf(days: number[]): number {
  return days.length === 0 ? 0 : Math.ceil(Math.max(...days) / 7) + 1;
}
