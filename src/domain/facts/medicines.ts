import { z } from 'zod';
import { anyKeyOf, clinical, personOf } from '../words/authority';
import { byStage, duringCare, type Group } from './fact';
import { checks, dataOf, instant, notLater, oneOf, reason, word } from './fields';
import { dateText, day, read, readWords } from '../telling/entry-words';
import { type Refusal, refused } from '../words/effect';
import type { EventOf } from '../words/event';
import { askedPrompts, promptOf, snoozeFault } from '../medicines/prompts';
import {
  addTaking,
  confirmTaking,
  endTaking,
  medicinesOf,
  refuseClass,
  refuseContraindicated,
} from '../medicines/taken';
import type { Rules } from '../step/rules';
import { kindOf, seatsOf } from '../stages/registry';
import type { EnrolmentState } from '../words/state';
import { inputsOf, type Input } from '../words/history';
import { closeTasks } from '../promises/tasks';
import type { Instant } from '../words/time';
import { eventRule, note, type Work } from '../step/work';

export const medicineFacts = {
  'medication.started': {
    ...byStage<'medication.started'>({ refuse: refuseStartApart, take: takeStartApart }),
    who: anyKeyOf(clinical),
    data: ({ today }) =>
      dataOf({
        class: word('the class of the medicine, such as gabapentinoid'),
        agent: word('the medicine'),
        doseLevel: word('the dose level, such as starting or target'),
        startedOn: notLater(today),
        override: reason('why it was started although something speaks against it or was not looked at').optional(),
      }),
    texts: ['override'],
    // Whoever goes past a check can be asked about it: no program may.
    whoFor: (data) => ('override' in data ? personOf(clinical) : undefined),
    example: { class: 'snri', agent: 'a', doseLevel: 'target', startedOn: '2020-01-01' },
    told: (entry) =>
      `Taken: ${readWords(entry, 'class')}, dose level ${readWords(entry, 'dose level')}, from ${dateText(entry, 'from')}.`,
  },
  'medication.stopped': {
    ...byStage<'medication.stopped'>({ refuse: refuseStopApart, take: takeStopApart }),
    who: anyKeyOf(clinical),
    data: () => dataOf({ reason: reason(), class: word('the class of the medicine, such as gabapentin').optional() }),
    example: { reason: 'x' },
    told: (entry) =>
      entry.inputs.some(({ name }) => name === 'class')
        ? `Stopped: ${readWords(entry, 'class')}.`
        : 'The medicine was stopped.',
  },
  'medication.checked': {
    ...byStage<'medication.checked'>({
      take: (work, event, at) => {
        const inputs = [{ name: 'checks', value: event.data.checks.join(', ') }];
        note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
      },
    }),
    who: anyKeyOf(clinical),
    data: () => dataOf({ checks }),
    example: { checks: ['renal'] },
    told: (entry) => `Looked at before a start: ${readWords(entry, 'checks')}.`,
  },
  'medication.contraindicated': {
    ...duringCare,
    who: anyKeyOf(clinical),
    data: () => dataOf({ class: word('the class of the medicine, such as gabapentinoid'), reason: reason() }),
    example: { class: 'snri', reason: 'x' },
    refuse: null,
    take: takeContraindication,
    told: (entry) => `Must not be given: ${readWords(entry, 'class')}.`,
  },
  'medication.reviewed': {
    who: personOf(clinical),
    data: () =>
      dataOf({
        classes: z.array(word('a class of medicine that is taken, such as opioid')).max(40).optional(),
        weighed: z.array(word('a class whose benefits and risks were weighed')).max(40).optional(),
      }).default({}),
    example: {},
    // Looked at once more: what outlives the enrolment can be fulfilled.
    afterTheEnd: true,
    refuse: refuseMedicationReview,
    take: takeMedicationReview,
    kept: null,
    told: null,
  },
  'prompt.snoozed': {
    ...duringCare,
    who: personOf(clinical),
    data: ({ now }) =>
      dataOf({
        prompt: word('the prompt, such as prompt.gabapentinoid-opioid'),
        until: instant.refine((value) => value > now, 'A prompt is set aside until a time in the future.'),
        reason: reason(),
      }),
    example: { prompt: 'prompt.x', until: '2100-01-01T09:00:00Z', reason: 'x' },
    refuse: refuseSnooze,
    take: takeSnooze,
    told: (entry, zone) => `A prompt was set aside until ${day(entry, 'until', zone)}: ${read(entry, 'prompt')}.`,
  },
  'taper.reviewed': {
    who: personOf(clinical),
    data: () => dataOf({ outcome: oneOf(['reducing', 'continued', 'stopped']), reason: reason() }),
    example: { outcome: 'continued', reason: 'x' },
    afterTheEnd: true,
    refuse: refuseTaperReview,
    take: takeTaperReview,
    kept: null,
    told: (entry) => `How the medicine is to be reduced was reviewed: ${read(entry, 'outcome')}.`,
  },
} satisfies Group;

function takeMedicationReview(work: Work, event: EventOf<'medication.reviewed'>, at: Instant): void {
  const { classes, weighed } = event.data;
  const rule = eventRule(event.type);
  work.state.history.medicinesConfirmedAt = at;
  confirmTaking(work, event.data, at);
  const inputs: Input[] = [
    ...(classes ? [{ name: 'classes', value: classes.length === 0 ? 'none' : [...classes].sort().join(', ') }] : []),
    ...(weighed && weighed.length > 0 ? [{ name: 'weighed', value: [...weighed].sort().join(', ') }] : []),
  ];
  note(work, { at, what: 'medicines.confirmed', rule, inputs });
  closeTasks(work, ['review-medicine', 'list-medicines'], at, 'the medicines were gone through', rule);
}

/**
 * A class that the pathway does not know would be read as "none of those it asks about is taken", and so would one that is
 * left out although its trial is running: both are refused.
 */
function refuseMedicationReview(
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

/** Taken all the same: beside a trial, before its stage has come, or after it. */
function takeStartApart(work: Work, event: EventOf<'medication.started'>, at: Instant): void {
  const { class: name, doseLevel, startedOn } = event.data;
  const inputs = inputsOf({ class: name, 'dose level': doseLevel, from: startedOn });
  note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
  addTaking(work, name, startedOn, at);
}

function refuseStartApart(
  rules: Rules,
  state: EnrolmentState,
  { data }: EventOf<'medication.started'>,
): Refusal | null {
  return refuseClass(rules, data.class) ?? refuseContraindicated(state, data);
}

/** Without a class it means the one medicine that is taken. */
const stoppedClass = ({ history }: EnrolmentState, { data }: EventOf<'medication.stopped'>): string | undefined => {
  const taken = history.medicines?.taken ?? [];
  return data.class ?? (taken.length === 1 ? taken[0]?.class : undefined);
};

function takeStopApart(work: Work, event: EventOf<'medication.stopped'>, at: Instant): void {
  const name = stoppedClass(work.state, event) ?? '';
  endTaking(work, name, at);
  note(work, { at, what: 'medication.stopped', rule: eventRule(event.type), inputs: [{ name: 'class', value: name }] });
}

function refuseStopApart(_rules: Rules, state: EnrolmentState, event: EventOf<'medication.stopped'>): Refusal | null {
  const taken = (state.history.medicines?.taken ?? []).map((each) => each.class);
  const name = stoppedClass(state, event);
  if (name === undefined) {
    if (taken.length > 1)
      return refused('which-one', `Name the class that was stopped: taken are ${taken.join(', ')}.`);
    return refused('no-trial', 'No medicine is recorded as taken: record medication.started first.');
  }
  if (taken.includes(name)) return null;
  const now = taken.length === 0 ? 'none is recorded as taken' : `recorded as taken is ${taken.join(', ')}`;
  return refused('not-taken', `The class "${name}" cannot be stopped: ${now}.`);
}

/** Read and set aside by a clinician, until then. The reason stays with the event. */
function takeSnooze(work: Work, event: EventOf<'prompt.snoozed'>, at: Instant): void {
  const { prompt, until } = event.data;
  const medicines = medicinesOf(work.state);
  const asked = askedPrompts(work.rules, work.state, at).find(({ id }) => id === prompt);
  const others = medicines.snoozed.filter((each) => each.prompt !== prompt && each.until > at);
  medicines.snoozed = [...others, { prompt, from: at, until, certain: asked?.certain ?? false }];
  const inputs = inputsOf({ prompt, until });
  note(work, { at, what: 'prompt.snoozed', rule: eventRule(event.type), inputs });
}

function refuseSnooze(rules: Rules, state: EnrolmentState, event: EventOf<'prompt.snoozed'>): Refusal | null {
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

function takeContraindication(work: Work, event: EventOf<'medication.contraindicated'>, at: Instant): void {
  const inputs = [{ name: 'class', value: event.data.class }];
  const { contraindicated } = work.state.history;
  if (!contraindicated.includes(event.data.class)) contraindicated.push(event.data.class);
  note(work, { at, what: 'medication.contraindicated', rule: eventRule(event.type), inputs });
  for (const seat of seatsOf(work.rules, work.state)) {
    const kind = kindOf(seat.stage.kind);
    if (kind.takes.includes(event.type)) kind.handle(work, seat, event, at);
  }
}

function takeTaperReview(work: Work, event: EventOf<'taper.reviewed'>, at: Instant): void {
  const rule = eventRule(event.type);
  note(work, { at, what: 'taper.reviewed', rule, inputs: [{ name: 'outcome', value: event.data.outcome }] });
  closeTasks(work, ['taper-review'], at, 'the review was recorded', rule);
}

function refuseTaperReview(_rules: Rules, state: EnrolmentState): Refusal | null {
  if ([...state.tasks, ...(state.promises ?? [])].some(({ task }) => task === 'taper-review')) return null;
  return refused('no-taper-review', 'No review of how a medicine is to be reduced is open.');
}
