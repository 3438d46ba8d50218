import { type Refusal, refused } from '../words/effect';
import type { EventOf } from '../words/event';
import { askedPrompts, promptOf } from '../medicines/prompts';
import { confirmTaking, endTaking, medicinesOf } from '../medicines/taken';
import { snoozeFault } from '../medicines/snooze';
import type { Rules } from '../step/rules';
import { seatsOf } from '../stages/registry';
import { refuseByStage } from '../stages/takers';
import type { EnrolmentState, Input } from '../words/state';
import { closeTasks } from '../promises/tasks';
import type { Instant } from '../words/time';
import { eventRule, note, type Work } from '../step/work';

// Facts about medicines that concern no stage in particular. They are written down; nothing is started or stopped by them.

export function takeMedicationReview(work: Work, event: EventOf<'medication.reviewed'>, at: Instant): void {
  const { classes, weighed } = event.data;
  const rule = eventRule(event.type);
  work.state.history.medicinesConfirmedAt = at;
  confirmTaking(work, event.data, at);
  const inputs: Input[] = [
    ...(classes ? [{ name: 'classes', value: classes.length === 0 ? 'none' : [...classes].sort().join(', ') }] : []),
    ...(weighed && weighed.length > 0 ? [{ name: 'weighed', value: [...weighed].sort().join(', ') }] : []),
  ];
  note(work, { at, what: 'medicines.confirmed', rule, inputs });
  closeTasks(work, ['review-medicine'], at, 'the medicines were gone through', rule);
}

/**
 * A class that the pathway does not know would be read as "none of those it asks about is taken", and so would one that is
 * left out although its trial is running: both are refused.
 */
export function refuseMedicationReview(
  rules: Rules,
  state: EnrolmentState,
  { data }: EventOf<'medication.reviewed'>,
): Refusal | null {
  const known = rules.pathway.medicines?.classes;
  const odd = [...(data.classes ?? []), ...(data.weighed ?? [])].find((name) => known && !known.includes(name));
  if (odd !== undefined && known) {
    return refused('unknown-class', `There is no class "${odd}" here. Known are ${known.join(', ')}.`);
  }
  const onTrial = seatsOf(rules, state).flatMap(({ own }) =>
    own.kind === 'medication-trial' && own.trial?.stoppedOn === null ? [own.trial.class] : [],
  );
  const leftOut = onTrial.find((name) => data.classes && !data.classes.includes(name));
  if (leftOut === undefined) return null;
  return refused(
    'trial-running',
    `A trial of the class ${leftOut} is running: name it among the classes, or record medication.stopped first.`,
  );
}

/** The medicine of a running trial belongs to its stage; any other that is taken is only crossed off. */
export function isStopBesideTrial(
  { rules, state }: Pick<Work, 'rules' | 'state'>,
  event: EventOf<'medication.stopped'>,
): boolean {
  const { class: name } = event.data;
  if (name === undefined) return false;
  return !seatsOf(rules, state).some(
    ({ own }) => own.kind === 'medication-trial' && own.trial?.stoppedOn === null && own.trial.class === name,
  );
}

export function takeStopBesideTrial(work: Work, event: EventOf<'medication.stopped'>, at: Instant): void {
  const name = event.data.class ?? '';
  endTaking(work, name, at);
  note(work, { at, what: 'medication.stopped', rule: eventRule(event.type), inputs: [{ name: 'class', value: name }] });
}

export function refuseStop(rules: Rules, state: EnrolmentState, event: EventOf<'medication.stopped'>): Refusal | null {
  if (!isStopBesideTrial({ rules, state }, event)) return refuseByStage(rules, state, event);
  const taken = (state.history.medicines?.taken ?? []).map((each) => each.class);
  if (taken.includes(event.data.class ?? '')) return null;
  const now = taken.length === 0 ? 'none is recorded as taken' : `recorded as taken is ${taken.join(', ')}`;
  return refused('not-taken', `The class "${event.data.class ?? ''}" cannot be stopped: ${now}.`);
}

/** Read and set aside by a clinician, until then. The reason stays with the event. */
export function takeSnooze(work: Work, event: EventOf<'prompt.snoozed'>, at: Instant): void {
  const { prompt, until } = event.data;
  const medicines = medicinesOf(work.state);
  const asked = askedPrompts(work.rules, work.state, at).find(({ id }) => id === prompt);
  const others = medicines.snoozed.filter((each) => each.prompt !== prompt && each.until > at);
  medicines.snoozed = [...others, { prompt, from: at, until, certain: asked?.certain ?? false }];
  const inputs: Input[] = [
    { name: 'prompt', value: prompt },
    { name: 'until', value: until },
  ];
  note(work, { at, what: 'prompt.snoozed', rule: eventRule(event.type), inputs });
}

export function refuseSnooze(rules: Rules, state: EnrolmentState, event: EventOf<'prompt.snoozed'>): Refusal | null {
  const { prompt, until } = event.data;
  const definition = promptOf(rules, prompt);
  if (!definition) {
    return refused(
      'no-such-prompt',
      `There is no prompt "${prompt}" here: the explanation lists those that are shown.`,
    );
  }
  if (!askedPrompts(rules, state, event.recordedAt).some(({ id }) => id === prompt)) {
    return refused('prompt-not-shown', `The prompt "${prompt}" is not shown now: there is nothing to set aside.`);
  }
  return snoozeFault(definition, until, event.recordedAt);
}
