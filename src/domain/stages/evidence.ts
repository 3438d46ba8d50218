import { plusDays, startOfDay } from '../calendar/calendar';
import { rawRangeOf } from '../instrument/range';
import { ruleName, scoreRuleOf } from '../pathway/lookup';
import type { Attendance, Facts, Place } from '../rules/evidence';
import type { EnrolmentState, TrackState } from '../words/state';
import type { Input } from '../words/history';
import type { ScorePoint } from '../instrument/types';
import type { Instant, LocalDate } from '../words/time';
import { note, todayOf, type Work } from '../step/work';
import type { Seat } from './kind';
import { pointWithin } from '../rules/thresholds';
import type { Baseline } from './base';

export type Own = {
  baseline: Record<string, ScorePoint>;
  reached?: Record<string, ScorePoint>;
  planned?: number;
  site?: Place | null;
};

/** What the rules of a stage may know at an instant. */
export function factsOf(
  { rules, state, track }: Pick<Seat, 'rules' | 'state' | 'track'>,
  own: Own,
  at: Instant,
): Facts {
  return {
    at,
    today: todayOf(state, at),
    since: track.enteredOn,
    startedOn: todayOf(state, state.startedAt),
    scores: state.scores,
    baseline: own.baseline,
    reached: own.reached ?? {},
    recorded: track.recorded,
    missedInARow: state.missedInARow,
    history: state.history,
    attendance: own.planned === undefined ? null : attendanceOf(state, track, own.planned, at),
    site: own.site ?? null,
    scoreRule: (score) => scoreRuleOf(rules, score),
    rawRange: (score) => rawRangeOf(rules.instruments, score),
  };
}

/** Sessions that count for the stage a track is in. One that was called off counts as nothing at all. */
export function attendanceOf(
  { history }: Pick<EnrolmentState, 'history'>,
  track: Pick<TrackState, 'stage' | 'since'>,
  planned: number,
  at: Instant,
): Attendance {
  const own = history.sessions.filter(({ stage, bookedAt }) => stage === track.stage && bookedAt >= track.since);
  return {
    planned,
    attended: own.filter(({ outcome }) => outcome === 'attended').length,
    open: own.filter((session) => session.outcome === null && session.at < at).length,
  };
}

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

/** Says which values were frozen, and which were not there to be. */
export function noteBaseline(
  work: Work,
  { track, stage }: { track: TrackState; stage: { id: string; baseline: Baseline } },
  baseline: Record<string, ScorePoint>,
  at: Instant,
): void {
  const inputs = stage.baseline.scores.map((score): Input => {
    const name = `baseline ${score}`;
    const point = baseline[score];
    return point ? { name, value: point.value, at: point.at } : { name, value: null };
  });
  const rule = ruleName(work.rules, track.track, stage.id, 'baseline');
  note(work, { at, what: 'baseline.frozen', rule, track, inputs });
}
