import type { Score } from '../instrument/types';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';

const KEPT = 12;

/** Adds scores at the instant the house knew them; oldest first, only the last twelve of each are kept. */
export function addScores(state: EnrolmentState, scores: readonly Score[], at: Instant): void {
  for (const { score, value, raw } of scores) {
    const points = [...(state.scores[score] ?? []), { value, raw, at }];
    points.sort((a, b) => a.at - b.at);
    state.history.first[score] ??= { value, raw, at };
    state.scores[score] = points.slice(-KEPT);
  }
}
