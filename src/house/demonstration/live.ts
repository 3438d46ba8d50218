import type { Event } from '../../catalogue/clinic/load-made-up';
import type { Handover } from '../../domain/words/message';
import { type Instant, MINUTE } from '../../domain/words/time';
import type { Due } from '../../storage/house/demo-clock';
import { moveOwnClock, startOwnClock } from '../../storage/house/own-clock';
import { type Chore, nextChore } from './chores';
import { doChore, doEvent, enrol } from './doings';
import { answerCheckIn } from './home';
import type { Life } from './life';
import { handOver, type Postman } from './post';

export type Setting = Pick<Life, 'deps' | 'tx' | 'course' | 'clinic' | 'clinicId' | 'staff'> & {
  now: Instant;
  /** Mails since then are delivered; older ones are settled only. */
  mailSince: Instant;
  deliver: (handover: Handover) => Promise<void>;
};

/** What somebody does in the present is a moment later by the time it is written. */
const PRESENT = MINUTE / 30;

type Next =
  | { at: Instant; due: Due }
  | { at: Instant; event: Event }
  | { at: Instant; reply: Life['replies'][number] }
  | { at: Instant; chore: Chore };

/**
 * Lives a course from its enrolment up to the present, within one transaction: the clock is moved from instant to instant,
 * and at each the house does what is due, the patient answers, or somebody at the clinic acts. Everything is written by the
 * same doors as in a house that runs, so that nothing of the history is another.
 */
export async function live({ now, mailSince, deliver, ...setting }: Setting): Promise<Life> {
  const { tx, course, deps } = setting;
  const silent = { answers: false, says: course.otherwise, answersAfter: course.answersAfter, replies: [] };
  const life: Life = { ...setting, ...silent, enrolmentId: '', patientId: '', linkCode: null, bounces: false };
  const events = [...course.happens];
  await startOwnClock(tx, course.enrolledAt);
  await enrol(life);
  const postman = postmanOf(life, { now, mailSince, deliver });
  let chore: Chore | null = null;
  for (;;) {
    const next = soonest(await nextDue(life, now + PRESENT), events[0], life.replies, chore, now + PRESENT);
    if (next === null) break;
    await moveOwnClock(tx, next.at);
    if ('event' in next) {
      events.shift();
      await doEvent(life, next.event);
    } else if ('reply' in next) {
      life.replies = life.replies.filter((each) => each !== next.reply);
      await answerCheckIn(deps, tx, next.reply.checkIn, life.says);
    } else if ('chore' in next) await doChore(life, next.chore.about);
    else await carryOut(life, next.due, postman);
    if (!('due' in next) || next.due.what !== 'bulk mail') chore = await choreOf(life);
  }
  await moveOwnClock(tx, now);
  return life;
}

async function nextDue({ deps, tx, clinicId, patientId }: Life, until: Instant): Promise<Due | undefined> {
  const [first] = await deps.store.demoClock.dueBy(tx, { clinicId, patientId }, until, 1);
  return first;
}

/** At one instant what somebody does comes before what the time brings, as everywhere. */
function soonest(
  due: Due | undefined,
  event: Event | undefined,
  replies: Life['replies'],
  chore: Chore | null,
  until: Instant,
): Next | null {
  const all: Next[] = [
    ...(event ? [{ at: event.at, event }] : []),
    ...replies.map((reply) => ({ at: reply.at, reply })),
    ...(chore ? [{ at: Math.min(chore.at, until - PRESENT), chore }] : []),
    ...(due ? [{ at: due.at, due }] : []),
  ].filter(({ at }) => at <= until);
  return all.reduce<Next | null>((first, each) => (first === null || each.at < first.at ? each : first), null);
}

async function choreOf({ deps, tx, patientId, clinic, course }: Life): Promise<Chore | null> {
  return nextChore(await deps.store.madeUp.openWorkOf(tx, patientId), { clinic, ...course });
}

/** What the worker would do. A made-up patient whom the core cannot take in is a defect, and is not kept. */
async function carryOut({ deps, tx }: Life, { what, id }: Due, postman: Postman): Promise<void> {
  const { store, rules } = deps;
  if (what === 'escalation') await store.escalations.climb(tx, id);
  else if (what !== 'enrolment') await handOver(deps, tx, id, postman);
  else {
    const { faults } = await store.advance.advanceLocked(tx, await store.facts.lockEnrolment(tx, rules, id));
    if (faults.length > 0) throw faults[0];
  }
}

/** Takes every mail; the patient answers it some time later. */
const postmanOf =
  (life: Life, { now, mailSince, deliver }: Pick<Setting, 'now' | 'mailSince' | 'deliver'>): Postman =>
  async (handover) => {
    const { deps, tx, clinicId, bounces, answers, answersAfter } = life;
    if (handover.alert === null && bounces) return { outcome: 'refused', code: 550, hardBounce: true, status: '5.1.1' };
    const at = await deps.store.clock.clinicNow(tx, clinicId);
    if (at >= mailSince) await deliver(handover);
    life.linkCode = handover.checkIn?.linkCode ?? life.linkCode;
    const checkIn = answers && handover.checkIn ? await deps.store.madeUp.askedBy(tx, handover.messageId) : null;
    if (checkIn !== null && at + answersAfter <= now) life.replies.push({ checkIn, at: at + answersAfter });
    return { outcome: 'accepted', code: 250 };
  };
