import type { EnrolmentState } from '../words/state';
import { type History, type Operation, SPAN_DAYS } from '../words/history';
import { DAY, type Instant, type LocalDate } from '../words/time';
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

/** More than a year of four weeks each. */
const KEPT_SPANS = 16;

/** Answers of four weeks are kept as a sum: a rule may look back for longer than single ones are kept. */
export function addToSpan(history: History, since: Instant, { score, raw }: Score, at: Instant): void {
  const spans = (history.spans ??= { since, of: {} });
  const nth = Math.max(0, Math.floor((at - spans.since) / (SPAN_DAYS * DAY)));
  const own = spans.of[score] ?? [];
  const before = own.find((each) => each.nth === nth) ?? { nth, sum: 0, count: 0 };
  const now = { nth, sum: before.sum + raw, count: before.count + 1 };
  const all = [...own.filter((each) => each.nth !== nth), now].sort((a, b) => a.nth - b.nth);
  spans.of[score] = all.slice(-KEPT_SPANS);
}

/** Adds scores at the instant the house knew them; oldest first, only the last twelve of each are kept. */
export function addScores(state: EnrolmentState, scores: readonly Score[], at: Instant): void {
  for (const { score, value, raw } of scores) {
    const known = state.scores[score] ?? [];
    const place = known.findLastIndex((point) => point.at <= at) + 1;
    state.history.first[score] ??= { value, raw, at };
    addToSpan(state.history, state.startedAt, { score, value, raw }, at);
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
