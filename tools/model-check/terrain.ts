import { rawRangeOf } from '../../src/domain/instrument/range';
import type { Instrument, ScorePoint, ScoreRule } from '../../src/domain/instrument/types';
import { partsOf } from '../../src/domain/pathway/parts';
import type { Compared, Reading } from '../../src/domain/rules/leaf';
import { kindOfLeaf, type Leaf } from '../../src/domain/rules/leaves/index';
import { leavesOf } from '../../src/domain/rules/predicates';
import type { Rules } from '../../src/domain/step/rules';
import type { StageState, Stage } from '../../src/domain/stages/types';
import type { EnrolmentState } from '../../src/domain/words/state';

export type ScoreRange = { rule: ScoreRule; lowest: number; highest: number };

/**
 * What of a pathway's rules tells one course from another: between two neighbouring thresholds every answer has the same
 * consequences, and beyond the farthest look back nothing has any. Read once, asked at every step of the model check.
 */
export type Terrain = {
  /** Scores that a rule or a baseline reads, with their lowest and highest raw value. */
  scores: Record<string, ScoreRange>;
  /** Cuts that hold for every patient: at or below, and above. */
  fixed: Record<string, number[]>;
  /** Comparisons of a score with a baseline, by stage. */
  changes: Map<string, Leaf[]>;
  /** Weeks after which a score says nothing any more. */
  fadesAfter: Record<string, number>;
  /** A rule looks at so many successive weeks. */
  inARow: number;
  missed: Record<string, number>;
  /** Weeks in a stage (by id), and since the enrolment, after which nothing depends on them. */
  stageWeeks: Map<string, number>;
  enrolmentWeeks: number;
  /** The paces of a stage (by id) that are longer than a week, in weeks: on which of them it is decides what opens next. */
  paces: Map<string, number[]>;
  recorded: ReadonlySet<string>;
  flags: ReadonlySet<string>;
};

export function terrainOf({ pathway, instruments }: Rules): Terrain {
  const stages = pathway.tracks.flatMap((track) => track.stages);
  const leaves = stages.flatMap((stage) => leavesIn(stage));
  const readings = leaves.flatMap(readingsOf);
  const scores = scoresRead(stages, readings, instruments);
  const all = Object.keys(scores);
  return {
    scores,
    fixed: Object.fromEntries(all.map((score) => [score, fixedCuts(scores[score], score, leaves)])),
    changes: new Map(stages.map((stage) => [stage.id, leavesIn(stage).filter(isChange)])),
    fadesAfter: Object.fromEntries(all.map((score) => [score, fadingWeeks(score, stages, readings)])),
    inARow: Math.max(1, ...readings.map((each) => (each.of === 'score' ? (each.inARow ?? 1) : 1))),
    // Not `lostAfter`: a note to a clinician, on which nothing else depends.
    missed: Object.fromEntries(
      pathway.checkIns.map(({ id, missedInARow }) => [id, Math.max(missedInARow.count, ...missesRead(id, readings))]),
    ),
    stageWeeks: new Map(stages.map((stage) => [stage.id, stageWeeks(stage)])),
    paces: new Map(stages.map((stage) => [stage.id, pacesOf(stage)])),
    enrolmentWeeks: weeksOf(
      readings.flatMap((each) => (each.of === 'days' && each.since === 'enrolment' ? [each.days] : [])),
    ),
    recorded: new Set([
      ...readings.flatMap((each) => (each.of === 'fact' ? [each.event] : [])),
      ...stages.flatMap((stage) => (stage.kind === 'diagnosis' ? (stage.needs ?? []) : [])),
    ]),
    flags: new Set(readings.flatMap((each) => (each.of === 'flag' ? [each.flag] : []))),
  };
}

/** Where the consequences of a score change for this patient, ascending: a value at most the cut, and one above it. */
export function cutsOf(terrain: Terrain, state: EnrolmentState, score: string): number[] {
  const reading = terrain.scores[score];
  if (!reading) return [];
  const own = state.tracks.flatMap((track) => {
    const baseline = baselinesOf(track.own)[score] ?? state.history.first[score];
    const compared = { baseline, reached: reachedOf(track.own)[score] };
    return (terrain.changes.get(track.stage) ?? []).flatMap((leaf) => cutsOfLeaf(leaf, score, compared, reading.rule));
  });
  const inside = [...(terrain.fixed[score] ?? []), ...own].filter(
    (cut) => cut >= reading.lowest && cut < reading.highest,
  );
  return [...new Set(inside)].sort((one, other) => one - other);
}

/** The scores that were frozen when the treatment began. */
export function baselinesOf(own: StageState): Record<string, ScorePoint> {
  if (own.kind === 'medication-trial') return own.trial?.evaluation.baseline ?? {};
  return 'evaluation' in own ? (own.evaluation?.baseline ?? {}) : {};
}

/** The scores with which a stage was entered that watches over a gain. */
function reachedOf(own: StageState): Record<string, ScorePoint> {
  return 'evaluation' in own ? (own.evaluation?.reached ?? {}) : {};
}

const leavesIn = (stage: Stage): Leaf[] => partsOf(stage).rules.flatMap(({ rule }) => leavesOf(rule.when));

const readingsOf = (leaf: Leaf): Reading[] => kindOfLeaf(leaf).reads(leaf);

const isChange = (leaf: Leaf): boolean =>
  readingsOf(leaf).some((reading) => reading.of === 'score' && reading.against !== undefined);

/** Where a leaf turns: at most the cut on one side, above it on the other. */
function cutsOfLeaf(leaf: Leaf, score: string, compared: Compared, rule: ScoreRule): number[] {
  const kind = kindOfLeaf(leaf);
  if (!kind.turns || !kind.reads(leaf).some((reading) => reading.of === 'score' && reading.score === score)) return [];
  return kind.turns(leaf, compared, rule).map(({ raw, downwards }) => (downwards ? raw : raw - 1));
}

function scoresRead(stages: Stage[], readings: Reading[], instruments: Record<string, Instrument>): Terrain['scores'] {
  const named = new Set([
    ...readings.flatMap((each) => (each.of === 'score' ? [each.score] : [])),
    ...stages.flatMap((stage) => partsOf(stage).baseline ?? []),
  ]);
  return Object.fromEntries(
    Object.values(instruments).flatMap((instrument) =>
      instrument.scores
        .filter(({ score }) => named.has(score))
        .map((rule): [string, ScoreRange] => {
          const { min, max } = rawRangeOf(instruments, rule.score) ?? { min: 0, max: 0 };
          return [rule.score, { rule, lowest: min, highest: max }];
        }),
    ),
  );
}

/** A baseline of nothing can be compared with in no way: hence the cut at the lowest value. */
function fixedCuts(range: ScoreRange | undefined, score: string, leaves: Leaf[]): number[] {
  return range ? [range.lowest, ...leaves.flatMap((leaf) => cutsOfLeaf(leaf, score, {}, range.rule))] : [];
}

function fadingWeeks(score: string, stages: Stage[], readings: Reading[]): number {
  const windows = readings.flatMap((each) => (each.of === 'score' && each.score === score ? [each.withinDays] : []));
  const baselines = stages.flatMap((stage) =>
    'baseline' in stage && stage.baseline.scores.includes(score) ? [stage.baseline.maxAgeDays] : [],
  );
  const unless = stages.flatMap(({ checkIns }) =>
    checkIns.flatMap((use) => ('once' in use ? [use.unlessScoredWithinDays ?? 0] : [])),
  );
  return weeksOf([...windows, ...baselines, ...unless]);
}

function missesRead(checkIn: string, readings: Reading[]): number[] {
  return readings.flatMap((each) => (each.of === 'misses' && each.checkIn === checkIn ? [each.inARow] : []));
}

function stageWeeks(stage: Stage): number {
  const uses = stage.checkIns.flatMap((use) =>
    'once' in use ? (use.once.from === 'stage' ? [use.once.afterDays] : []) : [use.every.steady?.afterDays ?? 0],
  );
  const elapsed = leavesIn(stage)
    .flatMap(readingsOf)
    .flatMap((each) => (each.of === 'days' ? [each.days] : []));
  return weeksOf([...uses, ...elapsed]);
}

function pacesOf({ checkIns }: Stage): number[] {
  const days = checkIns.flatMap((use) => ('every' in use ? [use.every.days, use.every.steady?.days ?? 0] : []));
  return [...new Set(days.map((each) => Math.round(each / 7)).filter((each) => each > 1))];
}

function weeksOf(days: number[]): number {
  return days.length === 0 ? 0 : Math.ceil(Math.max(...days) / 7) + 1;
}
