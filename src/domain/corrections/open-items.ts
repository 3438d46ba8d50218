import type { JournalEntry } from '../words/effect';
import type { Correction, DomainEvent } from '../words/event';
import type { OpenItems } from '../words/choices';
import { isAskedByMail } from '../check-ins/occurrences';
import type { EnrolmentState, OpenTask } from '../words/state';
import { order } from '../step/canonical';
import { isSameOccasion } from '../check-ins/key';
import { askedAnew } from '../promises/gates';
import { gateOf, stageOf } from '../pathway/lookup';
import type { TaskKind } from '../words/task-kinds';
import { aboutOf, dueOf, isSameWork, taskRules } from '../promises/tasks';
import { DAY, type Instant } from '../words/time';
import { note, type Work } from '../step/work';

/** What is open, by key. */
export function openItemsOf(state: EnrolmentState): OpenItems {
  const { ended, tasks, tracks, checkIns } = state;
  return {
    ended: ended !== null,
    tasks: tasks.map(({ key }) => key),
    gates: tracks.flatMap(({ gate }) => (gate ? [gate.key] : [])),
    checkIns: checkIns.map(({ key }) => key),
    writing: isAskedByMail(state, state.now),
  };
}

/**
 * Decisions made after a fact that had something else before their eyes than there would have been without it: another
 * question, or other numbers. The fact itself is not among them.
 */
export function returnedDecisions(
  was: readonly JournalEntry[],
  is: readonly JournalEntry[],
  events: readonly DomainEvent[],
  fact: DomainEvent,
): Correction['returned'] {
  const readAt = (entries: readonly JournalEntry[], at: number): string | undefined => {
    const entry = entries.find((each) => each.what === 'gate.decided' && each.at === at);
    return entry && JSON.stringify([entry.key, entry.inputs]);
  };
  return events.flatMap((event) => {
    if (event.type !== 'decision.made' || event.seq <= fact.seq) return [];
    const before = readAt(was, event.recordedAt);
    return before === undefined || before === readAt(is, event.recordedAt)
      ? []
      : [{ event: event.id, gate: event.data.gate }];
  });
}

// What is open after a correction against what was open before: the rows follow, and people find nothing old and sudden.

export type Settling = { found: OpenItems; at: Instant; rule: string };

const because = 'corrected';

/** Work about a day that is over: nobody can ask any more what a check-in asked. */
const aboutADay: readonly TaskKind[] = ['ask-by-phone'];

/**
 * A check-in under another stage's name is the same to the patient: it keeps the name that the mail was sent by, and asks what
 * it should. One that was never asked stays open for what is still to come; what should not be open is cancelled.
 */
export function settleCheckIns(work: Work, { found, at, rule }: Settling): void {
  const { state } = work;
  const left = new Set(found.checkIns);
  for (const open of state.checkIns) {
    const known = [...left].find((key) => isSameOccasion(key, open.key));
    if (known !== undefined) {
      left.delete(known);
      open.key = known;
    }
    if (known === undefined || !found.writing) open.silentUntil = at;
  }
  for (const key of [...left].sort(order)) {
    work.effects.push({ type: 'close-check-in', key, as: 'cancelled' });
    note(work, { at, what: 'check-in.cancelled', rule, key });
  }
}

/** A question that is put again, or only now, has its time from now: nobody is late with what was not asked. */
export function settleGates(work: Work, { found, at, rule }: Settling): void {
  const { state, rules } = work;
  const left = new Set(found.gates);
  for (const track of state.tracks) {
    const definition = track.gate && gateOf(stageOf(rules, track), track.gate.gate);
    if (!track.gate || !definition) continue;
    const isNew = !left.delete(track.gate.key);
    if (isNew) {
      const answerBy = Math.max(track.gate.answerBy, at + definition.answerWithinDays * DAY);
      track.gate = askedAnew(track.gate, answerBy, at);
    }
    const { gate, key, verdict, answerBy } = track.gate;
    work.effects.push({
      type: 'open-gate',
      key,
      gate,
      track: track.track,
      stage: track.stage,
      question: definition.question,
      verdict,
      answerBy,
      ...(isNew ? { again: true as const } : {}),
    });
  }
  for (const key of left) {
    work.effects.push({ type: 'close-gate', key, as: 'withdrawn', corrected: true });
    note(work, { at, what: 'gate.withdrawn', rule, key });
  }
}

/** Work of a kind that is open stays the same work; what is asked for only now is due from now on. */
export function settleTasks(work: Work, { found, at, rule }: Settling): void {
  const { state } = work;
  const left = new Set(found.tasks);
  for (const task of state.tasks) left.delete(task.key);
  const isNew = ({ key }: OpenTask): boolean => !found.tasks.includes(key);
  for (const task of state.tasks.filter(isNew)) {
    const same = [...left].find((key) => isSameTask(task, key));
    if (same !== undefined) {
      left.delete(same);
      task.key = same;
    } else if (!aboutADay.includes(task.task)) openNow(work, task, at);
  }
  const past = state.tasks.filter((task) => isNew(task) && aboutADay.includes(task.task));
  state.tasks = state.tasks.filter((task) => !past.includes(task));
  for (const { key } of past) closed(work, key, at, 'its day is past', rule);
  for (const key of [...left].sort(order)) {
    work.effects.push({ type: 'close-task', key, because });
    closed(work, key, at, because, rule);
  }
}

function isSameTask(open: OpenTask, other: string): boolean {
  const { task } = open;
  return other.startsWith(`${task}/`) && isSameWork(task, aboutOf(open), aboutOf({ task, key: other }));
}

function openNow({ rules, effects }: Work, task: OpenTask, at: Instant): void {
  const { team } = taskRules[task.task];
  task.dueAt = Math.max(task.dueAt, dueOf(rules.clinic, task.task, at));
  effects.push({ type: 'open-task', key: task.key, task: task.task, team, dueAt: task.dueAt, again: true });
}

function closed(work: Work, key: string, at: Instant, why: string, rule: string): void {
  note(work, { at, what: 'task.closed', rule, key, inputs: [{ name: 'because', value: why }] });
}
