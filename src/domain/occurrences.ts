import { beginningOf, endOf } from './anchors';
import { daysBetween, firstDateWithHour, instantAt, plusDays } from './calendar';
import { checkInOf, stageOf } from './lookup';
import type { CheckInUse, Stage } from './pathway/types';
import type { Rules } from './rules';
import { isStaffedOn, lastStaffedBefore, nextStaffed } from './staffed-hours';
import type { EnrolmentState, TrackState } from './state';
import { DAY, type Instant, type LocalDate } from './time';
import { atPreferredTime } from './work';

// When check-ins happen. One function says what opens next; the walk through time and the plan both ask it, so they agree.

const WEEK = 7;

export type Occurrence = {
  key: string;
  checkIn: string;
  ask: string[];
  opensAt: Instant;
  closesAt: Instant;
  /** Safety check-ins only: unanswered by then, somebody rings. */
  callAt?: Instant | null;
};

/** Everything that falls on one date. `occurrence` is null when all of it is passed over (paused, or scored lately). */
export type Opening = { date: LocalDate; opensAt: Instant; series: string[]; occurrence: Occurrence | null };

type Candidate = { series: string; date: LocalDate; use: CheckInUse; track: TrackState; safety: boolean };

/** How far each series has come, and when each instrument was last asked. */
export type Progress = Pick<EnrolmentState, 'openedThrough' | 'askedOn'>;

/** The next date on which something opens. */
export function nextOpening(rules: Rules, state: EnrolmentState, progress: Progress): Opening | null {
  if (state.ended) return null;
  const candidates = state.tracks.flatMap((track) => {
    const stage = stageOf(rules, track);
    return stage.checkIns.flatMap((use) => {
      const series = `${track.track}/${use.checkIn}`;
      const date = dateOf(rules, state, track, stage, use, progress.openedThrough[series]);
      const safety = checkInOf(rules, use.checkIn).safety !== undefined;
      return date === null ? [] : [{ series, date, use, track, safety }];
    });
  });
  const date = candidates.map((each) => each.date).sort()[0];
  if (date === undefined) return null;
  // A safety check-in gives the day its name and its hour; what else is due on it goes along.
  const here = candidates.filter((each) => each.date === date).sort((a, b) => Number(b.safety) - Number(a.safety));
  const opensAt = opensOn(rules, state, here[0], date);
  const series = [...new Set(here.map((each) => each.series))];
  const asked = here.filter(
    (each) => (each.safety || !isPausedAt(state, opensAt)) && !scoredLately(rules, state, each.use, opensAt),
  );
  return { date, opensAt, series, occurrence: merged(rules, state, asked, date, opensAt, progress) };
}

function opensOn(rules: Rules, state: EnrolmentState, first: Candidate | undefined, date: LocalDate): Instant {
  const safety = first && checkInOf(rules, first.use.checkIn).safety;
  return safety ? instantAt(state.reach.timeZone, date, safety.opensAt) : atPreferredTime(state, date);
}

/** Writes down that something opened, so that neither its series nor a recall period comes twice. */
export function advanceProgress(progress: Progress, { date, series, occurrence }: Opening): void {
  for (const each of series) progress.openedThrough[each] = date;
  for (const instrument of occurrence?.ask ?? []) progress.askedOn[instrument] = date;
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
  rules: Rules,
  state: EnrolmentState,
  track: TrackState,
  stage: Stage,
  use: CheckInUse,
  through: LocalDate | undefined,
): LocalDate | null {
  if ('every' in use) {
    const next = through === undefined ? track.enteredOn : plusDays(through, 1);
    const from = next > track.enteredOn ? next : track.enteredOn;
    const { days, steady } = use.every;
    const date = nextInRhythm(state, days, from, track.since);
    const isSteady = steady && date >= plusDays(track.enteredOn, steady.afterDays);
    return isSteady ? nextInRhythm(state, steady.days, from, track.since) : date;
  }
  const wanted = wantedOn(track, stage, use);
  if (wanted === null) return null;
  if (use.once.on === 'day') return veryDay(rules, state, use.checkIn, wanted, through);
  if (through !== undefined && through >= wanted.date) return null;
  return rhythmDate(state, wanted.date, wanted.notBefore);
}

/** On the day itself; when nobody is in that day, also on the last staffed day before, but after the beginning. */
function veryDay(
  { clinic, ...rules }: Rules,
  state: EnrolmentState,
  checkIn: string,
  wanted: { date: LocalDate; notBefore: Instant },
  through: LocalDate | undefined,
): LocalDate | null {
  const { safety } = checkInOf({ clinic, ...rules }, checkIn);
  const { timeZone, preferredTime } = state.reach;
  const reachable = firstDateWithHour(timeZone, safety?.opensAt ?? preferredTime, wanted.notBefore);
  const day = wanted.date > reachable ? wanted.date : reachable;
  const before = safety && !isStaffedOn(clinic, day) ? lastStaffedBefore(clinic, day) : null;
  const days = before !== null && before >= reachable ? [before, day] : [day];
  return days.find((each) => through === undefined || each > through) ?? null;
}

function wantedOn(
  track: TrackState,
  stage: Stage,
  use: Extract<CheckInUse, { once: unknown }>,
): { date: LocalDate; notBefore: Instant } | null {
  const { afterDays, from } = use.once;
  const anchor = from === 'trial' ? beginningOf(track.own) : { on: track.enteredOn, at: track.since };
  if (anchor === null) return null;
  // The questions of the end are asked on the day of evaluation, which a decision to wait or a stop may move.
  const end = endOf(stage, track.own);
  const isEnd = end?.from === from && end.afterDays === afterDays;
  return { date: isEnd ? end.on : plusDays(anchor.on, afterDays), notBefore: anchor.at };
}

function nextInRhythm(state: EnrolmentState, everyDays: number, onOrAfter: LocalDate, notBefore: Instant): LocalDate {
  const { timeZone, preferredTime } = state.reach;
  const reachable = firstDateWithHour(timeZone, preferredTime, notBefore);
  const from = reachable > onOrAfter ? reachable : onOrAfter;
  const period = Math.max(1, everyDays);
  const steps = Math.max(0, Math.ceil(daysBetween(state.firstOn, from) / period));
  return plusDays(state.firstOn, steps * period);
}

/** On leave, or in hospital for as long as nobody says otherwise. */
export function isPausedAt(state: EnrolmentState, at: Instant): boolean {
  return state.admission !== null || (state.pause !== null && at < state.pause.until);
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
  { askedOn }: Progress,
): Occurrence | null {
  const first = asked[0];
  // A question about the past week is not put twice in a week, whichever tracks ask it.
  const isDue = (id: string): boolean => {
    const last = askedOn[id];
    return last === undefined || daysBetween(last, date) >= (rules.instruments[id]?.recallFloorDays ?? 0);
  };
  const ask = [...new Set(asked.flatMap((each) => checkInOf(rules, each.use.checkIn).ask))].filter(isDue);
  if (!first || ask.length === 0) return null;
  const isSafety = (id: string): boolean =>
    rules.instruments[id]?.items.every((item) => item.safety !== undefined) ?? false;
  const { windowDays, safety } = checkInOf(rules, first.use.checkIn);
  const { clinic } = rules;
  const calledFor = safety && { callAt: nextStaffed(clinic, instantAt(clinic.timeZone, date, safety.callAt)) };
  return {
    key: `${first.track.track}/${first.track.stage}/${first.use.checkIn}@${date}`,
    checkIn: first.use.checkIn,
    ask: [...ask.filter(isSafety), ...ask.filter((id) => !isSafety(id))],
    opensAt,
    closesAt: atPreferredTime(state, plusDays(date, windowDays)),
    ...calledFor,
  };
}
