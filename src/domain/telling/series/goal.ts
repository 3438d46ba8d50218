import type { ScorePoint, ScoreRule } from '../../instrument/types';
import type { Rule } from '../../pathway/language';
import { amountOf } from '../../rules/change';
import type { TurningPoint } from '../../rules/leaf';
import { kindOfLeaf, type Leaf } from '../../rules/leaves/index';
import { leavesOf, type Predicate } from '../../rules/predicates';
import { better, boundText, neededText } from '../../rules/thresholds';
import { rawPerPoint } from '../../instrument/range';
import { evaluationOf, seatsOf } from '../../stages/registry';
import { stageOf } from '../../pathway/lookup';
import type { Rules } from '../../step/rules';
import type { EnrolmentState } from '../../words/state';
import { DAY, type Instant } from '../../words/time';
import { counted } from '../english';

/** A number of the pathway with the source that it names. */
export type Numbered = { value: number; words: string; source: string };

/** `met`: by the newest answer; null where none is fresh enough to say. */
export type Goal = Numbered & { met: boolean | null };

/** What a score is compared with: frozen when the treatment of today began, or the first answer. */
export type Start = { point: ScorePoint; words: string };

export function startOf(
  rules: Rules,
  state: EnrolmentState,
  score: string,
  first: ScorePoint | undefined,
): Start | null {
  for (const { track, own } of seatsOf(rules, state)) {
    const frozen = evaluationOf(own)?.baseline[score];
    if (frozen) return { point: frozen, words: `at the start of “${stageOf(rules, track).title}”` };
  }
  return first ? { point: first, words: 'at the first answer' } : null;
}

type Asking = Extract<Leaf, { kind: 'improved' | 'score' }>;

/**
 * The value at which the pathway's rule of success holds for this score: of a stage that the patient is in, or else of the
 * first that asks for it. Of several that are each enough, the nearest.
 */
export function goalOf(
  { rules, state, now }: { rules: Rules; state: EnrolmentState; now: Instant },
  rule: ScoreRule,
  start: Start | null,
  newest: ScorePoint | undefined,
): Goal | null {
  for (const success of successRules(rules, state)) {
    const asking = leavesOf(success.when).filter(
      (leaf): leaf is Asking => (leaf.kind === 'improved' || leaf.kind === 'score') && leaf.score === rule.score,
    );
    const turns = asking.flatMap((leaf) =>
      (kindOfLeaf(leaf).turns?.(leaf, { baseline: start?.point }, rule) ?? []).map((at) => ({ leaf, at })),
    );
    const near = turns.sort((a, b) => (a.at.raw - b.at.raw) * better(rule))[0];
    if (!near) continue;
    const { leaf, at } = near;
    const by = leaf.kind === 'improved' ? `${amountOf(leaf)} better than ${start?.words ?? ''}` : boundText(leaf);
    const fresh = newest && newest.at >= now - leaf.withinDays * DAY;
    return {
      value: valueOf(at, rule),
      words: `${neededText(at, rule)}: ${by}`,
      source: success.source,
      met: fresh ? holds(at, newest.raw) : null,
    };
  }
  return null;
}

const holds = ({ raw, downwards }: TurningPoint, value: number): boolean => (downwards ? value <= raw : value >= raw);
const valueOf = ({ raw }: TurningPoint, rule: ScoreRule): number => Math.round((raw * 10) / rawPerPoint(rule)) / 10;

function successRules(rules: Rules, state: EnrolmentState): Rule[] {
  const here = seatsOf(rules, state).map(({ stage }) => stage);
  const all = rules.pathway.tracks.flatMap(({ stages }) => stages);
  return [...here, ...all].flatMap((stage) => ('success' in stage ? [stage.success] : []));
}

/** The smallest change that matters, as the rules of getting worse have it; null where the pathway names none in points. */
export function mcidOf({ pathway }: Rules, { score }: ScoreRule): Numbered | null {
  for (const stage of pathway.tracks.flatMap(({ stages }) => stages)) {
    if (!stage.stop) continue;
    for (const leaf of alone(stage.stop.when)) {
      if (leaf.kind !== 'worsened' || leaf.score !== score || leaf.byPoints === undefined) continue;
      return { value: leaf.byPoints, words: counted(leaf.byPoints, 'point'), source: stage.stop.source };
    }
  }
  return null;
}

/** Each of which is enough by itself: what counts only together with something else is no measure of what matters. */
const alone = (when: Predicate): Predicate[] => (when.kind === 'any' ? when.of : [when]);
