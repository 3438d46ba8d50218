import { daysBetween, localDateAt, plusDays, startOfDay } from '../calendar';
import { WEEK } from '../series';
import { beginWork, takeEvent } from '../advance';
import { nextDue, type DueItem } from '../due';
import type { PlannedMessage } from '../effect';
import type { DomainEvent } from '../event';
import { plan } from '../plan';
import { refusedNow } from '../refusal';
import type { Rules } from '../rules';
import { statusOf } from '../status';
import type { EnrolmentState } from '../state';
import type { Instant } from '../time';
import type { Work } from '../work';
import type { Fact, FactOf } from './course';

/**
 * Mails are planned to the end of next week of the patient's rhythm: what else would be planned for a week changes what is
 * sent in it (the burden is kept by the week), and nothing beyond it does.
 */
const WEEKS_AHEAD = 2;

type Mail = PlannedMessage & { checkIn: string };

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
  /** Mails planned and not sent yet, by due time; undefined: to be planned anew. */
  mails: Mail[] | undefined;
  plannedTo: Instant;
  left: Set<string>;
};

export function beginLife(rules: Rules, start: FactOf<'enrolment.started'>): Life {
  const first = eventOf(start, 1, []);
  const work = beginWork(rules, null, first);
  const life: Life = { work, facts: [start], sent: 0, due: undefined, mails: undefined, plannedTo: 0, left: new Set() };
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
    if (due && due.at <= until && (!mail || due.at <= Math.max(mail.dueAt, state.now))) happen(life, due);
    else if (mail && mail.dueAt <= until) leave(life, mail);
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
  takeEvent(work, event);
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

function nextMail(life: Life): Mail | undefined {
  const { rules, state } = life.work;
  if (!life.mails) {
    life.plannedTo = endOfWeek(state);
    // Only of what has opened something may have left.
    const waits = ({ key }: PlannedMessage, opensAt: Instant): boolean => opensAt > state.now || !life.left.has(key);
    life.mails = plan(rules, state, life.plannedTo)
      .flatMap(({ key: checkIn, opensAt, messages }) =>
        messages.flatMap((message) => (waits(message, opensAt) ? [{ ...message, checkIn }] : [])),
      )
      .filter(({ dueAt, expiresAt }) => dueAt <= life.plannedTo && state.now < expiresAt)
      .sort((a, b) => a.dueAt - b.dueAt);
  }
  return life.mails[0];
}

function leave(life: Life, mail: Mail): void {
  const { work, left } = life;
  const at = Math.max(mail.dueAt, work.state.now);
  work.state.now = at;
  // Of several that are due together the last one says it all.
  const together = (each: Mail): boolean => each.checkIn === mail.checkIn && each.dueAt <= at;
  const gone = life.mails?.filter(together) ?? [];
  life.mails = life.mails?.filter((each) => !together(each));
  // What is held back is looked at again with the next plan: only a fact can free it.
  if (statusOf(work.state) !== 'active' || at >= mail.expiresAt) return;
  for (const { key } of gone) left.add(key);
  life.sent += 1;
  if (work.observed.some(({ checkIn }) => checkIn === mail.checkIn)) return;
  const open = work.observed.filter(({ checkIn }) => work.state.checkIns.some(({ key }) => key === checkIn));
  work.observed = [...open, { checkIn: mail.checkIn, promptAcceptedAt: at, scores: [], anyAnswer: false }];
}

function endOfWeek({ now, firstOn, reach: { timeZone } }: EnrolmentState): Instant {
  const week = Math.floor(daysBetween(firstOn, localDateAt(timeZone, now)) / WEEK);
  return startOfDay(timeZone, plusDays(firstOn, (week + WEEKS_AHEAD) * WEEK)) - 1;
}

function eventOf(fact: Fact, seq: number, observed: DomainEvent['observed']): DomainEvent {
  const { type, data, at } = fact;
  // The pair of type and data is kept together by Fact; a spread of the union loses it.
  return { id: `event-${String(seq)}`, seq, type, data, occurredAt: at, recordedAt: at, observed } as DomainEvent;
}
