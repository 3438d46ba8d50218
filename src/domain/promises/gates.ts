import type { ClosedAs } from '../words/choices';
import type { GateDefinition } from '../pathway/language';
import { ruleName } from '../pathway/lookup';
import type { GateVerdict, OpenGate, TrackState } from '../words/state';
import type { TaskKind } from '../words/task-kinds';
import { closeTasksAbout, openTask } from './tasks';
import { DAY, type Instant } from '../words/time';
import { note, todayOf, type Work } from '../step/work';

/** Work that belongs to one question: opened for it, and closed with it alone. */
export const gateTasks = [
  'prepare-evidence',
  'find-review-slot',
  'decide-question',
] as const satisfies readonly TaskKind[];

/** The same question with a new date to answer by: what was told of the old one is told anew. */
export function askedAnew(open: OpenGate, answerBy: Instant, at: Instant): OpenGate {
  const anew = { ...open, answerBy, escalated: false, renewedAt: at };
  delete anew.again;
  return anew;
}

/**
 * Puts a question to a clinician; the pathway waits. Putting it again only renews what the rule said. `evidenceDays`:
 * something new bears on it, and whoever decides has so many days from here at least.
 */
export function openGate(
  work: Work,
  track: TrackState,
  gate: GateDefinition,
  verdict: GateVerdict,
  at: Instant,
  evidenceDays?: number,
): void {
  const key = `${track.track}/${track.stage}/${gate.id}@${todayOf(work.state, at)}`;
  const rule = ruleName(work.rules, track.track, track.stage, gate.id);
  // What is found now belongs to another question: the one that is open is taken back.
  if (track.gate && track.gate.gate !== gate.id) closeGate(work, track, 'withdrawn', at, rule);
  const before = track.gate;
  const first = before === null;
  const open: OpenGate = before
    ? { ...before, verdict }
    : { gate: gate.id, key, openedAt: at, answerBy: at + gate.answerWithinDays * DAY, escalated: false, verdict };
  track.gate = open;
  const isComplete = before !== null && before.verdict.missing.length > 0 && verdict.missing.length === 0;
  // Now it can be answered: its time runs from here.
  const days = isComplete ? gate.answerWithinDays : evidenceDays;
  if (before && days !== undefined) {
    track.gate = askedAnew(open, Math.max(at + days * DAY, isComplete ? 0 : before.answerBy), at);
    openTask(work, { task: 'decide-question', about: open.key, at, rule, again: true });
  }
  work.effects.push({
    type: 'open-gate',
    key: open.key,
    gate: gate.id,
    track: track.track,
    stage: track.stage,
    question: gate.question,
    verdict,
    answerBy: track.gate.answerBy,
    ...(before && days !== undefined && { anew: true as const }),
  });
  if (!first) return;
  const inputs = [{ name: 'verdict', value: verdict.kind }];
  note(work, {
    at,
    what: 'gate.opened',
    rule,
    key: open.key,
    track,
    inputs,
  });
}

const ESCALATED_EVERY = 7 * DAY;

/** When an open question is escalated, or escalated again: every week until it is decided. */
export function escalationDue({ escalated, answerBy, again }: OpenGate): Instant {
  return escalated ? (again?.at ?? answerBy + ESCALATED_EVERY) : answerBy;
}

/** Nobody answered in time: the question stays open and is escalated, and again each week for as long as it takes. */
export function escalateGate(work: Work, track: TrackState, at: Instant): void {
  const open = track.gate;
  if (!open) return;
  // A state from before counted nothing: it was escalated once.
  const times = (open.again?.times ?? (open.escalated ? 1 : 0)) + 1;
  open.escalated = true;
  open.again = { times, at: at + ESCALATED_EVERY };
  const rule = ruleName(work.rules, track.track, track.stage, open.gate, 'unanswered');
  // A question that was put again escalates again, whatever became of the first time.
  const put = open.renewedAt === undefined ? '' : `/${String(open.renewedAt)}`;
  work.effects.push({
    type: 'raise-escalation',
    key: `${open.key}/unanswered${put}${times === 1 ? '' : `/${String(times)}`}`,
    tier: 'today',
    class: 'decision',
    rule,
    gate: open.key,
  });
  note(work, { at, what: 'gate.escalated', rule, key: open.key, track });
}

export function closeGate(work: Work, track: TrackState, as: ClosedAs, at: Instant, rule: string): void {
  const open = track.gate;
  if (!open) return;
  track.gate = null;
  work.effects.push({ type: 'close-gate', key: open.key, as });
  const what = as === 'withdrawn' ? 'gate.withdrawn' : 'gate.decided';
  const decision = { name: 'decision', value: as };
  // What whoever decided had before their eyes: a correction that changes it brings the decision back.
  const read = as === 'withdrawn' ? [] : [{ name: 'verdict', value: open.verdict.kind }, ...open.verdict.inputs];
  note(work, { at, what, rule, key: open.key, track, inputs: [decision, ...read] });
  const because = as === 'withdrawn' ? 'the question was withdrawn' : 'the decision was made';
  closeTasksAbout(work, gateTasks, (about) => isOfGate(about, open.key), { at, because, rule });
}

/** Tasks name the question; older ones named its track and stage, with the day. */
function isOfGate(about: string, gate: string): boolean {
  const stage = gate.slice(0, gate.lastIndexOf('/'));
  return about === gate || about.startsWith(`${stage}@`);
}
