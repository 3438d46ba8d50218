import { isSameOccasion } from '../check-ins/key';
import { order } from '../step/canonical';
import type { Team } from '../words/authority';
import type { ClinicSettings } from '../words/clinic';
import { askLater, forgetPromises, promised } from './promises';
import { endOfStaffedDay, withinWorkingDays } from '../calendar/staffed-hours';
import type { EndReason, OpenTask, Promised } from '../words/state';
import { inputsOf } from '../words/history';
import type { TaskKind } from '../words/task-kinds';
import type { Instant } from '../words/time';
import { note, todayOf, type Work } from '../step/work';
import { defined } from '../words/defined';

type TaskRule = {
  team: Team;
  withinWorkingDays: number;
  /**
   * What becomes of it when the enrolment ends: a task about the pathway is pointless, a promise to people is not. One that
   * is `for-the-living` is asked again also then, for as long as it takes, and ends with a death.
   */
  whenEnded: 'close' | 'stay' | 'for-the-living';
  /** A promise about one check-in: however many are open, the next one is another. `stage`: one for each stage. */
  each?: true | 'stage';
};

export const taskRules = {
  'no-telephone': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  'call-patient': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  // A question to a clinician, and never an ending by itself.
  'lost-to-follow-up': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close' },
  'ask-by-phone': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  // Opened beside the pathway, by what the mail server answers.
  'mail-not-taken': { team: 'coordinators', withinWorkingDays: 1, whenEnded: 'close' },
  'record-diagnosis': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close' },
  'record-trial-start': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close' },
  'correct-contact': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  'reach-by-other-way': { team: 'coordinators', withinWorkingDays: 1, whenEnded: 'stay' },
  // These three belong to one question each, and are closed with it (gates.ts).
  'prepare-evidence': { team: 'coordinators', withinWorkingDays: 5, whenEnded: 'close', each: true },
  'decide-question': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close', each: true },
  'tell-family-contact-ended': { team: 'coordinators', withinWorkingDays: 1, whenEnded: 'stay' },
  'close-rota-gap': { team: 'leads', withinWorkingDays: 1, whenEnded: 'stay' },
  // Of the clinic, about a version of a pathway.
  'decide-recall': { team: 'leads', withinWorkingDays: 1, whenEnded: 'stay' },
  'review-thresholds': { team: 'leads', withinWorkingDays: 10, whenEnded: 'stay' },
  'look-at-quarantined-event': { team: 'operators', withinWorkingDays: 1, whenEnded: 'stay' },
  'complete-intake': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  // Somebody waits for the report, whoever goes on with the patient; and what is still taken is looked at once more.
  'chase-imaging': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'for-the-living' },
  'book-sessions': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  'record-attendance': { team: 'coordinators', withinWorkingDays: 1, whenEnded: 'close' },
  'call-about-sessions': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  'call-about-missed': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  // The patient waits for a new time: each appointment is a promise of its own.
  'ask-who-cannot-come': { team: 'coordinators', withinWorkingDays: 1, whenEnded: 'close', each: true },
  // Said by the patient, and answered by "somebody reads it": an ending does not settle it.
  'look-at-report': { team: 'clinicians', withinWorkingDays: 1, whenEnded: 'for-the-living', each: true },
  'answer-report': { team: 'coordinators', withinWorkingDays: 1, whenEnded: 'for-the-living', each: true },
  // A promise to somebody after a procedure or with an opioid: the end of the enrolment does not settle it.
  'safety-call': { team: 'coordinators', withinWorkingDays: 0, whenEnded: 'for-the-living', each: true },
  'order-procedure': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close' },
  'record-procedure': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close' },
  'assess-psychology': { team: 'clinicians', withinWorkingDays: 10, whenEnded: 'close' },
  'taper-review': { team: 'clinicians', withinWorkingDays: 1, whenEnded: 'for-the-living' },
  'look-at-worsening': { team: 'clinicians', withinWorkingDays: 1, whenEnded: 'close', each: 'stage' },
  'look-at-relief': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close', each: true },
  // It decides nothing: whether the review is next is for a clinician.
  'conservative-failed': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close' },
  'no-longer-failed': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close' },
  // Only a decision settles it: the review, or a named clinician who says why not.
  'decide-bypass': { team: 'clinicians', withinWorkingDays: 0, whenEnded: 'close' },
  'find-review-slot': { team: 'leads', withinWorkingDays: 2, whenEnded: 'close', each: true },
  'accept-transfer': { team: 'coordinators', withinWorkingDays: 5, whenEnded: 'close' },
  'review-medicine': { team: 'clinicians', withinWorkingDays: 5, whenEnded: 'for-the-living' },
  'list-medicines': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close' },
  'check-entry': { team: 'clinicians', withinWorkingDays: 2, whenEnded: 'close' },
  // The patient asked to be left alone: nobody is, without a human who has spoken to them.
  'call-about-pause': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  'call-about-stop': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  'review-admission': { team: 'coordinators', withinWorkingDays: 1, whenEnded: 'close' },
  'check-before-resuming': { team: 'coordinators', withinWorkingDays: 1, whenEnded: 'close' },
  'look-at-decision': { team: 'clinicians', withinWorkingDays: 1, whenEnded: 'stay' },
  'confirm-moved-answers': { team: 'clinicians', withinWorkingDays: 1, whenEnded: 'stay' },
  // Of a person: two records carry one reference since before they were compared.
  'same-reference': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'stay' },
  'confirm-merge': { team: 'coordinators', withinWorkingDays: 1, whenEnded: 'stay' },
  'other-language': { team: 'coordinators', withinWorkingDays: 2, whenEnded: 'close' },
  'emergency-numbers': { team: 'coordinators', withinWorkingDays: 1, whenEnded: 'close' },
  'deferred-call': { team: 'coordinators', withinWorkingDays: 0, whenEnded: 'close', each: true },
  // Nobody knows how the patient answered: the end of the enrolment does not settle it.
  'ask-left-blank': { team: 'clinicians', withinWorkingDays: 0, whenEnded: 'for-the-living', each: true },
} satisfies Record<TaskKind, TaskRule>;

export type TaskWish = {
  task: TaskKind;
  /** What it is about: makes the key. */
  about: string;
  at: Instant;
  rule: string;
  withinWorkingDays?: number;
  /** An instant of its own, e.g. the end of this very day. */
  dueAt?: Instant;
  /** What it asks for, where that is not what its key says: it is asked again. */
  asks?: NonNullable<OpenTask['asks']>;
  /** Asked for anew under the same key: also where it was done before. */
  again?: true;
  /** Each of its own, beside others of the kind, for the one who recorded this event. */
  forRecorderOf?: string;
};

/** Whether two pieces of work of a kind are one, by what they are about. */
export function isSameWork(task: TaskKind, about: string, other: string): boolean {
  const { each }: TaskRule = taskRules[task];
  if (each === 'stage') return withoutDay(about) === withoutDay(other);
  return each === undefined || isSameOccasion(about, other);
}

/** `psychology/mood@2026-12-01` → `psychology/mood`. */
const withoutDay = (about: string): string => about.slice(0, about.lastIndexOf('@'));

/** It is about something that has come up again: the open task says how often. */
export function countAgain(work: Work, open: OpenTask, at: Instant, rule: string): void {
  open.times = (open.times ?? 1) + 1;
  const inputs = inputsOf({ task: open.task, times: open.times });
  note(work, { at, what: 'task.repeated', rule, key: open.key, inputs });
}

/** Opens a task, unless one of its kind is open already: a second one of the same would only be noise, but for `each`. */
export function openTask(work: Work, wish: TaskWish): void {
  const { state, rules } = work;
  const key = `${wish.task}/${wish.about}`;
  const { forRecorderOf } = wish;
  const rule: TaskRule = taskRules[wish.task];
  const ofItsOwn = rule.each === true || forRecorderOf !== undefined;
  const { asks = { about: wish.about, rule: wish.rule, since: wish.at } } = wish;
  const others = state.tasks.filter((open) =>
    ofItsOwn ? open.key === key : open.task === wish.task && isSameWork(wish.task, wish.about, aboutOf(open)),
  );
  if (others.length > 0) {
    // What the other one does not ask for has its turn later.
    if (others.every((open) => open.key !== key)) askLater(state, rules.clinic, wish.task, asks, wish.at);
    return;
  }
  const dueAt = wish.dueAt ?? dueOf(rules.clinic, wish.task, wish.at, wish.withinWorkingDays);
  state.tasks.push({ key, task: wish.task, dueAt, ...(promised[wish.task] ? { asks } : {}) });
  const recorder = defined({ forRecorderOf });
  const again = wish.again && { again: wish.again };
  work.effects.push({ type: 'open-task', key, task: wish.task, team: rule.team, dueAt, ...recorder, ...again });
  note(work, { at: wish.at, what: 'task.opened', rule: wish.rule, key, inputs: [{ name: 'task', value: wish.task }] });
}

/** What a task is about: its key without its kind. */
export const aboutOf = ({ task, key }: Pick<OpenTask, 'task' | 'key'>): string => key.slice(task.length + 1);

/** By when work of a kind is to be done; what is to be done the same day is due at the end of a staffed day. */
export function dueOf(clinic: ClinicSettings, task: TaskKind, at: Instant, days?: number): Instant {
  const within = days ?? taskRules[task].withinWorkingDays;
  return within === 0 ? endOfStaffedDay(clinic, at) : withinWorkingDays(clinic, at, within);
}

/** When somebody tries again who reached nobody: at the latest by the end of the next working day. */
export const nextTry = (clinic: ClinicSettings, at: Instant): Instant => withinWorkingDays(clinic, at, 1);

/**
 * Nobody was reached. What is promised stays as it is, for whoever gives up for today completes it and it is asked for
 * again; any other call would be gone with its completion, so it stays open and its time moves.
 */
export function notReached(work: Work, open: OpenTask, at: Instant): void {
  if (promised[open.task]?.byTalking === true) return;
  open.dueAt = Math.max(open.dueAt, nextTry(work.rules.clinic, at));
  work.effects.push({ type: 'put-off-task', key: open.key, dueAt: open.dueAt });
}

/** A task was closed by a person, who may have spoken with the patient. What it asks for is not there by that alone. */
export function closedByHand(work: Work, done: OpenTask, at: Instant, reached?: boolean): void {
  const { state, rules } = work;
  const { task } = done;
  const { asks = { about: aboutOf(done), rule: `promise/${task}`, since: at } } = done;
  // Before it was asked whether anybody was reached, closing a call meant that.
  const settled = promised[task]?.byTalking === true && reached !== false;
  if (!settled && (!state.ended || outlives(state.ended.reason, task))) askLater(state, rules.clinic, task, asks, at);
}

/** Whether it is asked for although the enrolment ended so. */
export const outlives = (reason: EndReason, task: TaskKind): boolean => {
  const { whenEnded }: TaskRule = taskRules[task];
  return whenEnded === 'stay' || (whenEnded === 'for-the-living' && reason !== 'died');
};

/** The time has come to ask again: as work of its own, beside what was closed, unless the fact is there. */
export function askAgain(work: Work, row: Promised, at: Instant): void {
  const { state } = work;
  state.promises = (state.promises ?? []).filter((each) => each !== row);
  const { task, about, rule, since } = row;
  const asks = { about, rule, since };
  if (state.ended && !outlives(state.ended.reason, task)) return;
  if (promised[task]?.isKept?.(state, asks) === true) return;
  openTask(work, { task, about: `${about}/again@${todayOf(state, at)}`, at, rule, asks });
}

/** Closes the open tasks of some kinds, because what they asked for has come about. */
export function closeTasks(work: Work, kinds: readonly TaskKind[], at: Instant, because: string, rule: string): void {
  closeTasksAbout(work, kinds, () => true, { at, because, rule });
  forgetPromises(work.state, kinds);
}

/** Of those kinds, only what is about something that fits. */
export function closeTasksAbout(
  work: Work,
  kinds: readonly TaskKind[],
  fits: (about: string) => boolean,
  { at, because, rule }: { at: Instant; because: string; rule: string },
): void {
  const { state } = work;
  const done = state.tasks
    .filter((open) => kinds.includes(open.task) && fits(aboutOf(open)))
    .sort((a, b) => order(a.key, b.key));
  for (const { key } of done) {
    work.effects.push({ type: 'close-task', key, because });
    note(work, { at, what: 'task.closed', rule, key, inputs: [{ name: 'because', value: because }] });
  }
  state.tasks = state.tasks.filter((task) => !done.includes(task));
}
