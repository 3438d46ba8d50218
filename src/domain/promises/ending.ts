import { order } from '../step/canonical';
import { closeGate } from './gates';
import type { EndReason, OpenCheckIn } from '../words/state';
import { endOfStaffedDay } from '../calendar/staffed-hours';
import { askAgain, closeTasks, openTask, outlives } from './tasks';
import type { Instant } from '../words/time';
import { taskKinds } from '../words/task-kinds';
import { note, type Work } from '../step/work';

/** Ends the enrolment: open questions are withdrawn, open check-ins cancelled, and no message is ever planned again. */
export function endEnrolment(work: Work, reason: EndReason, at: Instant, rule: string): void {
  const { state } = work;
  state.ended = { at, reason };
  state.pause = null;
  state.onHold = null;
  for (const track of state.tracks) closeGate(work, track, 'withdrawn', at, rule);
  // Whoever withdraws just after a procedure is still rung: the check-in goes, the promise stays.
  const unsettled = state.checkIns.find(
    ({ answered, callAt, deferredFrom }) => !answered && callAt != null && deferredFrom === undefined,
  );
  cancelOpenCheckIns(work, state.checkIns, at, rule);
  if (unsettled && reason !== 'died') {
    openTask(work, {
      task: 'safety-call',
      about: unsettled.key,
      at,
      rule,
      dueAt: endOfStaffedDay(work.rules.clinic, at),
    });
  }
  // What outlives the enrolment and was to be asked again on a day to come is asked now; the rest of it has its turn then.
  const rows = state.promises ?? [];
  state.promises = [];
  for (const row of rows) if (outlives(reason, row.task)) askAgain(work, row, at);
  letGo(work, reason, at, rule);
  work.effects.push({ type: 'end-enrolment', reason });
  note(work, { at, what: 'enrolment.ended', rule, inputs: [{ name: 'reason', value: reason }] });
}

/** What nobody asks for any more after such an end. */
export function letGo(work: Work, reason: EndReason, at: Instant, rule: string): void {
  const pointless = taskKinds.filter((kind) => !outlives(reason, kind));
  closeTasks(work, pointless, at, 'the enrolment ended', rule);
  if (reason === 'died') for (const order of work.state.history.imaging) order.chased = true;
}

/** What a pause or a stay in hospital takes back: a safety check-in stays open, for somebody rings about it. */
export function cancelRoutine(work: Work, at: Instant, rule: string): void {
  cancelOpenCheckIns(
    work,
    work.state.checkIns.filter(({ callAt }) => callAt === undefined),
    at,
    rule,
  );
}

/** Takes back what is open and unanswered. */
export function cancelOpenCheckIns(work: Work, among: OpenCheckIn[], at: Instant, rule: string): void {
  const { state } = work;
  const open = among.filter((checkIn) => !checkIn.answered).sort((a, b) => order(a.key, b.key));
  for (const { key } of open) {
    work.effects.push({ type: 'close-check-in', key, as: 'cancelled' });
    note(work, { at, what: 'check-in.cancelled', rule, key });
  }
  state.checkIns = state.checkIns.filter((checkIn) => !open.includes(checkIn));
}
