import { bookedOn } from '../appointments/ahead';
import { hand } from '../stages/takers';
import { anyKeyOf, care, clinical } from '../words/authority';
import { duringCare, type Group } from './fact';
import { dataOf, instant, note, oneOf, reason, word } from './fields';
import { day, purposeText, read } from '../telling/entry-words';
import { sessionPurposes } from '../words/choices';
import { localDateAt, plusDays } from '../calendar/calendar';
import { type JournalEntry, type Refusal, refused } from '../words/effect';
import type { EventOf } from '../words/event';
import { remember } from '../check-ins/history';
import { follow } from '../stages/moves';
import type { Rules } from '../step/rules';
import { openingOn } from '../calendar/staffed-hours';
import { kindOf, seatsOf } from '../stages/registry';
import type { EnrolmentState } from '../words/state';
import { inputsOf, type Session } from '../words/history';
import { closeTasks, closeTasksAbout, openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { eventRule, note as noteDown, todayOf, type Work } from '../step/work';

/** Shown to the patient as it stands, as a clinician's own words. */
export const preparation = note('what the patient is to do before it, in words for the patient');
const session = word('the session: any name that is used once in the enrolment');
const purposeOf = (entry: JournalEntry): string => purposeText(read(entry, 'purpose'));
const whoever = { ...duringCare, who: anyKeyOf(care), refuse: refuseSession, take: takeSession } as const;

export const sessionFacts = {
  'session.booked': {
    ...whoever,
    data: () => dataOf({ session, purpose: oneOf(sessionPurposes), at: instant, preparation: preparation.optional() }),
    texts: ['preparation'],
    whoFor: (data) => ('preparation' in data ? anyKeyOf(clinical) : undefined),
    example: { session: 's', purpose: 'therapy', at: '2100-01-01T09:00:00Z' },
    told: (entry, zone) => `Booked: ${purposeOf(entry)} on ${day(entry, 'at', zone)}.`,
  },
  'session.moved': {
    ...whoever,
    data: () => dataOf({ session, at: instant }),
    example: { session: 's', at: '2100-01-01T09:00:00Z' },
    told: (entry, zone) => `Moved: ${purposeOf(entry)}, now on ${day(entry, 'at', zone)}.`,
  },
  'session.attended': {
    ...whoever,
    data: () => dataOf({ session }),
    example: { session: 's' },
    told: (entry, zone) => `Attended: ${purposeOf(entry)} of ${day(entry, 'at', zone)}.`,
  },
  'session.missed': {
    ...whoever,
    data: () => dataOf({ session, reason: reason('why it was missed').optional() }),
    texts: ['reason'],
    example: { session: 's' },
    told: (entry, zone) => `Did not attend: ${purposeOf(entry)} of ${day(entry, 'at', zone)}.`,
  },
  'session.cancelled': {
    ...whoever,
    data: () => dataOf({ session }),
    example: { session: 's' },
    told: (entry, zone) => `Called off: ${purposeOf(entry)} of ${day(entry, 'at', zone)}.`,
  },
  'appointment.declined': {
    ...duringCare,
    refuse: refuseDecline,
    take: takeDecline,
    kept: 'What the patient said is kept: move the appointment, call it off, or leave it as it is.',
    told: () => 'The patient said by link that they cannot come to an appointment.',
  },
} satisfies Group;

// Appointments belong to the enrolment; the stage that uses sessions of their purpose counts them.

type SessionEvent =
  | EventOf<'session.booked'>
  | EventOf<'session.moved'>
  | EventOf<'session.attended'>
  | EventOf<'session.missed'>
  | EventOf<'session.cancelled'>;

const outcomes = {
  'session.attended': 'attended',
  'session.missed': 'missed',
  'session.cancelled': 'cancelled',
} as const;

function takeSession(work: Work, event: SessionEvent, at: Instant): void {
  const { state, rules } = work;
  const { session: id } = event.data;
  const session = sessionOf(state, id) ?? booked(work, event, at);
  if (!session) return;
  if (event.type === 'session.moved') moveSession(work, session, event.data.at, at);
  if (event.type in outcomes) session.outcome = outcomes[event.type as keyof typeof outcomes];
  if (event.type !== 'session.booked') {
    const because = 'the appointment was moved, called off or is over';
    closeTasksAbout(work, ['ask-who-cannot-come'], (about) => about.startsWith(`session/${id}@`), {
      ...{ at, because, rule: eventRule(event.type) },
    });
  }
  const inputs = inputsOf({ purpose: session.purpose, at: session.at });
  noteDown(work, { at, what: event.type, rule: eventRule(event.type), key: `session/${id}`, inputs });
  if (openSessions(state, at).length === 0) {
    closeTasks(work, ['record-attendance'], at, 'every session is recorded', eventRule(event.type));
  }
  for (const seat of seatsOf(rules, state)) {
    if (!kindOf(seat.stage.kind).takes.includes(event.type)) continue;
    const exit = hand(work, seat, event, at);
    if (exit) follow(work, seat.track, exit, at);
  }
}

/** Its outcome is asked for after its new time, and not before. */
function moveSession(work: Work, session: Session, to: Instant, at: Instant): void {
  Object.assign(session, { at: to, asked: false });
  const asks = `session/${session.id}`;
  const { state } = work;
  const closing = { at, because: 'the session was moved', rule: eventRule('session.moved') };
  closeTasksAbout(
    work,
    ['record-attendance'],
    (about) => about === asks || about.startsWith(`${asks}/again@`),
    closing,
  );
  state.promises = (state.promises ?? []).filter(({ task, about }) => task !== 'record-attendance' || about !== asks);
}

function booked({ state, rules }: Work, event: SessionEvent, at: Instant): Session | null {
  if (event.type !== 'session.booked') return null;
  const { session: id, purpose, at: when, preparation: text } = event.data;
  const seat = seatsOf(rules, state).find((each) => kindOf(each.stage.kind).sessions === purpose);
  const stage = seat?.track.stage ?? null;
  const session: Session = { id, purpose, at: when, bookedAt: at, stage, outcome: null, asked: false };
  if (text !== undefined) session.preparation = text;
  remember(state, 'sessions', session);
  return session;
}

function refuseSession(_rules: Rules, state: EnrolmentState, event: SessionEvent): Refusal | null {
  const { session: id } = event.data;
  const session = sessionOf(state, id);
  if (event.type === 'session.booked') {
    if (!session) return null;
    return refused('already-booked', `The session "${id}" is booked already: record session.moved, or name another.`);
  }
  if (!session) return refused('no-such-session', `There is no session "${id}": record session.booked first.`);
  return refuseChange(session, event.type, event.recordedAt);
}

type Change = Exclude<SessionEvent['type'], 'session.booked'>;

/** An outcome may be corrected, but what took place cannot be moved or called off any more. */
function refuseChange({ id, at, outcome }: Known, type: Change, now: Instant): Refusal | null {
  if (type === 'session.moved' || type === 'session.cancelled') {
    if (outcome === null) return null;
    return refused('session-over', `The session "${id}" is recorded as ${outcome}: book a new one.`);
  }
  if (outcome === 'cancelled') {
    return refused('session-over', `The session "${id}" was called off: book a new one.`);
  }
  if (at <= now) return null;
  return refused('session-to-come', `The session "${id}" lies in the future: its outcome is not known yet.`);
}

type Known = Pick<Session, 'id' | 'at' | 'outcome'>;
export type Outcome = NonNullable<Session['outcome']>;

/** What may be recorded of an appointment at an instant, other than what is. */
export const outcomesPossible = (session: Known, now: Instant): Outcome[] =>
  Object.entries(outcomes).flatMap(([type, outcome]) =>
    outcome !== session.outcome && refuseChange(session, type as Change, now) === null ? [outcome] : [],
  );

function sessionOf({ history }: EnrolmentState, id: string): Session | undefined {
  return history.sessions.find((session) => session.id === id);
}

/** Their time is past and nobody has said what became of them. */
function openSessions({ history }: EnrolmentState, at: Instant): Session[] {
  return history.sessions.filter((session) => session.outcome === null && session.at <= at);
}

/** When the outcome of a session is asked for: at the opening of the next working day. */
export function attendanceDue(rules: Rules, state: EnrolmentState): { at: Instant; session: Session } | null {
  const dues = state.history.sessions
    .filter((session) => session.outcome === null && !session.asked)
    .map((session) => ({
      at: openingOn(rules.clinic, plusDays(localDateAt(rules.clinic.timeZone, session.at), 1)),
      session,
    }));
  return dues.reduce<(typeof dues)[number] | null>(
    (first, each) => (first && first.at <= each.at ? first : each),
    null,
  );
}

export function askForAttendance(work: Work, session: Session, at: Instant): void {
  session.asked = true;
  openTask(work, {
    task: 'record-attendance',
    about: `session/${session.id}`,
    at,
    rule: 'session/outcome-not-recorded',
    again: true,
  });
}

/** One task for each day of an appointment: the next one is another. */
function takeDecline(work: Work, event: EventOf<'appointment.declined'>, at: Instant): void {
  const rule = eventRule(event.type);
  const { appointment } = event.data;
  noteDown(work, { at, what: event.type, rule, key: appointment });
  const on = bookedOn(work.rules, work.state, appointment);
  openTask(work, { task: 'ask-who-cannot-come', about: `${appointment}@${on ?? todayOf(work.state, at)}`, at, rule });
}

function refuseDecline(rules: Rules, state: EnrolmentState, { data }: EventOf<'appointment.declined'>): Refusal | null {
  if (bookedOn(rules, state, data.appointment) !== null) return null;
  return refused('appointment-over', 'This appointment is over, or is not booked any more.');
}
