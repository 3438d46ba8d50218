import type { GateDefinition } from './pathway/types';
import { ruleName } from './lookup';
import type { GateVerdict, TrackState } from './state';
import { DAY, type Instant } from './time';
import { note, todayOf, type Work } from './work';

/** Puts a question to a clinician; the pathway waits. Putting it again only renews what the rule said. */
export function openGate(work: Work, track: TrackState, gate: GateDefinition, verdict: GateVerdict, at: Instant): void {
  const key = `${track.track}/${track.stage}/${gate.id}@${todayOf(work.state, at)}`;
  // What is found now belongs to another question: the one that is open is taken back.
  if (track.gate && track.gate.gate !== gate.id) {
    closeGate(work, track, 'withdrawn', at, ruleName(work.rules, track.track, track.stage, gate.id));
  }
  const first = track.gate === null;
  track.gate =
    first || track.gate === null
      ? { gate: gate.id, key, openedAt: at, answerBy: at + gate.answerWithinDays * DAY, escalated: false, verdict }
      : { ...track.gate, verdict };
  const open = track.gate;
  work.effects.push({
    type: 'open-gate',
    key: open.key,
    gate: gate.id,
    track: track.track,
    stage: track.stage,
    question: gate.question,
    verdict,
    answerBy: open.answerBy,
  });
  if (!first) return;
  const inputs = [{ name: 'verdict', value: verdict.kind }];
  note(work, {
    at,
    what: 'gate.opened',
    rule: ruleName(work.rules, track.track, track.stage, gate.id),
    key: open.key,
    track,
    inputs,
  });
}

/** Nobody answered in time: the question stays open and is escalated, once. */
export function escalateGate(work: Work, track: TrackState, at: Instant): void {
  const open = track.gate;
  if (!open || open.escalated) return;
  open.escalated = true;
  const rule = ruleName(work.rules, track.track, track.stage, open.gate, 'unanswered');
  work.effects.push({
    type: 'raise-escalation',
    // A question that was put again escalates again, whatever became of the first time.
    key: `${open.key}/unanswered${open.renewedAt === undefined ? '' : `/${String(open.renewedAt)}`}`,
    tier: 'today',
    class: 'decision',
    rule,
  });
  note(work, { at, what: 'gate.escalated', rule, key: open.key, track });
}

export function closeGate(
  work: Work,
  track: TrackState,
  as: 'approved' | 'declined' | 'withdrawn',
  at: Instant,
  rule: string,
): void {
  const open = track.gate;
  if (!open) return;
  track.gate = null;
  work.effects.push({ type: 'close-gate', key: open.key, as });
  const what = as === 'withdrawn' ? 'gate.withdrawn' : 'gate.decided';
  const decision = { name: 'decision', value: as };
  // What whoever decided had before their eyes: a correction that changes it brings the decision back.
  const read = as === 'withdrawn' ? [] : [{ name: 'verdict', value: open.verdict.kind }, ...open.verdict.inputs];
  note(work, { at, what, rule, key: open.key, track, inputs: [decision, ...read] });
}
