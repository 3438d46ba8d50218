import { plusDays, startOfDay } from '../calendar/calendar';
import type { Baseline } from '../pathway/types';
import { pointWithin } from '../rules/thresholds';
import type { EnrolmentState, Input, ScorePoint } from '../words/state';
import type { LocalDate } from '../words/time';

/** The last complete score up to the end of the day, and not older than the pathway allows; or the first one ever. */
export function frozenBaseline(
  state: EnrolmentState,
  { scores, maxAgeDays, from = 'stage' }: Baseline,
  on: LocalDate,
): Record<string, ScorePoint> {
  const { timeZone } = state.reach;
  const end = startOfDay(timeZone, plusDays(on, 1)) - 1;
  const oldest = startOfDay(timeZone, plusDays(on, -maxAgeDays));
  const baseline: Record<string, ScorePoint> = {};
  for (const score of scores) {
    const point = from === 'enrolment' ? state.history.first[score] : pointWithin(state.scores[score], oldest, end);
    if (point) baseline[score] = { ...point };
  }
  return baseline;
}

export function baselineInputs(scores: readonly string[], baseline: Record<string, ScorePoint>): Input[] {
  return scores.map((score) => {
    const point = baseline[score];
    return point
      ? { name: `baseline ${score}`, value: point.value, at: point.at }
      : { name: `baseline ${score}`, value: null };
  });
}
