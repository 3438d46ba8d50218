import type { CorrectionEvent } from '../corrections/corrections';
import { askAgain } from '../check-ins/open-check-in';
import { settleCheckIns, settleGates, settleTasks } from '../corrections/open-items';
import { openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { raiseUrgent } from './urgent';
import { eventRule, note, todayOf, type Work } from '../step/work';

/**
 * A fact is left out, or has other data now: the state was made anew before this, and what was open when the correction was
 * recorded came with it. The difference becomes true in the rows; nothing that is past is opened or sent, and an escalation
 * is closed by people alone.
 */
export function takeCorrection(work: Work, event: CorrectionEvent, at: Instant): void {
  const { state } = work;
  const { of, found, sent, returned } = event.data;
  const rule = eventRule(event.type);
  const replaced = event.type === 'event.retracted' && event.data.replacement !== undefined;
  const inputs = [
    { name: 'fact', value: of },
    { name: 'replaced', value: replaced ? 'yes' : 'no' },
    { name: 'messages sent since', value: sent.length },
    ...sent.map((value) => ({ name: 'sent', value })),
  ];
  note(work, { at, what: event.type, rule, inputs });
  const correction = { found, at, rule };
  settleCheckIns(work, correction);
  if (event.type === 'response.moved' && event.data.askAgain) {
    askAgain(
      state.checkIns.filter(({ key }) => key === event.data.checkIn),
      at,
    );
  }
  settleGates(work, correction);
  settleTasks(work, correction);
  if (state.ended && !found.ended) work.effects.push({ type: 'end-enrolment', reason: state.ended.reason });
  work.effects.push({ type: 'free-cancelled' });
  if (!state.ended && found.ended) reopen(work, at, rule);
  if (event.type === 'event.retracted') raiseUrgent(work, { type: of, data: event.data.replacement, seq: event.seq });
  for (const decision of returned) {
    const about = `${decision.gate}@${todayOf(state, at)}`;
    openTask(work, { task: 'look-at-decision', about, at, rule, forRecorderOf: decision.event });
  }
}

/** Whoever was thought to have left may have been told so, or not: a person looks before anything is sent. */
function reopen(work: Work, at: Instant, rule: string): void {
  work.state.onHold = { since: at };
  note(work, { at, what: 'enrolment.reopened', rule });
  openTask(work, { task: 'check-before-resuming', about: todayOf(work.state, at), at, rule });
}

/** A person has looked: the plan goes on from here, and what fell due meanwhile is not sent. */
export function resumeChecked({ state, ...work }: Work, at: Instant, rule: string): void {
  state.onHold = null;
  for (const checkIn of state.checkIns) checkIn.silentUntil = at;
  note({ state, ...work }, { at, what: 'messages.resumed', rule });
}
