import { type Refusal, refused } from '../words/effect';
import type { EventOf } from '../words/event';
import { knownFlagFault, knownRules } from '../instrument/known-flags';
import { scoreTotal, totalFault, versionFault } from '../instrument/total';
import type { Rules } from '../step/rules';
import { addScores } from '../check-ins/scores';
import { conditionsOf, lookAtIntake } from '../stages/diagnosis/intake';
import { isIn } from '../stages/kind';
import { kindOf, seatsOf } from '../stages/registry';
import type { EnrolmentState } from '../words/state';
import { askForBypass } from './moves';
import { closeTasks } from '../promises/tasks';
import type { Instant } from '../words/time';
import { raiseUrgent } from './urgent';
import { eventRule, note, type Work } from '../step/work';

// Facts clinicians note down in any stage. They move nothing by themselves; rules may read them.

export function takeHistory(work: Work, event: EventOf<'history.recorded'>, at: Instant): void {
  const { previousOperations, conditions } = event.data;
  const { history } = work.state;
  if (conditions) history.conditions = { ...history.conditions, ...conditions };
  const answered = Object.entries(conditions ?? {}).map(([name, value]) => ({ name, value }));
  const inputs = [{ name: 'previous operations', value: previousOperations }, ...answered];
  note(work, { at, what: 'history.recorded', rule: eventRule(event.type), inputs });
  for (const seat of seatsOf(work.rules, work.state)) {
    if (isIn('diagnosis', seat)) lookAtIntake(work, seat, at);
  }
}

/** A condition that no stage of today asks about is most likely misspelt: it would be kept and never read. */
export function refuseHistory(rules: Rules, state: EnrolmentState, event: EventOf<'history.recorded'>): Refusal | null {
  const named = Object.keys(event.data.conditions ?? {});
  if (named.length === 0) return null;
  const known = conditionsOf(rules).map(({ id }) => id);
  const odd = named.find((id) => !known.includes(id));
  if (odd === undefined) return null;
  const are = known.length === 0 ? 'this pathway has none' : `they are ${known.join(', ')}`;
  return refused('no-such-condition', `"${odd}" is no condition for entry: ${are}.`);
}

export function takeExamination(work: Work, event: EventOf<'examination.recorded'>, at: Instant): void {
  const inputs = [{ name: 'deficit', value: event.data.deficit }];
  const rule = eventRule(event.type);
  note(work, { at, what: 'examination.recorded', rule, inputs });
  raiseUrgent(work, event);
  if (event.data.deficit === 'progressive') askForBypass(work, at, rule);
}

export function takeContraindication(work: Work, event: EventOf<'medication.contraindicated'>, at: Instant): void {
  const inputs = [{ name: 'class', value: event.data.class }];
  const { contraindicated } = work.state.history;
  if (!contraindicated.includes(event.data.class)) contraindicated.push(event.data.class);
  note(work, { at, what: 'medication.contraindicated', rule: eventRule(event.type), inputs });
  for (const seat of seatsOf(work.rules, work.state)) {
    const kind = kindOf(seat.stage.kind);
    if (kind.takes.includes(event.type)) kind.handle(work, seat, event, at);
  }
}

export function takeTaperReview(work: Work, event: EventOf<'taper.reviewed'>, at: Instant): void {
  const rule = eventRule(event.type);
  note(work, { at, what: 'taper.reviewed', rule, inputs: [{ name: 'outcome', value: event.data.outcome }] });
  closeTasks(work, ['taper-review'], at, 'the review was recorded', rule);
}

export function refuseTaperReview(_rules: Rules, state: EnrolmentState): Refusal | null {
  if ([...state.tasks, ...(state.promises ?? [])].some(({ task }) => task === 'taper-review')) return null;
  return refused('no-taper-review', 'No review of how a medicine is to be reduced is open.');
}

/** A total read off a licensed form on paper. */
export function takeTotal(work: Work, event: EventOf<'score.entered'>, at: Instant): void {
  const { instrument: id, ...entry } = event.data;
  const instrument = work.rules.instruments[id];
  if (!instrument) return;
  const { score, value, raw } = scoreTotal(instrument, entry);
  addScores(work.state, [{ score, value, raw }], at);
  note(work, { at, what: 'score.entered', rule: eventRule(event.type), inputs: [{ name: score, value }] });
  for (const seat of seatsOf(work.rules, work.state)) kindOf(seat.stage.kind).onAnswer(work, seat, null, at);
}

export function refuseTotal(
  { instruments }: Rules,
  _state: EnrolmentState,
  event: EventOf<'score.entered'>,
): Refusal | null {
  const { instrument: id, ...entry } = event.data;
  const instrument = instruments[id];
  if (!instrument) return refused('no-such-instrument', `There is no instrument "${id}": correct its spelling.`);
  const fault = versionFault(instrument, event.data.version) ?? totalFault(instrument, entry);
  return fault === null ? null : refused('not-a-total', `The total of ${id} cannot be taken: ${fault}.`);
}

export function takeKnownFlag(work: Work, event: EventOf<'flag.known'>, at: Instant): void {
  const { rule: flag, until } = event.data;
  const { history } = work.state;
  history.known = [...history.known.filter(({ rule }) => rule !== flag), { rule: flag, from: at, until }];
  const inputs = [
    { name: 'flag', value: flag },
    { name: 'until', value: until },
  ];
  note(work, { at, what: 'flag.known', rule: eventRule(event.type), inputs });
}

export function refuseKnownFlag(
  { instruments }: Rules,
  _state: EnrolmentState,
  event: EventOf<'flag.known'>,
): Refusal | null {
  const fault = knownFlagFault(instruments, { ...event.data, from: event.recordedAt });
  return fault === null ? null : refused('cannot-be-known', fault);
}

/** Signs that count as known at an instant: what `safetySignals` is given. */
export function knownOf({ history }: EnrolmentState, at: Instant): string[] {
  return knownRules(history.known, at);
}
