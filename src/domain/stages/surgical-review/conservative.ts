import { ruleName } from '../../pathway/lookup';
import type { Rule } from '../../pathway/language';
import { closeTasks, openTask } from '../../promises/tasks';
import type { Facts } from '../../rules/evidence';
import { evaluate, isMet } from '../../rules/predicates';
import { note, todayOf, type Work } from '../../step/work';
import type { TrackState } from '../../words/state';
import type { StageOf } from '../types';
import { predicateText } from '../../telling/rules';
import type { Input } from '../../words/history';
import type { Instant } from '../../words/time';
import { factsOf } from '../evidence';

// "Conservative measures failed" is one rule in parts, each of which must be true. It is shown in the review, and its change
// is told wherever the track stands: nobody is left in a stage because nobody looked. It decides nothing.

/** What the rule is known by. */
export const CONSERVATIVE = 'conservative-measures';

/** Each part with what it read, and what is missing for those that are not true. */
export function conservativeCare(parts: readonly Rule[], facts: Facts): { inputs: Input[]; missing: string[] } {
  const found = parts.map((rule) => ({ rule, ...evaluate(rule.when, facts) }));
  const missing = found.flatMap(({ rule, truth, ...part }) =>
    truth === true ? [] : truth === 'unknown' ? part.missing : [predicateText(rule.when)],
  );
  return { inputs: found.flatMap(({ inputs }) => inputs), missing: [...new Set(missing)] };
}

/** All parts are true, and none of them only not known to be false. */
const haveFailed = (parts: readonly Rule[], facts: Facts): boolean => parts.every(({ when }) => isMet(when, facts));

/** Tells the clinicians that the rule has become true, or is true no longer: once for each change, wherever the track stands. */
export function tellConservativeChange(work: Work, at: Instant): void {
  const { rules, state } = work;
  if (state.ended) return;
  for (const { id, stages } of rules.pathway.tracks) {
    const track = state.tracks.find((each) => each.track === id);
    const stage = stages.find((each) => each.kind === 'surgical-review');
    if (track && stage) tellChangeIn(work, track, stage, at);
  }
}

/**
 * Of whoever has gone on from the review nobody is told that it may be next, because a new file has found a name for what led
 * to it: only a change from now on is one.
 */
export function adoptConservative({ rules, state }: Pick<Work, 'rules' | 'state'>, at: Instant): void {
  if (state.history.conservativeFailed !== undefined) return;
  for (const { id, stages } of rules.pathway.tracks) {
    const track = state.tracks.find((each) => each.track === id);
    const stage = stages.find((each) => each.kind === 'surgical-review');
    const isBeyond = stages.findIndex((each) => each.id === track?.stage) > stages.findIndex((each) => each === stage);
    if (!track || !stage?.conservative || !stage.conservativeChange || !isBeyond) continue;
    const facts = factsOf({ rules, state, track }, { baseline: state.history.first }, at);
    state.history.conservativeFailed = haveFailed(stage.conservative, facts);
  }
}

function tellChangeIn(work: Work, track: TrackState, stage: StageOf<'surgical-review'>, at: Instant): void {
  const { rules, state } = work;
  const { conservative, conservativeChange: told } = stage;
  if (!conservative || !told) return;
  const facts = factsOf({ rules, state, track }, { baseline: state.history.first }, at);
  const hasFailed = haveFailed(conservative, facts);
  if (hasFailed === (state.history.conservativeFailed ?? false)) return;
  state.history.conservativeFailed = hasFailed;
  const rule = ruleName(rules, track.track, stage.id, CONSERVATIVE);
  const verdict = { name: 'verdict', value: hasFailed ? 'decision-due' : 'not-yet-adequate' };
  const { inputs } = conservativeCare(conservative, facts);
  note(work, { at, what: 'stage.evaluated', rule, track, inputs: [...inputs, verdict] });
  closeTasks(work, [hasFailed ? 'no-longer-failed' : 'conservative-failed'], at, 'it has changed again', rule);
  // Where the question of the review is open, its own task says that it can be answered now.
  if (hasFailed && track.stage === stage.id && track.gate) return;
  openTask(work, {
    task: hasFailed ? 'conservative-failed' : 'no-longer-failed',
    about: `${track.track}/${stage.id}@${todayOf(state, at)}`,
    at,
    rule,
    withinWorkingDays: told.toldWithinWorkingDays,
  });
}
