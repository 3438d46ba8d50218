import { digest } from '../step/digest';
import type { PlannedCheckIn, PlannedMessage } from '../words/effect';
import type { DomainEvent, EventData, EventOf, EventType, Observation } from '../words/event';
import { nextWakeAt } from '../step/next-wake';
import { plan, PLAN_AHEAD } from '../check-ins/plan';
import { refusal } from '../facts/table';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import { statusOf } from '../telling/summary';
import type { Instant } from '../words/time';
import type { Step } from '../step/work';
import { leavesAt, type Left, type Waiting } from './ledger';

/** While mail cannot be handed over, what is due waits; afterwards it goes out if it is not pointless by then. */
export type Outage = { from: Instant; to: Instant };

/**
 * One enrolment on a virtual clock: the same core as in the house, with a stand-in for the ledger that says which prompts
 * were accepted. Changed in place, so that a year of care is one walk.
 */
export type Course = {
  rules: Rules;
  state: EnrolmentState;
  seq: number;
  /** What the house would have stored: a correction goes through all of it again. */
  events: DomainEvent[];
  /** Mails that left, as the ledger of a real house would hold them. */
  sent: Left[];
  outages: readonly Outage[];
  entries: Step['entries'];
  effects: Step['effects'];
  /** The plan of a state, kept while the state is the same. */
  planned: { of: EnrolmentState; rows: PlannedCheckIn[] } | null;
};

export type FactOf<T extends EventType> = {
  type: T;
  data: EventData[T];
  at: Instant;
  occurredAt?: Instant;
  observed?: Observation[];
};
export type Fact = { [T in EventType]: FactOf<T> }[EventType];

/** A fact as it would be stored, at its place among the others. `seen`: what the ledger says that was observed with it. */
export function eventOf<T extends EventType>(
  fact: FactOf<T>,
  seq: number,
  seen: Observation[] = fact.observed ?? [],
): EventOf<T> {
  const { type, data, at, occurredAt = at } = fact;
  // The pair of type and data is kept together by Fact; a spread of the union loses it.
  return { id: `event-${String(seq)}`, seq, type, data, occurredAt, recordedAt: at, observed: seen } as EventOf<T>;
}

export function beginCourse(rules: Rules, start: FactOf<'enrolment.started'>, outages: readonly Outage[] = []): Course {
  const first = eventOf(start, 1);
  const { state, entries, effects } = digest(rules, null, [first], { now: start.at, observed: [] });
  return { rules, state, seq: 1, events: [first], sent: [], outages, entries, effects, planned: null };
}

/** Walks up to and including an instant, from mail to mail: each leaves at its time, if it is still in the plan then. */
export function passTo(course: Course, until: Instant): void {
  while (passToNextMail(course, until)) continue;
}

/** Walks up to the next mail that leaves, and returns it; where none does, up to and including the instant. */
export function passToNextMail(course: Course, until: Instant): Left | null {
  // What is held back is not asked for again within one walk: only a fact can free it.
  const heldBack = new Set<string>();
  for (;;) {
    // The house writes its plan so far ahead and renews it with every step: what a step finds out is planned then.
    const { rules, state } = course;
    const wakeAt = Math.max(nextWakeAt(rules, state, 0) ?? Infinity, state.now + 1);
    const horizon = Math.min(until, state.now + PLAN_AHEAD, wakeAt);
    const next = nextMail(course, horizon, heldBack);
    if (!next) {
      passQuietly(course, horizon);
      if (horizon >= until) return null;
      continue;
    }
    passQuietly(course, next.at);
    // The way there may have taken it back, or moved it.
    if (!mailsUntil(course, next.at).some(({ key, at }) => key === next.key && at <= next.at)) continue;
    if (statusOf(course.state) === 'active') {
      course.sent.push(next);
      return next;
    }
    heldBack.add(next.key);
  }
}

/** What became of a fact; `apart`: no stage waits for it. */
export type Recorded = { refused: string | null; apart: boolean };

/** Records a fact as the house would: refused with a sentence, or taken in after the time up to it. */
export function record(course: Course, fact: Fact): Recorded {
  passTo(course, fact.at - 1);
  const event = eventOf(fact, course.seq + 1, observed(course));
  const refused = refusal(course.rules, course.state, event);
  if (refused) return { refused: refused.message, apart: false };
  course.seq += 1;
  const told = course.entries.length;
  take(course, [event], fact.at);
  return { refused: null, apart: course.entries.slice(told).some(({ what }) => what === 'event.apart') };
}

function passQuietly(course: Course, until: Instant): void {
  if (until > course.state.now) take(course, [], until);
}

function take(course: Course, events: DomainEvent[], now: Instant): void {
  const step = digest(course.rules, course.state, events, { now, observed: observed(course) });
  course.state = step.state;
  course.events.push(...events);
  if (step.usedObservations.length > 0) course.events.push(timePassed(course.seq, now, step.usedObservations));
  course.entries.push(...step.entries);
  course.effects.push(...step.effects);
}

function nextMail(course: Course, until: Instant, heldBack: ReadonlySet<string>): Left | null {
  let next: Left | null = null;
  for (const mail of mailsUntil(course, until)) {
    if (heldBack.has(mail.key) || mail.at > until) continue;
    if (!next || mail.at < next.at) next = mail;
  }
  return next;
}

/** Every mail that is planned up to an instant and has not left, with the moment at which it can leave. */
function mailsUntil(course: Course, until: Instant): Left[] {
  const { rules, state, sent } = course;
  return rowsOf(course).flatMap((row) => {
    const left = sent.filter(({ checkIn }) => checkIn === row.key);
    return row.messages.flatMap((mail) => {
      const { key, role, dueAt } = mail;
      if (dueAt > until || left.some((each) => each.key === key)) return [];
      const at = leavesAfter(course, { rules, state, checkIn: row, left }, mail);
      return at === null ? [] : [{ key, checkIn: row.key, role, dueAt, at }];
    });
  });
}

function rowsOf(course: Course): PlannedCheckIn[] {
  const { rules, state } = course;
  if (course.planned?.of !== state) course.planned = { of: state, rows: plan(rules, state, state.now + PLAN_AHEAD) };
  return course.planned.rows;
}

/** As the ledger says, but not while mail cannot be handed over: after that it says it once more. */
function leavesAfter({ outages, state }: Course, waiting: Waiting, mail: PlannedMessage): Instant | null {
  let at = leavesAt(waiting, mail, state.now);
  for (;;) {
    const wanted = at;
    const outage = wanted === null ? undefined : outages.find(({ from, to }) => from <= wanted && wanted < to);
    if (!outage) return at;
    at = leavesAt(waiting, mail, outage.to);
  }
}

/** What the ledger says of the check-ins that may close: when their first prompt was accepted. */
function observed({ state, sent }: Course): Observation[] {
  return state.checkIns.map(({ key, askAgain }) => ({
    checkIn: key,
    promptAcceptedAt: sent.find(({ checkIn, at }) => checkIn === key && at >= (askAgain?.at ?? 0))?.at ?? null,
    scores: [],
    anyAnswer: false,
  }));
}

/** Time that carried something from outside. It has no number of its own here: nothing is told apart by it. */
function timePassed(seq: number, at: Instant, seen: Observation[]): DomainEvent {
  return { ...eventOf({ type: 'time.passed', data: {}, at }, seq, seen), id: `time-${String(at)}` };
}
