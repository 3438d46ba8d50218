import type { EnrolmentState } from '../words/state';
import type { History, Operation } from '../words/history';
import type { Instant, LocalDate } from '../words/time';
import type { Score } from '../instrument/types';

/** So many of each are kept: enough for any rolling window of a year, and a state stays small. */
const KEPT = 12;
const KEPT_LONG = 40;

export function emptyHistory(): History {
  return {
    answered: {},
    first: {},
    sessions: [],
    procedures: [],
    signals: [],
    known: [],
    decisions: [],
    completed: [],
    imaging: [],
    recorded: [],
    medicinesConfirmedAt: null,
    contraindicated: [],
  };
}

export function rememberAnswer({ history }: EnrolmentState, checkIn: string, at: Instant): void {
  history.answered[checkIn] = [...(history.answered[checkIn] ?? []), at].slice(-KEPT);
}

/** Whatever the answers were: until then a sign that was not reported is known to be absent. */
export function rememberSafetyAnswered({ history }: EnrolmentState, rules: readonly string[], at: Instant): void {
  if (rules.length === 0) return;
  history.safetyAnswered ??= {};
  for (const rule of rules) history.safetyAnswered[rule] = at;
}

/** Appends to one of the lists and lets the oldest go. */
export function remember<K extends 'procedures' | 'signals' | 'decisions' | 'completed' | 'imaging' | 'sessions'>(
  { history }: Pick<EnrolmentState, 'history'>,
  list: K,
  one: History[K][number],
): void {
  (history[list] as History[K][number][]).push(one);
  if (history[list].length <= KEPT_LONG) return;
  // A session that is still to come is never forgotten: its patient would be told that it is called off.
  const over = list === 'sessions' ? history.sessions.findIndex(({ outcome }) => outcome !== null) : 0;
  history[list].splice(Math.max(over, 0), 1);
}

/** Adds scores at the instant the house knew them; oldest first, only the last twelve of each are kept. */
export function addScores(state: EnrolmentState, scores: readonly Score[], at: Instant): void {
  for (const { score, value, raw } of scores) {
    const known = state.scores[score] ?? [];
    const place = known.findLastIndex((point) => point.at <= at) + 1;
    state.history.first[score] ??= { value, raw, at };
    state.scores[score] = known.toSpliced(place, 0, { value, raw, at }).slice(-KEPT);
  }
}

/** The operation that was last, by its day: what follows from one is counted from it. */
export function lastOperation({ history }: EnrolmentState): { on: LocalDate; at: Instant } | null {
  const last = (history.operations ?? []).reduce<Operation | null>(
    (latest, each) => (latest && latest.on > each.on ? latest : each),
    null,
  );
  return last && { on: last.on, at: last.recordedAt };
}
