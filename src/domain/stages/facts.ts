import { daysBetween, localDateAt } from '../calendar/calendar';
import { rawRangeOf } from '../instrument/range';
import { scoreRuleOf } from '../pathway/lookup';
import type { Attendance, Facts } from '../rules/facts';
import type { EnrolmentState, ScorePoint, Site, TrackState } from '../words/state';
import type { Instant } from '../words/time';
import { todayOf } from '../step/work';
import type { Seat } from './kind';

const WEEK = 7;

export type Own = { baseline: Record<string, ScorePoint>; planned?: number; site?: Site | null };

/** What the rules of a stage may know at an instant. */
export function factsOf(
  { rules, state, track }: Pick<Seat, 'rules' | 'state' | 'track'>,
  own: Own,
  at: Instant,
): Facts {
  const { timeZone } = state.reach;
  return {
    at,
    today: todayOf(state, at),
    since: track.enteredOn,
    startedOn: todayOf(state, state.startedAt),
    scores: state.scores,
    baseline: own.baseline,
    recorded: track.recorded,
    missedInARow: state.missedInARow,
    history: state.history,
    attendance: own.planned === undefined ? null : attendanceOf(state, track, own.planned, at),
    site: own.site ?? null,
    scoreRule: (score) => scoreRuleOf(rules, score),
    rawRange: (score) => rawRangeOf(rules.instruments, score),
    weekOf: (when) => Math.floor(daysBetween(state.firstOn, localDateAt(timeZone, when)) / WEEK),
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
