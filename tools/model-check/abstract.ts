import { daysBetween } from '../../src/domain/calendar/calendar';
import { isHeld } from '../../src/domain/escalation/holds';
import type { EnrolmentState } from '../../src/domain/words/state';
import type { StageState } from '../../src/domain/stages/types';
import { DAY, type LocalDate } from '../../src/domain/words/time';
import { todayOf } from '../../src/domain/step/work';
import { cutsOf, type Terrain } from './terrain';

/** A number beyond this is an instant (milliseconds), not a count. */
const FIRST_INSTANT = 1e11;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
/** A treatment that began longer ago than this is long under way. */
const PAST_WEEKS = 12;
/** A decision is remembered so long by the rule that asks for an early look. */
const DECISION_WEEKS = 2;

/**
 * Two states with the same key go on alike: what is to come is counted in weeks of the rhythm from now and never cut short;
 * what lies back only as far as a rule looks; a score counts by its region between thresholds; counters stop at the
 * highest number a rule reads. How the patient came here is left out. The random walks of the model check fold nothing.
 */
export function abstractKey(terrain: Terrain, state: EnrolmentState): string {
  const today = todayOf(state, state.now);
  const { history, tracks, checkIns, missedInARow, tasks, messagesEnded, pause, admission, transfer } = state;
  const since = (date: LocalDate, most: number): number => Math.min(most, weeks(daysBetween(date, today)));
  const read = (types: readonly string[]): string[] => types.filter((type) => terrain.recorded.has(type)).sort();
  const kept = [
    state.ended?.reason,
    tracks.map(({ track, stage, enteredOn, gate, own, recorded }) => [
      track,
      stage,
      since(enteredOn, terrain.stageWeeks.get(stage) ?? 0),
      gate && [gate.gate, gate.escalated, gate.verdict.kind],
      folded(own, state.now, today),
      read(recorded),
      (terrain.paces.get(stage) ?? []).map((pace) => weeks(daysBetween(state.firstOn, today)) % pace),
    ]),
    checkIns.map(({ checkIn, answered, closesAt, callAt }) => [
      checkIn,
      answered,
      answered ? 0 : Math.ceil((closesAt - state.now) / DAY),
      callAt == null,
    ]),
    Object.entries(missedInARow).map(([name, count]) => [name, Math.min(count, terrain.missed[name] ?? 0)]),
    [...new Set(tasks.map(({ task }) => task))].sort(),
    scoresOf(terrain, state),
    since(todayOf(state, state.startedAt), terrain.enrolmentWeeks),
    read(history.recorded),
    sessionsOf(state),
    [...new Set(history.completed.map((each) => [each.stage, each.class, each.adequate].join()))].sort(),
    history.procedures.map(({ performedOn, region, side }) => [since(performedOn, 53), region, side]),
    history.decisions.filter(({ at }) => state.now - at < DECISION_WEEKS * 7 * DAY).map(({ gate }) => gate),
    history.signals
      .filter(({ rule, at }) => terrain.flags.has(rule) && state.now - at < 7 * DAY)
      .map(({ rule }) => rule),
    [...terrain.flags].filter((rule) => state.now - (history.safetyAnswered?.[rule] ?? -Infinity) < 7 * DAY),
    history.imaging.filter(({ reportedAt, chased }) => reportedAt === null && !chased).length,
    history.contraindicated,
    (state.deferred ?? []).map(({ ask }) => ask),
    Object.entries(history.conditions ?? {}),
    (history.medicines?.taken ?? []).map(({ class: name, review }) => [
      name,
      review && reviewWeeks(review.at, state.now),
    ]),
    [isHeld(state), messagesEnded, state.emailConsent, state.undeliverable, transfer !== null],
    [pause && weeks((pause.until - state.now) / DAY), admission && weeks((admission.reviewAt - state.now) / DAY)],
  ];
  return JSON.stringify(kept);
}

/** Where a course stands whatever was answered: its stages with their clocks and questions, and what holds it up. */
export function standingOf(state: EnrolmentState): string {
  const { tracks, ended, pause, admission, transfer, now } = state;
  const today = todayOf(state, now);
  return JSON.stringify([
    ended?.reason,
    tracks.map(({ track, stage, gate, own }) => [track, stage, gate?.gate, folded(own, now, today)]),
    [pause, admission, transfer].map((each) => each !== null),
    isHeld(state),
  ]);
}

/** Of each score that a rule reads the newest values, as many as a rule looks at in a row: how old, and in which region. */
function scoresOf(terrain: Terrain, state: EnrolmentState): unknown[] {
  return Object.keys(terrain.scores).map((score) => {
    const most = terrain.fadesAfter[score] ?? 0;
    const cuts = cutsOf(terrain, state, score);
    const newest = (state.scores[score] ?? []).slice(-terrain.inARow).flatMap(({ at, raw }) => {
      const age = weeks((state.now - at) / DAY);
      return age > most ? [] : [[age, cuts.filter((cut) => raw > cut).length]];
    });
    return [state.history.first[score] === undefined, ...newest];
  });
}

/** Sessions of a stage that is over count for nothing any more; one whose time is past may have been attended. */
function sessionsOf({ history, tracks, now }: EnrolmentState): unknown[] {
  return history.sessions.flatMap(({ stage, bookedAt, purpose, outcome, asked, at }): unknown[] => {
    const counts = tracks.some((track) => track.stage === stage && bookedAt >= track.since);
    if (outcome !== null) return counts ? [[purpose, outcome, asked]] : [];
    return [[purpose, outcome, asked, counts, at < now]];
  });
}

/** Frozen scores show in the regions of those to come; deadlines that are past are only past. */
function folded(own: StageState, now: number, today: LocalDate): unknown {
  return JSON.parse(
    JSON.stringify(own, (name, value: unknown) => {
      if (name === 'baseline' || name === 'reached') return Object.keys(value as object);
      if (typeof value === 'number' && value > FIRST_INSTANT) return value <= now ? 'past' : weeks((value - now) / DAY);
      if (typeof value === 'string' && DATE.test(value)) return Math.max(-PAST_WEEKS, weeks(daysBetween(today, value)));
      return value;
    }),
  ) as unknown;
}

function reviewWeeks(at: number | null, now: number): number | null {
  return at === null ? null : weeks((at - now) / DAY);
}

function weeks(days: number): number {
  return Math.ceil(days / 7);
}
