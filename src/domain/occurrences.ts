import { daysBetween, firstDateWithHour, plusDays } from './calendar';
import { checkInOf, stageOf } from './lookup';
import type { CheckInUse, Stage } from './pathway/types';
import type { Rules } from './rules';
import type { EnrolmentState, TrackState } from './state';
import { DAY, type Instant, type LocalDate } from './time';
import { atPreferredTime } from './work';

// When check-ins happen. One function says what opens next; the walk through time and the plan both ask it, so they agree.

const WEEK = 7;

export type Occurrence = { key: string; checkIn: string; ask: string[]; opensAt: Instant; closesAt: Instant };

/** Everything that falls on one date. `occurrence` is null when all of it is passed over (paused, or scored lately). */
export type Opening = { date: LocalDate; opensAt: Instant; series: string[]; occurrence: Occurrence | null };

type Candidate = { series: string; date: LocalDate; use: CheckInUse; track: TrackState };

/** The next date on which something opens, given how far each series has come. */
export function nextOpening(
  rules: Rules,
  state: EnrolmentState,
  openedThrough: EnrolmentState['openedThrough'],
): Opening | null {
  if (state.ended) return null;
  const candidates = state.tracks.flatMap((track) => {
    const stage = stageOf(rules, track);
    return stage.checkIns.flatMap((use) => {
      const series = `${track.track}/${use.checkIn}`;
      const date = dateOf(state, track, stage, use, openedThrough[series]);
      return date === null ? [] : [{ series, date, use, track }];
    });
  });
  const date = candidates.map((each) => each.date).sort()[0];
  if (date === undefined) return null;
  const here = candidates.filter((each) => each.date === date);
  const opensAt = atPreferredTime(state, date);
  const series = [...new Set(here.map((each) => each.series))];
  const asked = isPausedAt(state, opensAt) ? [] : here.filter((each) => !scoredLately(rules, state, each.use, opensAt));
  return { date, opensAt, series, occurrence: merged(rules, state, asked, date, opensAt) };
}

/** The first day of the weekly rhythm on or after a date whose hour is not before an instant. */
export function rhythmDate(state: EnrolmentState, onOrAfter: LocalDate, notBefore: Instant): LocalDate {
  return nextInRhythm(state, WEEK, onOrAfter, notBefore);
}

/** The date in a check-in's key. */
export function dateOfKey(key: string): LocalDate {
  return key.slice(key.lastIndexOf('@') + 1);
}

function dateOf(
  state: EnrolmentState,
  track: TrackState,
  stage: Stage,
  use: CheckInUse,
  through: LocalDate | undefined,
): LocalDate | null {
  if ('every' in use) {
    const next = through === undefined ? track.enteredOn : plusDays(through, 1);
    return nextInRhythm(state, use.every.days, next > track.enteredOn ? next : track.enteredOn, track.since);
  }
  const wanted = wantedOn(track, stage, use);
  if (wanted === null || (through !== undefined && through >= wanted.date)) return null;
  return rhythmDate(state, wanted.date, wanted.notBefore);
}

function wantedOn(
  track: TrackState,
  stage: Stage,
  use: Extract<CheckInUse, { once: unknown }>,
): { date: LocalDate; notBefore: Instant } | null {
  if (use.once.from === 'stage') return { date: plusDays(track.enteredOn, use.once.afterDays), notBefore: track.since };
  if (stage.kind !== 'medication-trial' || track.own.kind !== 'medication-trial' || !track.own.trial) return null;
  const { trial } = track.own;
  // The questions of the end are asked on the day of evaluation, which a decision to wait or a stop may move.
  const isEnd = use.once.afterDays === stage.trialDays;
  return { date: isEnd ? trial.evaluateOn : plusDays(trial.startedOn, use.once.afterDays), notBefore: trial.startedAt };
}

function nextInRhythm(state: EnrolmentState, everyDays: number, onOrAfter: LocalDate, notBefore: Instant): LocalDate {
  const { timeZone, preferredTime } = state.reach;
  const reachable = firstDateWithHour(timeZone, preferredTime, notBefore);
  const from = reachable > onOrAfter ? reachable : onOrAfter;
  const period = Math.max(1, everyDays);
  const steps = Math.max(0, Math.ceil(daysBetween(state.firstOn, from) / period));
  return plusDays(state.firstOn, steps * period);
}

function isPausedAt(state: EnrolmentState, at: Instant): boolean {
  return state.pause !== null && at < state.pause.until;
}

function scoredLately(rules: Rules, state: EnrolmentState, use: CheckInUse, at: Instant): boolean {
  if (!('once' in use) || use.unlessScoredWithinDays === undefined) return false;
  const since = at - use.unlessScoredWithinDays * DAY;
  const scores = checkInOf(rules, use.checkIn).ask.flatMap((id) => rules.instruments[id]?.scores ?? []);
  return (
    scores.length > 0 && scores.every(({ score }) => (state.scores[score] ?? []).some((point) => point.at >= since))
  );
}

/** One date, one check-in: named after the first, asking everything, safety first. */
function merged(
  rules: Rules,
  state: EnrolmentState,
  asked: Candidate[],
  date: LocalDate,
  opensAt: Instant,
): Occurrence | null {
  const first = asked[0];
  if (!first) return null;
  const ask = [...new Set(asked.flatMap((each) => checkInOf(rules, each.use.checkIn).ask))];
  const isSafety = (id: string): boolean =>
    rules.instruments[id]?.items.every((item) => item.safety !== undefined) ?? false;
  const { windowDays } = checkInOf(rules, first.use.checkIn);
  return {
    key: `${first.track.track}/${first.track.stage}/${first.use.checkIn}@${date}`,
    checkIn: first.use.checkIn,
    ask: [...ask.filter(isSafety), ...ask.filter((id) => !isSafety(id))],
    opensAt,
    closesAt: atPreferredTime(state, plusDays(date, windowDays)),
  };
}
