import type { EventData, EventType, Observation } from '../event';
import { digest } from '../digest';
import type { DomainEvent } from '../event';
import type { PlannedMessage } from '../effect';
import { plan } from '../plan';
import { refusal } from '../refusal';
import type { Rules } from '../rules';
import type { EnrolmentState } from '../state';
import { statusOf } from '../status';
import type { Instant } from '../time';
import type { Step } from '../work';

/** A mail that left, as the ledger of a real house would hold it. */
export type Sent = { key: string; checkIn: string; role: PlannedMessage['role']; at: Instant };

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
  sent: Sent[];
  outages: readonly Outage[];
  entries: Step['entries'];
  effects: Step['effects'];
};

export type FactOf<T extends EventType> = { type: T; data: EventData[T]; at: Instant };
export type Fact = { [T in EventType]: FactOf<T> }[EventType];

export function beginCourse(rules: Rules, start: FactOf<'enrolment.started'>, outages: readonly Outage[] = []): Course {
  const first = numbered(start, 1, []);
  const { state, entries, effects } = digest(rules, null, [first], { now: start.at, observed: [] });
  return { rules, state, seq: 1, sent: [], outages, entries, effects };
}

/** Walks up to and including an instant, from mail to mail: each leaves at its time, if it is still in the plan then. */
export function passTo(course: Course, until: Instant): void {
  // What is held back is not asked for again within one walk: only a fact can free it.
  const heldBack = new Set<string>();
  for (;;) {
    const next = nextMail(course, until, heldBack);
    if (!next) break;
    passQuietly(course, next.at);
    const stillPlanned = mailsUntil(course, next.at).some(({ key, dueAt }) => key === next.key && dueAt <= next.at);
    if (stillPlanned && statusOf(course.state) === 'active') course.sent.push(next);
    else heldBack.add(next.key);
  }
  passQuietly(course, until);
}

/** Records a fact as the house would: refused with a sentence, or taken in after the time up to it. */
export function record(course: Course, fact: Fact): { refused: string | null } {
  passTo(course, fact.at - 1);
  const event = numbered(fact, course.seq + 1, observed(course));
  const refused = refusal(course.rules, course.state, event);
  if (refused) return { refused: refused.message };
  course.seq += 1;
  take(course, [event], fact.at);
  return { refused: null };
}

function passQuietly(course: Course, until: Instant): void {
  if (until > course.state.now) take(course, [], until);
}

function take(course: Course, events: DomainEvent[], now: Instant): void {
  const step = digest(course.rules, course.state, events, { now, observed: observed(course) });
  course.state = step.state;
  course.entries.push(...step.entries);
  course.effects.push(...step.effects);
}

type Mail = Sent & { dueAt: Instant };

function nextMail(course: Course, until: Instant, heldBack: ReadonlySet<string>): Mail | null {
  let next: Mail | null = null;
  for (const mail of mailsUntil(course, until)) {
    if (heldBack.has(mail.key) || mail.at > until) continue;
    if (!next || mail.at < next.at) next = mail;
  }
  return next;
}

/** Every mail that is planned up to an instant and has not left, with the moment at which it can leave. */
function mailsUntil({ rules, state, sent, outages }: Course, until: Instant): Mail[] {
  const left = new Set(sent.map(({ key }) => key));
  return plan(rules, state, until).flatMap(({ key: checkIn, messages }) =>
    messages.flatMap(({ key, role, dueAt, expiresAt }) => {
      const at = afterOutage(outages, Math.max(dueAt, state.now));
      return left.has(key) || dueAt > until || at >= expiresAt ? [] : [{ key, checkIn, role, dueAt, at }];
    }),
  );
}

function afterOutage(outages: readonly Outage[], at: Instant): Instant {
  return outages.find(({ from, to }) => from <= at && at < to)?.to ?? at;
}

/** What the ledger says of the check-ins that may close: when their first prompt was accepted. */
function observed({ state, sent }: Course): Observation[] {
  return state.checkIns.map(({ key }) => ({
    checkIn: key,
    promptAcceptedAt: sent.find(({ checkIn }) => checkIn === key)?.at ?? null,
    scores: [],
    anyAnswer: false,
  }));
}

function numbered(fact: Fact, seq: number, seen: Observation[]): DomainEvent {
  const { type, data, at } = fact;
  // The pair of type and data is kept together by Fact; a spread of the union loses it.
  return { id: `event-${String(seq)}`, seq, type, data, occurredAt: at, recordedAt: at, observed: seen } as DomainEvent;
}
