import { daysBetween, instantAt, localDateAt, plusDays } from '../calendar/calendar';
import { isRoutine } from '../check-ins/burden';
import { choicesOf, gateOf } from '../pathway/lookup';
import { kindOf, seatsOf } from '../stages/registry';
import type { Recordable, Seat } from '../stages/kind';
import type { Instrument } from '../instrument/types';
import type { Rules } from '../step/rules';
import { answer, type Given, givenFor } from '../stories/answering';
import type { EventType } from '../words/event';
import { DAY, HOUR, type Instant, MINUTE } from '../words/time';
import { beginCourse, type Course, passToNextMail, record } from './course';
import type { Left } from './ledger';
import { startOf } from './simulate';

// What a pathway asks of one patient, month by month, while the clinic does what it is asked for: seen before a patient is.

/** `at-once`: half an hour after the first mail. `late`: after the last reminder. `every-third`: one check-in of three. */
export const habits = ['at-once', 'late', 'every-third'] as const;
export type Habit = (typeof habits)[number];

/**
 * Four weeks. `mails`: those of the budget; `apart`: others, after a procedure or for what was put off (check-ins/burden.ts).
 * `items`: every question of every form that was answered; a list of signs, of which none is ticked, is one.
 */
export type Month = { mails: number; apart: number; answered: number; items: number };

/** Answered again before its recall period was over, counted from the day of the last answer. */
export type TooSoon = { form: string; afterDays: number; recallDays: number };

export type Burden = { habit: Habit; months: Month[]; tooSoon: TooSoon[] };

const MONTH_DAYS = 28;
const REPLY_AFTER = 30 * MINUTE;
/** Without a second reminder whoever is late answers in its stead [D]. */
const LATE_AFTER = 4 * DAY + HOUR;

type Reply = { checkIn: string; at: Instant };
type Patient = Burden & { course: Course; says: Given; asked: number; replies: Reply[]; last: Map<string, Instant> };

/** The middle of every scale, and no sign: somebody whose pain stays as it is. */
export function middling(instruments: Record<string, Instrument>): Given {
  const valueOf = ({ safety, answering }: Instrument['items'][number]): number => {
    if (safety !== undefined) return 0;
    if (answering.type === 'scale') return Math.ceil((answering.min + answering.max) / 2);
    if (answering.type !== 'choice') return 1;
    return answering.options[Math.floor((answering.options.length - 1) / 2)]?.value ?? 0;
  };
  const all = Object.values(instruments);
  return Object.fromEntries(
    all.map(({ id, items }) => [id, Object.fromEntries(items.map((item) => [item.id, valueOf(item)]))]),
  );
}

/**
 * A year (or so many `days`) of one patient. `says` speaks of every form but those about safety. Of what staff may record the
 * first that is possible is taken, each question is answered with its first answer, and each task is done on the next day.
 */
export function burdenOf(
  rules: Rules,
  says: Given,
  habit: Habit,
  { from, days }: { from: Instant; days: number },
): Burden {
  const course = beginCourse(rules, startOf(rules, from));
  const patient: Patient = { course, says, habit, asked: 0, replies: [], months: [], tooSoon: [], last: new Map() };
  const { timeZone } = rules.clinic;
  const staff: Staff = { done: new Set(), sessions: 0, lastSession: -Infinity };
  for (let day = 1; day <= days && !course.state.ended; day += 1) {
    const at = instantAt(timeZone, plusDays(localDateAt(timeZone, from), day), '11:00');
    live(patient, at - 1);
    work(course, staff, at);
  }
  return { habit, months: patient.months, tooSoon: patient.tooSoon };
}

function monthAt({ course, months }: Patient, at: Instant): Month {
  const { reach, startedAt } = course.state;
  const days = daysBetween(localDateAt(reach.timeZone, startedAt), localDateAt(reach.timeZone, at));
  const none = (): Month => ({ mails: 0, apart: 0, answered: 0, items: 0 });
  while (months.length <= days / MONTH_DAYS) months.push(none());
  return months[Math.floor(days / MONTH_DAYS)] ?? none();
}

function live(patient: Patient, until: Instant): void {
  for (;;) {
    const [reply] = patient.replies.sort((a, b) => a.at - b.at);
    const mail = passToNextMail(patient.course, Math.min(until, reply ? reply.at - 1 : until));
    if (mail) receive(patient, mail);
    else if (reply && reply.at <= until) answerTo(patient, reply);
    else return;
  }
}

function receive(patient: Patient, { checkIn, role, at }: Left): void {
  const { rules, state } = patient.course;
  const open = state.checkIns.find(({ key }) => key === checkIn);
  const isApart = open !== undefined && !isRoutine(rules, open);
  monthAt(patient, at)[isApart ? 'apart' : 'mails'] += 1;
  if (role === 'invite') {
    patient.asked += 1;
    if (patient.habit === 'every-third' && patient.asked % 3 !== 0) return;
    patient.replies.push({ checkIn, at: at + (patient.habit === 'late' ? LATE_AFTER : REPLY_AFTER) });
  } else if (role === 'reminder-2' && patient.habit === 'late') {
    const others = patient.replies.filter((each) => each.checkIn !== checkIn);
    patient.replies = [...others, { checkIn, at: at + REPLY_AFTER }];
  }
}

function answerTo(patient: Patient, reply: Reply): void {
  const { course, last } = patient;
  const { instruments } = course.rules;
  patient.replies = patient.replies.filter((each) => each !== reply);
  const open = course.state.checkIns.find(({ key, answered }) => key === reply.checkIn && !answered);
  if (!open) return;
  answer(course, open.key, givenFor(course, open, patient.says), reply.at);
  const month = monthAt(patient, reply.at);
  month.answered += 1;
  for (const form of formsAnswered(course, open.key)) {
    const instrument = instruments[form];
    if (!instrument) continue;
    const { recallFloorDays } = instrument;
    month.items += questionsOf(instrument);
    const before = last.get(form);
    const afterDays = before === undefined ? Infinity : Math.round((reply.at - before) / DAY);
    if (afterDays < recallFloorDays) patient.tooSoon.push({ form, afterDays, recallDays: recallFloorDays });
    last.set(form, reply.at);
  }
}

const questionsOf = ({ presentation, items }: Instrument): number =>
  presentation === 'list' && items.every(({ safety }) => safety !== undefined) ? 1 : items.length;

/** Without what was put off until somebody is there to read it. */
function formsAnswered({ events }: Course, key: string): string[] {
  const last = events.findLast((event) => event.type === 'check-in.answered' && event.data.checkIn === key);
  return last?.type === 'check-in.answered' ? (last.data.forms ?? []) : [];
}

type Staff = { done: Set<string>; sessions: number; lastSession: Instant };
type Happens = (fact: Recordable) => boolean;

/** What would end a treatment, or says that it is not possible, is not what is typical; sessions are booked by the week. */
const untypical: readonly EventType[] = [
  'medication.stopped',
  'medication.contraindicated',
  'treatment.declined',
  'therapy.declined',
  'procedure.refused',
  'session.booked',
  'session.attended',
  'session.missed',
];

/** What staff do on a day: what they are asked for, one step of each treatment, and a session of therapy a week. */
function work(course: Course, staff: Staff, day: Instant): void {
  let at = day;
  const happens: Happens = (fact) => {
    at += MINUTE;
    return record(course, { ...fact, at }).refused === null;
  };
  for (const { key } of course.state.tasks) {
    record(course, { type: 'task.completed', at: (at += MINUTE), data: { task: key, reached: true } });
  }
  for (const seat of seatsOf(course.rules, course.state)) {
    const { gate } = seat.track;
    const question = gate && gateOf(seat.stage, gate.gate);
    const [first] = question ? choicesOf(question) : [];
    if (gate && first) {
      happens({ type: 'decision.made', data: { gate: gate.gate, choice: first.choice, reason: 'decided' } });
      // Whatever it led to begins anew, also in the same stage.
      staff.done = new Set([...staff.done].filter((name) => !name.startsWith(`${seat.track.track}/`)));
      continue;
    }
    if (kindOf(seat.stage.kind).sessions === 'therapy') attend(staff, at, happens);
    const next = typicalOf(seat).find((each) => !staff.done.has(nameOf(seat, each)) && happens(each));
    if (!next) continue;
    staff.done.add(nameOf(seat, next));
    if (next.type === 'medication.started') stopOthers(course, next.data.class, happens);
  }
}

function typicalOf(seat: Seat): Recordable[] {
  const kind = kindOf(seat.stage.kind);
  const wanted = kind.waitingFor(seat);
  return (kind.recordable?.(seat) ?? []).filter(
    ({ type }) =>
      !untypical.includes(type) &&
      // Nobody is assessed without a reason.
      (type !== 'psychology.assessed' || (wanted.for === 'record' && wanted.event === type)),
  );
}

/** Each once in a stay in the stage, and each dose level once. */
function nameOf({ track }: Seat, { type, data }: Recordable): string {
  const level = 'doseLevel' in data ? data.doseLevel : '';
  return `${track.track}/${track.stage}@${String(track.since)}/${type}/${level}`;
}

/** One medicine after the other. */
function stopOthers({ state }: Course, name: string, happens: Happens): void {
  const others = (state.history.medicines?.taken ?? []).filter((each) => each.class !== name);
  for (const each of others)
    happens({ type: 'medication.stopped', data: { class: each.class, reason: 'another one' } });
}

function attend(staff: Staff, at: Instant, happens: Happens): void {
  if (at - staff.lastSession < 7 * DAY) return;
  staff.lastSession = at;
  staff.sessions += 1;
  const session = `session-${String(staff.sessions)}`;
  happens({ type: 'session.booked', data: { session, purpose: 'therapy', at: at - HOUR } });
  happens({ type: 'session.attended', data: { session } });
}
