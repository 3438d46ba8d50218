import { forgetMissed } from '../check-ins';
import type { EventOf } from '../event';
import { remember, rememberAnswer } from '../history';
import { addScores } from '../scores';
import { kindOf, seatsOf } from '../stages/registry';
import type { Input } from '../state';
import type { Instant } from '../time';
import { eventRule, note, type Work } from '../work';

/** An answer always counts, also a late one, also after the end. It closes no task by itself. */
export function takeAnswer(work: Work, event: EventOf<'check-in.answered'>, at: Instant): void {
  const { state, rules } = work;
  const { checkIn: key, scores } = event.data;
  const open = state.checkIns.find((checkIn) => checkIn.key === key);
  if (open) open.answered = true;
  addScores(state, scores, at);
  const name = open?.checkIn ?? nameInKey(key);
  forgetMissed(state, name);
  rememberAnswer(state, name, at);
  const inputs: Input[] = scores.map(({ score, value }) => ({ name: score, value }));
  note(work, {
    at,
    what: open ? 'check-in.answered' : 'check-in.answered-late',
    rule: eventRule(event.type),
    key,
    inputs,
  });
  if (state.ended) return;
  for (const seat of seatsOf(rules, state)) kindOf(seat.stage.kind).onAnswer(work, seat, key, at);
}

/** `care/diagnosis/weekly@2026-12-01` → `weekly`. */
function nameInKey(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1, key.lastIndexOf('@'));
}

export function takeSignal(work: Work, event: EventOf<'safety.signalled'>, at: Instant): void {
  const { checkIn: key, rule, class: signalClass, tier } = event.data;
  const inputs: Input[] = [
    { name: 'class', value: signalClass },
    { name: 'tier', value: tier },
  ];
  remember(work.state, 'signals', { rule, at });
  note(work, { at, what: 'signal.recorded', rule, key, inputs });
}
