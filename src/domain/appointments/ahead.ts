import { instantAt, localDateAt, plusDays, startOfDay } from '../calendar/calendar';
import { isPausedAt, mayWrite } from '../check-ins/occurrences';
import type { AppointmentRules } from '../pathway/language';
import { isIn } from '../stages/kind';
import { seatsOf } from '../stages/registry';
import { atPreferredTime } from '../step/work';
import type { Rules } from '../step/rules';
import type { SessionPurpose } from '../words/choices';
import type { PlannedAppointment, PlannedReminder } from '../words/effect';
import type { EnrolmentState } from '../words/state';
import { HOUR, type Instant, type LocalDate } from '../words/time';

// What is booked and what is still to be called to mind of it. Sessions and planned days are facts; this only reads them.

/** On its own morning a mail comes at least so long before the appointment, or not at all: by then the patient is on the way. */
const MORNING_AHEAD = HOUR;
/** Where only the day is known, its own mail is of no use after noon. */
const MIDDAY = '12:00';

type Booked = Omit<PlannedAppointment, 'messages' | 'prepare'> & { kind: string | null };

/**
 * Every appointment that is still to come, called off or not, nearest first. Reminders are those due up to the horizon: none
 * for what was called off, and none for a patient who may not be written to, is away or in hospital. What is booked at short
 * notice is told at once: a reminder is over when the next one is due.
 */
export function appointmentsAhead(rules: Rules, state: EnrolmentState, horizon: Instant): PlannedAppointment[] {
  const { appointments } = rules.pathway;
  if (!appointments) return [];
  return bookedIn(rules, state)
    .filter(({ at, wholeDay }) => (wholeDay ? endOfPlannedDay(state, at) : at) > state.now)
    .map(({ kind, ...booked }) => ({
      ...booked,
      prepare: itemsFor(appointments, booked.purpose, kind),
      messages: remindersOf(rules, state, booked).filter(({ dueAt }) => dueAt <= horizon),
    }))
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

/** The patient's day of an appointment that stands and is still to come; null where there is none of that key. */
export function bookedOn(rules: Rules, state: EnrolmentState, key: string): LocalDate | null {
  const found = appointmentsAhead(rules, state, state.now).find((each) => each.key === key && !each.calledOff);
  return found === undefined ? null : localDateAt(state.reach.timeZone, found.at);
}

/** When mails about appointments were due that lie behind already: they count in the week they were sent in. */
export function remindedBefore(rules: Rules, state: EnrolmentState): Instant[] {
  return bookedIn(rules, state)
    .filter(({ at }) => at <= state.now)
    .flatMap((booked) => remindersOf(rules, state, booked).map(({ dueAt }) => dueAt));
}

function bookedIn(rules: Rules, state: EnrolmentState): Booked[] {
  const sessions = state.history.sessions
    .filter(({ outcome }) => outcome !== 'attended' && outcome !== 'missed')
    .map(({ id, purpose, at, outcome, preparation }): Booked => ({
      ...{ key: `session/${id}`, purpose, at, wholeDay: false },
      ...{ calledOff: outcome === 'cancelled', kind: purpose === 'procedure' ? orderedKind(rules, state) : null },
      text: preparation ?? null,
    }));
  return [...sessions, ...plannedDays(rules, state, sessions)];
}

/** The day a procedure is ordered for, unless an appointment with an hour stands for it. */
function plannedDays(rules: Rules, state: EnrolmentState, sessions: readonly Booked[]): Booked[] {
  if (state.ended || sessions.some(({ purpose, calledOff }) => purpose === 'procedure' && !calledOff)) return [];
  return seatsOf(rules, state).flatMap((seat): Booked[] => {
    if (!isIn('procedure', seat) || !seat.own.order || seat.own.done) return [];
    const { kind, plannedOn, preparation: text = null } = seat.own.order;
    const at = startOfDay(state.reach.timeZone, plannedOn);
    const key = `procedure/${seat.track.track}/${seat.stage.id}`;
    return [{ key, purpose: 'procedure', at, wholeDay: true, calledOff: false, kind, text }];
  });
}

function orderedKind(rules: Rules, state: EnrolmentState): string | null {
  const orders = seatsOf(rules, state).flatMap((seat) => (isIn('procedure', seat) ? (seat.own.order?.kind ?? []) : []));
  return orders[0] ?? null;
}

/** What holds for every procedure, and what for this kind alone. */
function itemsFor({ prepare }: AppointmentRules, purpose: SessionPurpose, kind: string | null): string[] {
  const fitting = prepare.filter(
    ({ for: about, kinds }) => about === purpose && (kinds === undefined || (kind !== null && kinds.includes(kind))),
  );
  return [...new Set(fitting.flatMap(({ items }) => items))];
}

function remindersOf(rules: Rules, state: EnrolmentState, booked: Omit<Booked, 'kind'>): PlannedReminder[] {
  const { daysBefore: days = [] } =
    rules.pathway.appointments?.remind.find((each) => each.for === booked.purpose) ?? {};
  if (booked.calledOff || !mayWrite(state)) return [];
  const on = localDateAt(state.reach.timeZone, booked.at);
  const last = booked.wholeDay ? endOfPlannedDay(state, booked.at) : booked.at;
  const wishes = days.map((before) => ({ before, wanted: wantedAt(rules, state, on, before) }));
  return wishes.flatMap(({ before, wanted }, index): PlannedReminder[] => {
    const expiresAt = Math.min(last, wishes[index + 1]?.wanted ?? last);
    const dueAt = Math.max(wanted, state.quietUntil);
    const latest = before === 0 && !booked.wholeDay ? booked.at - MORNING_AHEAD : expiresAt - 1;
    if (dueAt > latest || dueAt >= expiresAt || isPausedAt(state, Math.max(state.now, dueAt))) return [];
    const role = `${before}-days-before` as const;
    return [{ key: `appointment/${booked.key}@${on}/${role}`, role, dueAt, expiresAt }];
  });
}

/** At the patient's hour; on the day itself in the morning, and never before the clinic writes. */
function wantedAt({ pathway, clinic }: Rules, state: EnrolmentState, on: LocalDate, before: number): Instant {
  const { morningAt = clinic.promptHours.from } = pathway.appointments ?? {};
  if (before > 0) return atPreferredTime(state, plusDays(on, -before));
  const hour = morningAt > clinic.promptHours.from ? morningAt : clinic.promptHours.from;
  return instantAt(state.reach.timeZone, on, hour);
}

const endOfPlannedDay = ({ reach: { timeZone } }: EnrolmentState, at: Instant): Instant =>
  instantAt(timeZone, localDateAt(timeZone, at), MIDDAY);
