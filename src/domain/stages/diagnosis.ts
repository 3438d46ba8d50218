import { plusDays, localDateAt } from '../calendar';
import { ruleName } from '../lookup';
import { openingOn } from '../staffed-hours';
import { closeTasks, openTask } from '../tasks';
import { eventRule, note } from '../work';
import type { StageKind } from './kind';

/** Waits for a clinician to record the diagnosis; its mechanism says which stage comes next. */
export const diagnosis: StageKind<'diagnosis'> = {
  takes: ['diagnosis.recorded'],

  enter: ({ clinic }, _state, stage, at) => ({
    kind: 'diagnosis',
    deadlineAt: openingOn(clinic, plusDays(localDateAt(clinic.timeZone, at), stage.deadlineDays)),
    overdue: false,
  }),

  entered: () => undefined,
  refuse: () => null,

  handle(work, { track, stage }, event, at) {
    if (event.type !== 'diagnosis.recorded') return null;
    const { mechanism } = event.data;
    const inputs = [{ name: 'mechanism', value: mechanism }];
    note(work, { at, what: 'diagnosis.recorded', rule: eventRule(event.type), inputs, track });
    closeTasks(work, ['record-diagnosis'], at, 'the diagnosis was recorded', eventRule(event.type));
    const next = stage.next.byMechanism[mechanism] ?? stage.next.otherwise;
    return { to: { to: 'stage', stage: next }, rule: ruleName(work.rules, track.track, stage.id, 'next'), inputs };
  },

  onAnswer: () => undefined,

  due: ({ own }) =>
    own.overdue ? null : { at: own.deadlineAt, what: 'Request to record the diagnosis', to: 'clinicians' },

  onDue(work, { track, stage, own }, at) {
    own.overdue = true;
    const rule = ruleName(work.rules, track.track, stage.id, 'deadline');
    openTask(work, { task: 'record-diagnosis', about: `${track.track}/${stage.id}@${track.enteredOn}`, at, rule });
  },

  again: () => false,
  judge: () => null,
  waitingFor: ({ own }) => ({ for: 'record', event: 'diagnosis.recorded', by: own.deadlineAt }),
};
