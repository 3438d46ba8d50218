import { definition } from './definition';
import { plusDays, localDateAt } from '../../calendar/calendar';
import { ruleName } from '../../pathway/lookup';
import { openingOn } from '../../calendar/staffed-hours';
import { closeTasks, openTask } from '../../promises/tasks';
import { eventRule, note } from '../../step/work';
import { refused } from '../../words/effect';
import { intakeDue, intakeDues, intakeTimes, lookAtIntake } from './intake';
import { firstOf } from '../judge';
import type { Due, StageKind } from '../kind';

/** Waits for a clinician to record the diagnosis; its mechanism says which stage comes next. */
export const diagnosis: StageKind<'diagnosis'> = {
  ...definition,
  takes: ['diagnosis.recorded'],

  enter: (rules, _state, stage, at) => ({
    kind: 'diagnosis',
    deadlineAt: openingOn(rules.clinic, plusDays(localDateAt(rules.clinic.timeZone, at), stage.deadlineDays)),
    overdue: false,
    ...intakeTimes(rules, stage, at),
  }),

  entered: () => undefined,

  refuse({ stage, track }) {
    const missing = (stage.needs ?? []).filter((type) => !track.recorded.includes(type));
    if (missing.length === 0) return null;
    return refused('not-complete', `Before the diagnosis, record ${missing.join(' and ')}.`);
  },

  handle(work, { track, stage }, event, at) {
    if (event.type !== 'diagnosis.recorded') return null;
    const { mechanism } = event.data;
    const inputs = [{ name: 'mechanism', value: mechanism }];
    note(work, { at, what: 'diagnosis.recorded', rule: eventRule(event.type), inputs, track });
    // Whoever makes the diagnosis has looked at whether the pathway fits.
    closeTasks(work, ['record-diagnosis', 'check-entry'], at, 'the diagnosis was recorded', eventRule(event.type));
    const next = stage.next.byMechanism[mechanism] ?? stage.next.otherwise;
    return { to: { to: 'stage', stage: next }, rule: ruleName(work.rules, track.track, stage.id, 'next'), inputs };
  },

  onAnswer(work, seat, _checkIn, at) {
    lookAtIntake(work, seat, at);
  },

  due: (seat) =>
    firstOf<Due>([
      ...intakeDues(seat),
      ...(seat.own.overdue
        ? []
        : [{ at: seat.own.deadlineAt, what: 'Request to record the diagnosis', to: 'clinicians' as const }]),
    ]),

  onDue(work, seat, at) {
    if (intakeDue(work, seat, at)) return;
    const { own, track, stage } = seat;
    own.overdue = true;
    const rule = ruleName(work.rules, track.track, stage.id, 'deadline');
    openTask(work, { task: 'record-diagnosis', about: `${track.track}/${stage.id}@${track.enteredOn}`, at, rule });
  },

  again: () => false,
  judge: () => null,
  waitingFor: ({ own }) => ({ for: 'record', event: 'diagnosis.recorded', by: own.deadlineAt }),

  recordable: ({ stage }) => [
    {
      type: 'history.recorded',
      data: {
        previousOperations: 1,
        conditions: Object.fromEntries((stage.intake?.conditions ?? []).map(({ id }) => [id, 'yes'])),
      },
    },
    { type: 'examination.recorded', data: { deficit: 'none' } },
    ...(['neuropathic', 'axial', 'structural', 'mixed'] as const)
      .filter((mechanism) => mechanism === 'axial' || Object.hasOwn(stage.next.byMechanism, mechanism))
      .map((mechanism) => ({ type: 'diagnosis.recorded', data: { mechanism } }) as const),
  ],

  phase: ({ recorded }) =>
    recorded.filter((type) => type.startsWith('history') || type.startsWith('examination')).join(),
};
