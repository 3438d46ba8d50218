import { dateOf, dayOf, firstDateWithHour, instantAt } from '../calendar/calendar';
import type { Rules } from '../step/rules';
import { isForAge } from '../stages/diagnosis/intake';
import { candidatesOf } from './series';
import type { Candidate, Opening, Progress } from './types';
import { callTimeOn } from '../calendar/staffed-hours';
import type { EnrolmentState, OpenCheckIn } from '../words/state';
import { DAY, HOUR, type Instant, type LocalDate } from '../words/time';
import { atPreferredTime } from '../step/work';

// When check-ins happen. One function says what opens next; the agenda asks it for the walk through time and for the plan.

/** The next date on which something opens, when the series have come so far. */
export function openingOf(
  rules: Rules,
  state: EnrolmentState,
  progress: Progress,
  candidates: readonly Candidate[],
): Opening | null {
  let day: number | null = null;
  for (const each of candidates) if (each.day !== null && (day === null || each.day < day)) day = each.day;
  if (day === null) return null;
  const date = dateOf(day);
  // A safety check-in gives the day its name and its hour; what else is due on it goes along.
  const here = candidates.filter((each) => each.day === day).sort((a, b) => Number(isSafety(b)) - Number(isSafety(a)));
  const opensAt = opensOn(rules, state, here[0], date);
  const series = here.map((each) => each.series);
  const asked = here.filter(
    (each) => (isSafety(each) || !isPausedAt(state, opensAt)) && !scoredLately(rules, state, each, opensAt),
  );
  return { date, opensAt, series, occurrence: merged(rules, state, asked, day, opensAt, progress) };
}

function isSafety({ checkIn }: Candidate): boolean {
  return checkIn.safety !== undefined;
}

/** A safety check-in opens before the hour of its call, also where the patient's morning comes later than that. */
function opensOn({ clinic }: Rules, state: EnrolmentState, first: Candidate | undefined, date: LocalDate): Instant {
  const safety = first?.checkIn.safety;
  if (!safety) return atPreferredTime(state, date);
  const morning = instantAt(state.reach.timeZone, date, safety.opensAt);
  const callAt = callTimeOn(clinic, date, safety.callAt);
  return morning < callAt ? morning : callAt - safety.remindAfterHours * HOUR;
}

/** Writes down that something opened, so that neither its series nor a recall period comes twice. */
export function advanceProgress(progress: Progress, { date, series, occurrence }: Opening): void {
  for (const each of series) progress.openedThrough[each] = date;
  for (const instrument of occurrence?.ask ?? []) progress.askedOn[instrument] = date;
}

/**
 * Days that lie before an instant were never meant to be asked by what holds only from now on (other rules, a treatment
 * that was begun): their series go on from here. What is still to come on a day of the rhythm is left as it is.
 */
export function passOver(rules: Rules, state: EnrolmentState, at: Instant): void {
  const { timeZone, preferredTime } = state.reach;
  for (const { series, day, checkIn } of candidatesOf(rules, state, state)) {
    const past = dayOf(firstDateWithHour(timeZone, checkIn.safety?.opensAt ?? preferredTime, at)) - 1;
    if (day !== null && day <= past) state.openedThrough = { ...state.openedThrough, [series]: dateOf(past) };
  }
}

/** On leave, or in hospital for as long as nobody says otherwise. */
export function isPausedAt(state: EnrolmentState, at: Instant): boolean {
  return state.admission !== null || (state.pause !== null && at < state.pause.until);
}

function scoredLately(rules: Rules, state: EnrolmentState, { use, checkIn }: Candidate, at: Instant): boolean {
  if (!('once' in use) || use.unlessScoredWithinDays === undefined) return false;
  const since = at - use.unlessScoredWithinDays * DAY;
  const scores = checkIn.ask.flatMap((id) => rules.instruments[id]?.scores ?? []);
  return (
    scores.length > 0 && scores.every(({ score }) => (state.scores[score] ?? []).some((point) => point.at >= since))
  );
}

/** One date, one check-in: named after the first, asking everything, safety first. */
function merged(
  rules: Rules,
  state: EnrolmentState,
  asked: readonly Candidate[],
  day: number,
  opensAt: Instant,
  { askedOn }: Progress,
): OpenCheckIn | null {
  const first = asked[0];
  if (!first) return null;
  const { instruments, clinic } = rules;
  const date = dateOf(day);
  const safetyForms: string[] = [];
  const others: string[] = [];
  for (const { checkIn } of asked) {
    for (const id of checkIn.ask) {
      const form = instruments[id];
      if (!isForAge(rules, state, id, date)) continue;
      const last = askedOn[id];
      // A question about the past week is not put twice in a week, whichever tracks ask it.
      if (last !== undefined && day - dayOf(last) < (form?.recallFloorDays ?? 0)) continue;
      const list = form?.items.every((item) => item.safety !== undefined) ? safetyForms : others;
      if (!list.includes(id)) list.push(id);
    }
  }
  if (safetyForms.length + others.length === 0) return null;
  const { id, windowDays, safety } = first.checkIn;
  const key = `${first.track.track}/${first.track.stage}/${id}@${date}`;
  const closesAt = atPreferredTime(state, dateOf(day + windowDays));
  const ask = [...safetyForms, ...others];
  const occurrence: OpenCheckIn = { key, checkIn: id, ask, opensAt, closesAt, answered: false };
  if (safety) occurrence.callAt = callTimeOn(clinic, date, safety.callAt);
  return occurrence;
}

/** Whether mail may go to the patient at all: leave to write, and an address that works. */
export function mayWrite(state: EnrolmentState): boolean {
  return !state.ended && state.emailConsent && state.reach.hasEmail && !state.undeliverable && !state.messagesEnded;
}

/** Whether what opens at an instant is asked by mail. If not, only a person can ask. */
export function isAskedByMail(state: EnrolmentState, at: Instant): boolean {
  return mayWrite(state) && !isPausedAt(state, at);
}
