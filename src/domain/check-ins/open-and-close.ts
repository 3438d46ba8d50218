import type { Effect } from '../words/effect';
import { dateOfKey, isSameOccasion } from './key';
import type { Observation } from '../words/event';
import { isHeld } from '../escalation/holds';
import { byForm, LEFT_BLANK } from '../instrument/left-blank';
import { checkInOf, ruleName } from '../pathway/lookup';
import { takeOpening } from './agenda';
import { isAskedByMail } from './occurrences';
import type { Opening } from './types';
import { endOfStaffedDay } from '../calendar/staffed-hours';
import { addScores } from './history';
import type { Rules } from '../step/rules';
import type { EnrolmentState, OpenCheckIn } from '../words/state';
import type { Input } from '../words/history';
import { openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { note, type Work } from '../step/work';

type Outcome = Exclude<Extract<Effect, { type: 'close-check-in' }>['as'], 'answered'>;

/** Something opens, or is passed over: either way its series has come so far. */
export function openCheckIn(work: Work, opening: Opening): void {
  const { occurrence } = opening;
  takeOpening(work, opening);
  if (!occurrence) return;
  work.state.checkIns.push(occurrence);
  const inputs = [{ name: 'asks', value: occurrence.ask.join(', ') }];
  note(work, {
    at: occurrence.opensAt,
    what: 'check-in.opened',
    rule: ruleName(work.rules, occurrence.checkIn),
    key: occurrence.key,
    inputs,
  });
  ringWhereNoMailAsks(work, occurrence.opensAt);
}

/**
 * Where no mail can ask whether the patient is safe (paused, stopped, no address), somebody rings on that day at once,
 * instead of waiting for an answer to a question that was never put.
 */
export function ringWhereNoMailAsks(work: Work, at: Instant): void {
  if (isAskedByMail(work.state, at)) return;
  const open = work.state.checkIns.filter(({ answered, deferredFrom }) => !answered && deferredFrom === undefined);
  for (const checkIn of open) if (checkIn.callAt != null) callForSafety(work, checkIn, at);
}

/** What was asked by the links before asked nobody: the messages begin anew. */
export function askAgain(checkIns: readonly OpenCheckIn[], at: Instant): void {
  for (const checkIn of checkIns) {
    if (!checkIn.answered) checkIn.askAgain = { at, times: (checkIn.askAgain?.times ?? 0) + 1 };
  }
}

/** The window is over. What was answered has been closed by its own event; anything else says what became of it. */
export function closeCheckIn(work: Work, checkIn: OpenCheckIn, at: Instant): void {
  work.state.checkIns = work.state.checkIns.filter((open) => open.key !== checkIn.key);
  if (checkIn.answered) return;
  const seen = observationOf(work, checkIn.key);
  const outcome = outcomeOf(work.state, checkIn, seen);
  const rule = ruleName(work.rules, checkIn.checkIn, outcome);
  work.effects.push({ type: 'close-check-in', key: checkIn.key, as: outcome });
  const unknown = seen?.unknown ?? [];
  const accepted = { name: 'prompt accepted', value: seen?.promptAcceptedAt == null ? 'no' : 'yes' };
  const inputs = [accepted, ...leftBlankInputs(work, unknown)];
  note(work, { at, what: `check-in.${outcome}`, rule, key: checkIn.key, inputs });
  askLeftBlank(work, checkIn.key, unknown, at);
  const close = { checkIn, at, rule, scores: seen?.scores ?? [] };
  // Silence after a procedure was followed up on its day: the row of weekly misses is another matter.
  if (checkIn.callAt !== undefined && outcome !== 'partly-answered') return;
  consequences[outcome](work, close);
}

/** Not answered by its hour, a safety check-in or what was put off: somebody rings the same day; the link stays open. */
export function callForSafety(work: Work, checkIn: OpenCheckIn, at: Instant): void {
  checkIn.callAt = null;
  const rule = ruleName(work.rules, checkIn.checkIn, 'call');
  const dueAt = endOfStaffedDay(work.rules.clinic, at);
  const task = checkIn.deferredFrom === undefined ? 'safety-call' : 'deferred-call';
  openTask(work, { task, about: checkIn.key, at, rule, dueAt });
}

/**
 * A safety question without an answer is "unknown, ask": somebody does, on the same staffed day, and it is never read as a
 * no. Each form of each check-in is a promise of its own.
 */
export function askLeftBlank(work: Work, checkIn: string, unknown: readonly string[], at: Instant): void {
  if (unknown.length === 0) return;
  const dueAt = endOfStaffedDay(work.rules.clinic, at);
  for (const { form, rules } of byForm(unknown, work.rules.instruments)) {
    openTask(work, { task: 'ask-left-blank', about: `${checkIn}/${form}`, at, rule: rules[0], dueAt });
  }
}

/** For the journal: which forms have a safety question without an answer. */
export function leftBlankInputs({ rules }: Work, unknown: readonly string[]): Input[] {
  return byForm(unknown, rules.instruments).map(({ form }) => ({ name: LEFT_BLANK, value: form }));
}

function observationOf(work: Work, key: string): Observation | undefined {
  const seen =
    work.observed.find((each) => each.checkIn === key) ??
    work.observed.find((each) => isSameOccasion(each.checkIn, key));
  if (seen) work.usedObservations.push(seen);
  return seen;
}

/** Silence is the patient's only if a prompt reached a mail server with time left; otherwise it is ours. */
function outcomeOf(state: EnrolmentState, checkIn: OpenCheckIn, seen: Observation | undefined): Outcome {
  if (seen?.anyAnswer) return 'partly-answered';
  if (seen && seen.promptAcceptedAt !== null && seen.promptAcceptedAt < checkIn.closesAt) return 'missed';
  return isHeld(state) ? 'cancelled' : 'not-asked';
}

type Close = { checkIn: OpenCheckIn; at: Instant; rule: string; scores: Observation['scores'] };

const consequences = {
  'partly-answered': (work, { checkIn, at, scores }) => {
    addScores(work.state, scores, at);
    for (const name of namesOf(work.rules, work.state, checkIn)) forgetMissed(work.state, name);
  },
  missed: (work, { checkIn, at, rule }) => {
    for (const name of namesOf(work.rules, work.state, checkIn)) {
      const { count, callWithinWorkingDays, lostAfter } = checkInOf(work.rules, name).missedInARow;
      const inARow = (work.state.missedInARow[name] ?? 0) + 1;
      work.state.missedInARow[name] = inARow;
      if (inARow < count) continue;
      openTask(work, { task: 'call-patient', about: checkIn.key, at, rule, withinWorkingDays: callWithinWorkingDays });
      // Once in a row of silence: what a clinician has answered is not asked again at the next miss.
      if (inARow === lostAfter) openTask(work, { task: 'lost-to-follow-up', about: checkIn.key, at, rule });
    }
  },
  'not-asked': (work, { checkIn, at, rule }) => {
    openTask(work, { task: 'ask-by-phone', about: checkIn.key, at, rule });
  },
  cancelled: () => undefined,
} satisfies Record<Outcome, (work: Work, close: Close) => void>;

/**
 * By which names its silence is counted: its own, and those of others whose forms were asked on its day and of which one
 * that is missed is enough for a call.
 */
export function namesOf(rules: Rules, { openedThrough }: EnrolmentState, { key, checkIn, ask }: OpenCheckIn): string[] {
  const date = dateOfKey(key);
  const others = Object.entries(openedThrough).flatMap(([series, on]) => {
    const other = rules.pathway.checkIns.find(({ id }) => on === date && series.endsWith(`/${id}`));
    return other && other.id !== checkIn && other.safety === undefined ? [other] : [];
  });
  const also = others.filter(
    (other) => other.ask.every((form) => ask.includes(form)) && other.missedInARow.count === 1,
  );
  return [...new Set([checkIn, ...also.map(({ id }) => id)])];
}

/** Any answer ends a row of silence. */
export function forgetMissed(state: EnrolmentState, checkIn: string): void {
  if (!Object.hasOwn(state.missedInARow, checkIn)) return;
  state.missedInARow = Object.fromEntries(Object.entries(state.missedInARow).filter(([name]) => name !== checkIn));
}
