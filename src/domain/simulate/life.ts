import { daysBetween, localDateAt, plusDays, startOfDay } from '../calendar/calendar';
import { WEEK } from '../check-ins/rhythm';
import { beginWork, takeEvent, takePossible } from '../step/advance';
import { nextDue, type DueItem } from '../step/due';
import type { PlannedCheckIn, PlannedMessage } from '../words/effect';
import { planOf } from '../check-ins/plan';
import { refusedNow } from '../facts/table';
import type { Rules } from '../step/rules';
import { statusOf } from '../telling/summary';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';
import type { Work } from '../step/work';
import { eventOf, type Fact, type FactOf } from './course';
import { leavesAt, type Left } from './ledger';

/**
 * Mails are planned to the end of next week of the patient's rhythm: what else would be planned for a week changes what is
 * sent in it (the burden is kept by the week), and nothing beyond it does.
 */
const WEEKS_AHEAD = 2;

/** A planned mail that has not left; `at`: when it can, null while it waits for another or is pointless. */
type Mail = { of: PlannedCheckIn; mail: PlannedMessage; at: Instant | null };

/**
 * One enrolment of a cohort, walked through in place: the core's own steps on a state that nobody else holds, so that
 * nothing is copied, and what comes next is asked for again only when something has happened.
 */
export type Life = {
  work: Work;
  /** What was taken in, and how many mails left. */
  facts: Fact[];
  sent: number;
  /** Null: nothing is due by itself. Undefined: to be asked for. */
  due: DueItem | null | undefined;
  /** Mails planned and not sent yet; undefined: to be planned anew. */
  mails: Mail[] | undefined;
  plannedTo: Instant;
  /** By check-in: its mails that left. */
  left: Map<string, Left[]>;
};

export function beginLife(rules: Rules, start: FactOf<'enrolment.started'>): Life {
  const first = eventOf(start, 1);
  const work = beginWork(rules, null, first);
  const life: Life = { work, facts: [start], sent: 0, due: undefined, mails: undefined, plannedTo: 0, left: new Map() };
  takeEvent(work, first);
  passLife(life, start.at);
  return life;
}

/** Walks up to and including an instant: what is due happens, and mails leave at their time, if nothing holds them. */
export function passLife(life: Life, until: Instant): void {
  const { state } = life.work;
  // Several facts of one moment are taken in before anything is planned anew.
  const mailsLeave = until > state.now;
  for (;;) {
    if (life.due === undefined) life.due = nextDue(life.work);
    const { due } = life;
    const mail = mailsLeave ? nextMail(life) : undefined;
    if (due && due.at <= until && (!mail || due.at <= mail.at)) happen(life, due);
    else if (mail && mail.at <= until) leave(life, mail);
    else if (mailsLeave && life.plannedTo < until && !state.ended) {
      state.now = Math.max(state.now, life.plannedTo + 1);
      life.mails = undefined;
    } else break;
  }
  state.now = Math.max(state.now, until);
}

/** Takes a fact in after the time up to it; false when the core refuses it. */
export function recordFact(life: Life, fact: Fact): boolean {
  const { work } = life;
  passLife(life, fact.at - 1);
  const event = eventOf(fact, life.facts.length + 1, work.observed);
  if (refusedNow(work.rules, work.state, event)) return false;
  life.facts.push(fact);
  takePossible(work, event);
  life.due = undefined;
  life.mails = undefined;
  passLife(life, fact.at);
  return true;
}

function happen(life: Life, due: DueItem): void {
  const { work } = life;
  const at = Math.max(due.at, work.state.now);
  work.state.now = at;
  due.happen(work, at);
  life.due = undefined;
  if (!due.asPlanned) life.mails = undefined;
}

type Leaving = Mail & { at: Instant };

function nextMail(life: Life): Leaving | undefined {
  const { state } = life.work;
  if (!life.mails) {
    life.plannedTo = endOfWeek(state);
    life.mails = [];
    for (const of of planOf(life.work, life.plannedTo)) {
      const left = leftOf(life, of);
      for (const mail of of.messages) {
        if (mail.dueAt > life.plannedTo || state.now >= mail.expiresAt) continue;
        if (!left.some(({ key }) => key === mail.key)) life.mails.push({ of, mail, at: leaves(life, of, mail) });
      }
    }
  }
  let next: Leaving | undefined;
  for (const each of life.mails) if (each.at !== null && (!next || each.at < next.at)) next = each as Leaving;
  return next;
}

const leftOf = ({ left }: Life, { key }: PlannedCheckIn): readonly Left[] => left.get(key) ?? [];

function leaves(life: Life, of: PlannedCheckIn, mail: PlannedMessage): Instant | null {
  const { rules, state } = life.work;
  return leavesAt({ rules, state, checkIn: of, left: leftOf(life, of) }, mail, state.now);
}

function leave(life: Life, { of, mail, at: wanted }: Leaving): void {
  const { work, left } = life;
  const at = Math.max(wanted, work.state.now);
  work.state.now = at;
  life.mails = life.mails?.filter((each) => each.mail !== mail);
  // What is held back is looked at again with the next plan: only a fact can free it.
  if (statusOf(work.state) !== 'active') return;
  const { key, role, dueAt } = mail;
  left.set(of.key, [...leftOf(life, of), { key, checkIn: of.key, role, dueAt, at }]);
  // What reminds of it counts from now.
  for (const each of life.mails ?? []) if (each.of.key === of.key) each.at = leaves(life, of, each.mail);
  life.sent += 1;
  if (work.observed.some(({ checkIn }) => checkIn === of.key)) return;
  const open = work.observed.filter(({ checkIn }) => work.state.checkIns.some(({ key }) => key === checkIn));
  work.observed = [...open, { checkIn: of.key, promptAcceptedAt: at, scores: [], anyAnswer: false }];
}

function endOfWeek({ now, firstOn, reach: { timeZone } }: EnrolmentState): Instant {
  const week = Math.floor(daysBetween(firstOn, localDateAt(timeZone, now)) / WEEK);
  return startOfDay(timeZone, plusDays(firstOn, (week + WEEKS_AHEAD) * WEEK)) - 1;
}
