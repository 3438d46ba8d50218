import { beginCourse, type Course, passTo, passToNextMail, record } from './course';
import { answerAt } from './moves';
import { plan } from '../check-ins/plan';
import type { Rules } from '../step/rules';
import type { Team } from '../words/authority';
import type { PlannedCheckIn, PlannedMessage } from '../words/effect';
import type { EventData } from '../words/event';
import type { TaskKind } from '../words/task-kinds';
import type { Instant } from '../words/time';

/** What comes by itself. `unanswered`: only where the patient does not answer. */
export type FirstDay = { at: Instant; unanswered: boolean } & (
  | { what: 'mail'; role: PlannedMessage['role']; of: PlannedCheckIn }
  | { what: 'task'; task: TaskKind; team: Team; dueAt: Instant }
  | { what: 'question'; question: string; dueAt: Instant }
);

/**
 * The first days of an enrolment, in the order in which they come. The core itself is walked twice: with a patient who
 * answers whatever is asked by mail, and with one who answers nothing; staff record nothing in either.
 */
export function firstDays(
  rules: Rules,
  start: { at: Instant; data: EventData['enrolment.started'] },
  until: Instant,
): FirstDay[] {
  const begin = () => beginCourse(rules, { type: 'enrolment.started', ...start });
  const answering = begin();
  const mails = answerMails(answering, until);
  const silent = begin();
  passTo(silent, until);
  const work = workOf(answering, start.at);
  const onlyThen = [...workOf(silent, start.at)].filter(([key]) => !work.has(key));
  return [
    ...mails,
    ...[...work.values()].map((each) => ({ ...each, unanswered: false })),
    ...onlyThen.map(([, each]) => ({ ...each, unanswered: true })),
  ].sort((a, b) => a.at - b.at);
}

/** Each invitation with the reminders that would follow it; it is answered at once. */
function answerMails(course: Course, until: Instant): FirstDay[] {
  const mails: FirstDay[] = [];
  for (let mail = passToNextMail(course, until); mail !== null; mail = passToNextMail(course, until)) {
    const { at, checkIn } = mail;
    const of = plan(course.rules, course.state, at).find(({ key }) => key === checkIn);
    for (const { role, dueAt } of of?.messages ?? []) {
      const unanswered = role !== 'invite';
      if (of && dueAt <= until) mails.push({ what: 'mail', role, of, at: unanswered ? dueAt : at, unanswered });
    }
    const answer = answerAt(course.rules, course.state, 'low');
    if (answer) record(course, answer);
  }
  passTo(course, until);
  return mails;
}

type Work = Exclude<FirstDay, { what: 'mail' }>;
type Bare<T> = T extends unknown ? Omit<T, 'unanswered'> : never;

/** What staff are asked for, by its key. */
function workOf({ entries, effects }: Course, startedAt: Instant): Map<string, Bare<Work>> {
  const opened = new Map<string, Instant>();
  for (const { what, key, at } of entries)
    if (key !== undefined && (what === 'task.opened' || what === 'gate.opened')) opened.set(key, at);
  const work = new Map<string, Bare<Work>>();
  for (const effect of effects) {
    const at = ('key' in effect && opened.get(effect.key)) || startedAt;
    if (effect.type === 'open-task') {
      const { key, task, team, dueAt } = effect;
      work.set(key, { what: 'task', at, task, team, dueAt });
    }
    if (effect.type === 'open-gate')
      work.set(effect.key, { what: 'question', at, question: effect.question, dueAt: effect.answerBy });
  }
  return work;
}
