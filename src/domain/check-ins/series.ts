import { inRhythm, WEEK } from './rhythm';
import type { Candidate, Progress } from './types';
import { beginningOf, endOf, treatmentOf } from '../stages/registry';
import { dateOf, dayOf, firstDateWithHour, localDateAt } from '../calendar/calendar';
import { lastOperation } from './history';
import { leftBehind } from './left-behind';
import { watchedDay, watchesOf } from '../medicines/watch';
import { seriesOf, stageOf } from '../pathway/lookup';
import type { CheckInDefinition, CheckInUse } from '../pathway/language';
import type { Stage } from '../stages/types';
import type { Rules } from '../step/rules';
import { isStaffedOn, lastStaffedBefore } from '../calendar/staffed-hours';
import type { EnrolmentState, TrackState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';

// On which day a series of check-ins asks next. Days are counted since 1970, as numbers: the walk compares many and writes few.

/**
 * Every series that the stages of today ask, in the order of tracks and files, what is left to ask of stages gone on from,
 * and what is asked because a medicine is taken. That stands last: what falls on one day has the name of what a stage asks.
 */
export function candidatesOf(rules: Rules, state: EnrolmentState, progress: Progress): Candidate[] {
  if (state.ended) return [];
  const candidates: Candidate[] = [];
  for (const track of state.tracks) {
    addCandidates(candidates, rules, state, progress, { track, series: seriesOf(rules, track) });
    for (const left of leftBehind(rules, state, track)) addCandidates(candidates, rules, state, progress, left);
  }
  const [track] = state.tracks;
  if (track) {
    addCandidates(candidates, rules, state, progress, { track, series: watchesOf(rules, state, track.track) });
  }
  return candidates;
}

function addCandidates(
  candidates: Candidate[],
  rules: Rules,
  state: EnrolmentState,
  progress: Progress,
  { track, series: all }: { track: TrackState; series: readonly Pick<Candidate, 'series' | 'use' | 'checkIn'>[] },
): void {
  const { timeZone, preferredTime } = state.reach;
  const entered = dayOf(track.enteredOn);
  const reachable = dayOf(firstDateWithHour(timeZone, preferredTime, track.since));
  for (const { series, use, checkIn } of all) {
    const candidate: Candidate = { series, use, checkIn, track, entered, reachable, day: null };
    candidate.day = askingDay(rules, state, candidate, progress);
    candidates.push(candidate);
  }
}

/** The next day on which a series asks; null when it asks no more. */
export function askingDay(
  rules: Rules,
  state: EnrolmentState,
  candidate: Candidate,
  progress: Progress,
): number | null {
  const { track, use, checkIn, entered, reachable } = candidate;
  const opened = progress.openedThrough[candidate.series];
  const through = opened === undefined ? null : dayOf(opened);
  const first = dayOf(state.firstOn);
  if ('watch' in use) return watchedDay(rules, state, { watch: use.watch, checkIn, through }, progress);
  if ('every' in use) {
    const treated = use.every.while === 'treating' ? treatmentOf(state, track) : { after: -Infinity, to: Infinity };
    if (treated === null) return null;
    const from = Math.max(through === null ? entered : through + 1, entered, reachable, treated.after + 1);
    const { days, steady } = use.every;
    const usual = inRhythm(first, days, from);
    const day = steady && usual >= entered + steady.afterDays ? inRhythm(first, steady.days, from) : usual;
    return day > treated.to ? null : day;
  }
  const wanted = wantedOn(state, track, stageOf(rules, track), use, checkIn);
  if (wanted === null) return null;
  if (use.once.on === 'day') return veryDay(rules, state, checkIn, wanted, through);
  if (through !== null && through >= wanted.day) return null;
  const { timeZone, preferredTime } = state.reach;
  const earliest = dayOf(firstDateWithHour(timeZone, preferredTime, wanted.notBefore));
  return inRhythm(first, WEEK, Math.max(wanted.day, earliest));
}

type Wanted = { day: number; notBefore: Instant };

/** On the day itself; when nobody is in that day, also on the last staffed day before, but after the beginning. */
function veryDay(
  { clinic }: Rules,
  state: EnrolmentState,
  { safety }: CheckInDefinition,
  wanted: Wanted,
  through: number | null,
): number | null {
  const { timeZone, preferredTime } = state.reach;
  const reachable = dayOf(firstDateWithHour(timeZone, safety?.opensAt ?? preferredTime, wanted.notBefore));
  const day = Math.max(wanted.day, reachable);
  const eve = safety && !isStaffedOn(clinic, dateOf(day)) ? lastStaffedBefore(clinic, dateOf(day)) : null;
  const days = eve !== null && dayOf(eve) >= reachable ? [dayOf(eve), day] : [day];
  return days.find((each) => through === null || each > through) ?? null;
}

function wantedOn(
  state: EnrolmentState,
  track: TrackState,
  stage: Stage,
  use: Extract<CheckInUse, { once: unknown }>,
  { safety, windowDays }: CheckInDefinition,
): Wanted | null {
  const { afterDays, from } = use.once;
  const anchor = anchorOf(state, track, from);
  if (anchor === null) return null;
  // Recorded when nobody would answer it any more: it was never meant to be asked.
  if (from === 'operation' && knownLate(state, anchor) > afterDays + windowDays) return null;
  // The questions of the end are asked on the day of evaluation, which a decision to wait or a stop may move. A safety
  // check-in is about its own day.
  const end = safety ? null : endOf(stage, track.own);
  const isEnd = end?.from === from && end.afterDays === afterDays;
  return { day: isEnd ? dayOf(end.on) : dayOf(anchor.on) + afterDays, notBefore: anchor.at };
}

type Anchor = { on: LocalDate; at: Instant };

function anchorOf(state: EnrolmentState, track: TrackState, from: 'stage' | 'trial' | 'operation'): Anchor | null {
  if (from === 'stage') return { on: track.enteredOn, at: track.since };
  return from === 'trial' ? beginningOf(track.own) : lastOperation(state);
}

const knownLate = ({ reach }: EnrolmentState, { on, at }: Anchor): number =>
  dayOf(localDateAt(reach.timeZone, at)) - dayOf(on);
