import { daysBetween, localDateAt } from '../calendar/calendar';
import { choicesOf, gateOf } from '../pathway/lookup';
import { seatsOf } from '../stages/registry';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';
import { dayText, daysText, listText } from './english';
import { explain, type Explanation, type NextThing, type TrackExplanation } from './explain';
import { capital, lowered } from './fact-titles';
import { placeText, trackTitle } from './position';
import { holdText, recordedText, waitingFor, waitingText } from './summary';

/** Where a patient stands, in the sentences of one card. */
export type NowCard = {
  /** `Step 3 of 8, Trial of a medicine for nerve pain`: of the first track. */
  where: string;
  /** `since 2 June 2026, 6 weeks`. */
  since: string;
  /** Whom or what that track waits for; null where it waits for nothing. */
  waits: string | null;
  /** What keeps messages back, or keeps them from arriving; null where nothing does. */
  held: string | null;
  /** Other tracks that wait for somebody or something. */
  beside: { track: string; words: string }[];
  /** What happens next by itself, and when; both null where nothing does. */
  nextAt: Instant | null;
  next: string | null;
  /** What would change it: each on its own. */
  wouldChange: string[];
};

/** Tells it from the explanation, which knows no more than the core; `now` on the clinic's clock, days on the patient's calendar. */
export function nowCard(rules: Rules, state: EnrolmentState, now: Instant): NowCard {
  const told = explain(rules, state, now);
  const day = (at: Instant): string => dayText(localDateAt(state.reach.timeZone, at));
  const [main] = state.tracks;
  const waiting = waitingFor(rules, state).flatMap(({ track, waitingFor: each }) =>
    each.for === 'nothing' ? [] : [{ track, words: capital(waitingText(each, day)) }],
  );
  const next = state.ended ? undefined : nextOf(told, now);
  return {
    where: main && !state.ended ? placeText(rules, main) : told.summary,
    since: main && !state.ended ? sinceText(state, main.since, now) : '',
    waits: waiting.find(({ track }) => track === main?.track)?.words ?? null,
    held: state.ended ? null : holdText(state),
    beside: waiting
      .filter(({ track }) => track !== main?.track)
      .map((each) => ({ ...each, track: trackTitle(each.track) })),
    nextAt: next?.at ?? null,
    next: next ? nextText(next) : null,
    wouldChange: state.ended ? [] : changes(rules, state, told, now),
  };
}

/** A call to be made is somebody's, and not by itself: the row of tasks says it. */
const nextOf = ({ next }: Explanation, now: Instant): NextThing | undefined => next.find(({ at }) => at > now);

function sinceText({ reach }: EnrolmentState, since: Instant, now: Instant): string {
  const from = localDateAt(reach.timeZone, since);
  const days = daysBetween(from, localDateAt(reach.timeZone, now));
  return `since ${dayText(from)}${days < 1 ? '' : `, ${daysText(days)}`}`;
}

/** `To the patient: invitation to a check-in`. */
export function nextText({ what, to }: NextThing): string {
  return to === 'patient' ? `To the patient: ${lowered(what)}` : `To the ${to}: ${lowered(what)}`;
}

const SHOWN = 6;

function changes(rules: Rules, state: EnrolmentState, told: Explanation, now: Instant): string[] {
  const { reach, history, holds, pause, admission } = state;
  const day = (at: Instant): string => dayText(localDateAt(reach.timeZone, at));
  const seats = seatsOf(rules, state);
  const found = told.tracks.flatMap((track, index) => {
    const seat = seats[index];
    const gate = seat?.track.gate && gateOf(seat.stage, seat.track.gate.gate);
    if (gate) {
      const says = choicesOf(gate).map((choice) => choice.says);
      return [`the answer to “${gate.question}” (${listText(says, 'or')})`];
    }
    return changesOf(track).map((text) => (index === 0 ? text : `${trackTitle(track.track)}: ${text}`));
  });
  const open = history.sessions.filter(({ outcome, at }) => outcome === null && at <= now);
  const all = [
    ...(holds.length > 0 ? ['the open escalation is resolved'] : []),
    ...found,
    ...open.slice(0, 2).map(({ at }) => `what became of the session of ${day(at)} is recorded`),
    ...(admission ? ['the patient leaves hospital'] : []),
    ...(pause ? [`the pause ends before ${day(pause.until)}`] : []),
  ];
  // Tracks that run beside each other are often judged by the same answers.
  const bare = (text: string): string => text.replace(/^[A-Z][\w ]*: /, '');
  const once = all.filter((text, index) => all.findIndex((each) => bare(each) === bare(text)) === index);
  return [...once.slice(0, SHOWN - 1), 'the patient withdraws or moves away'];
}

/** What is to be recorded first, then what its rule lacks, then the answers that would flip it. */
function changesOf({ missing, change }: TrackExplanation): string[] {
  const lacking = missing.map((what) => (what.includes('.') && !what.includes(' ') ? recordedText(what) : what));
  return [...lacking, ...(change === null ? [] : [`${change} in the next answers`])];
}
