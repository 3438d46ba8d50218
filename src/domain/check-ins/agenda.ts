import { beginningOf, endOf, treatmentOf } from '../stages/registry';
import { askedInVain } from '../medicines/watch';
import { stageOf } from '../pathway/lookup';
import type { Rules } from '../step/rules';
import type { EnrolmentState, OpenCheckIn } from '../words/state';
import type { Instant } from '../words/time';
import { advanceProgress, openingOf } from './occurrences';
import { askingDay, candidatesOf } from './series';
import type { Agenda, Candidate, Opening } from './types';

// What opens next is asked at every step and seldom changes. The walk through time and the plan read one agenda, so they agree.

/** Rules and a state, with the agenda that was made of them before: a step in the making is one. */
export type Standing = { rules: Rules; state: EnrolmentState; agenda?: Agenda };

/** The next date on which something opens. */
export function nextOpening(standing: Standing): Opening | null {
  return openingAt(standing, agendaOf(standing), 0);
}

/** What has not opened yet, in order, up to a horizon. */
export function upcoming(standing: Standing, horizon: Instant): OpenCheckIn[] {
  const agenda = agendaOf(standing);
  const found: OpenCheckIn[] = [];
  for (let place = 0; ; place += 1) {
    const next = openingAt(standing, agenda, place);
    if (!next || next.opensAt > horizon) return found;
    if (next.occurrence) found.push(next.occurrence);
  }
}

/** It opens: its series have come so far, and the agenda goes on from there. */
export function takeOpening(standing: Standing, opening: Opening): void {
  advanceProgress(standing.state, opening);
  if (standing.agenda?.openings.shift() !== opening) standing.agenda = undefined;
}

function agendaOf(standing: Standing): Agenda {
  const { rules, state, agenda } = standing;
  if (agenda && isMadeFrom(agenda, rules, state)) return agenda;
  const progress = { openedThrough: { ...state.openedThrough }, askedOn: { ...state.askedOn } };
  const candidates = candidatesOf(rules, state, progress);
  const watched = candidates.flatMap((each) => scoresWatched(rules, each));
  const madeFrom: unknown[] = [];
  visitSources(rules, state, watched, (source) => madeFrom.push(source));
  standing.agenda = {
    madeFrom,
    watched,
    openings: [],
    progress,
    candidates,
  };
  return standing.agenda;
}

function openingAt({ rules, state }: Standing, agenda: Agenda, place: number): Opening | null {
  const { openings, progress, candidates } = agenda;
  const known = openings[place];
  if (known) return known;
  const next = openingOf(rules, state, progress, candidates);
  if (!next) return null;
  openings.push(next);
  advanceProgress(progress, next);
  // The others have not come further: what they ask next is what it was. What is asked of a medicine depends on when its
  // questions were last asked, by whichever series.
  for (const each of candidates)
    if (next.series.includes(each.series) || 'watch' in each.use) each.day = askingDay(rules, state, each, progress);
  return next;
}

function scoresWatched({ instruments }: Rules, { use, checkIn, day }: Candidate): string[] {
  if (day === null || !('once' in use) || use.unlessScoredWithinDays === undefined) return [];
  return checkIn.ask.flatMap((id) => instruments[id]?.scores.map(({ score }) => score) ?? []);
}

/** All that the calendar of check-ins reads. Records are compared as such: whoever writes in one puts a new one in its place. */
function visitSources(
  rules: Rules,
  state: EnrolmentState,
  watched: readonly string[],
  visit: (source: unknown) => void,
): void {
  const { reach, firstOn, ended, admission, pause, history, openedThrough, askedOn, scores, tracks } = state;
  visit(rules);
  visit(state);
  visit(reach);
  visit(firstOn);
  visit(ended);
  visit(admission);
  visit(pause);
  visit(openedThrough);
  visit(askedOn);
  visit(history.procedures.at(-1));
  visit(history.operations);
  visit(history.medicines?.taken);
  visit(history.conditions);
  visit(state.ofAge);
  visit(askedInVain(rules, state));
  for (const score of watched) visit(scores[score]);
  for (const track of tracks) {
    const beginning = beginningOf(track.own);
    const end = endOf(stageOf(rules, track), track.own);
    const treatment = treatmentOf(state, track);
    visit(track);
    visit(track.stage);
    visit(track.since);
    visit(track.enteredOn);
    visit(beginning?.on);
    visit(beginning?.at);
    visit(end?.from);
    visit(end?.afterDays);
    visit(end?.on);
    visit(treatment?.after);
    visit(treatment?.to);
  }
}

function isMadeFrom({ madeFrom, watched }: Agenda, rules: Rules, state: EnrolmentState): boolean {
  let place = 0;
  let same = 0;
  visitSources(rules, state, watched, (source) => {
    if (source === madeFrom[place]) same += 1;
    place += 1;
  });
  return same === place && place === madeFrom.length;
}
