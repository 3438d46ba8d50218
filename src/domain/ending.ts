import { order } from './canonical';
import { closeGate } from './gates';
import type { EndReason } from './state';
import { closeTasks, taskRules } from './tasks';
import type { Instant } from './time';
import { taskKinds } from './state';
import { note, type Work } from './work';

/** Ends the enrolment: open questions are withdrawn, open check-ins cancelled, and no message is ever planned again. */
export function endEnrolment(work: Work, reason: EndReason, at: Instant, rule: string): void {
  const { state } = work;
  state.ended = { at, reason };
  state.pause = null;
  for (const track of state.tracks) closeGate(work, track, 'withdrawn', at, rule);
  cancelOpenCheckIns(work, at, rule);
  const pointless = taskKinds.filter((kind) => taskRules[kind].whenEnded === 'close');
  closeTasks(work, pointless, at, 'the enrolment ended', rule);
  work.effects.push({ type: 'end-enrolment', reason });
  note(work, { at, what: 'enrolment.ended', rule, inputs: [{ name: 'reason', value: reason }] });
}

/** Takes back what is open and unanswered. */
export function cancelOpenCheckIns(work: Work, at: Instant, rule: string): void {
  const { state } = work;
  const open = state.checkIns.filter((checkIn) => !checkIn.answered).sort((a, b) => order(a.key, b.key));
  for (const { key } of open) {
    work.effects.push({ type: 'close-check-in', key, as: 'cancelled' });
    note(work, { at, what: 'check-in.cancelled', rule, key });
  }
  state.checkIns = state.checkIns.filter((checkIn) => checkIn.answered);
}
