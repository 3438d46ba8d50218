import type { Effect } from './effect';
import type { Observation } from './event';
import { checkInOf, ruleName } from './lookup';
import type { Opening } from './occurrences';
import { addScores } from './scores';
import type { EnrolmentState, OpenCheckIn } from './state';
import { openTask } from './tasks';
import type { Instant } from './time';
import { note, type Work } from './work';

type Outcome = Exclude<Extract<Effect, { type: 'close-check-in' }>['as'], 'answered'>;

/** Something opens, or is passed over: either way its series has come so far. */
export function openCheckIn(work: Work, { date, series, occurrence }: Opening): void {
  for (const each of series) work.state.openedThrough[each] = date;
  if (!occurrence) return;
  work.state.checkIns.push({ ...occurrence, answered: false });
  const inputs = [{ name: 'asks', value: occurrence.ask.join(', ') }];
  note(work, {
    at: occurrence.opensAt,
    what: 'check-in.opened',
    rule: ruleName(work.rules, occurrence.checkIn),
    key: occurrence.key,
    inputs,
  });
}

/** The window is over. What was answered has been closed by its own event; anything else says what became of it. */
export function closeCheckIn(work: Work, checkIn: OpenCheckIn, at: Instant): void {
  work.state.checkIns = work.state.checkIns.filter((open) => open.key !== checkIn.key);
  if (checkIn.answered) return;
  const seen = observationOf(work, checkIn.key);
  const outcome = outcomeOf(work.state, checkIn, seen);
  const rule = ruleName(work.rules, checkIn.checkIn, outcome);
  work.effects.push({ type: 'close-check-in', key: checkIn.key, as: outcome });
  const inputs = [{ name: 'prompt accepted', value: seen?.promptAcceptedAt == null ? 'no' : 'yes' }];
  note(work, { at, what: `check-in.${outcome}`, rule, key: checkIn.key, inputs });
  consequences[outcome](work, { checkIn, at, rule, scores: seen?.scores ?? [] });
}

function observationOf(work: Work, key: string): Observation | undefined {
  const seen = work.observed.find((each) => each.checkIn === key);
  if (seen) work.usedObservations.push(seen);
  return seen;
}

/** Silence is the patient's only if a prompt reached a mail server with time left; otherwise it is ours. */
function outcomeOf(state: EnrolmentState, checkIn: OpenCheckIn, seen: Observation | undefined): Outcome {
  if (seen?.anyAnswer) return 'partly-answered';
  if (seen && seen.promptAcceptedAt !== null && seen.promptAcceptedAt < checkIn.closesAt) return 'missed';
  return state.holds.length > 0 ? 'cancelled' : 'not-asked';
}

type Close = { checkIn: OpenCheckIn; at: Instant; rule: string; scores: Observation['scores'] };

const consequences = {
  'partly-answered': (work, { checkIn, at, scores }) => {
    addScores(work.state, scores, at);
    forgetMissed(work.state, checkIn.checkIn);
  },
  missed: (work, { checkIn, at, rule }) => {
    const { count, callWithinWorkingDays } = checkInOf(work.rules, checkIn.checkIn).missedInARow;
    const inARow = (work.state.missedInARow[checkIn.checkIn] ?? 0) + 1;
    work.state.missedInARow[checkIn.checkIn] = inARow;
    if (inARow < count) return;
    openTask(work, { task: 'call-patient', about: checkIn.key, at, rule, withinWorkingDays: callWithinWorkingDays });
  },
  'not-asked': (work, { checkIn, at, rule }) => {
    openTask(work, { task: 'ask-by-phone', about: checkIn.key, at, rule });
  },
  cancelled: () => undefined,
} satisfies Record<Outcome, (work: Work, close: Close) => void>;

/** Any answer ends a row of silence. */
export function forgetMissed(state: EnrolmentState, checkIn: string): void {
  state.missedInARow = Object.fromEntries(Object.entries(state.missedInARow).filter(([name]) => name !== checkIn));
}
