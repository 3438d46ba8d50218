import { plusDays, localDateAt } from '../calendar';
import { ruleName } from '../lookup';
import { openingOn } from '../staffed-hours';
import { closeTasks, openTask } from '../tasks';
import { eventRule, note } from '../work';
import { refused } from '../refused';
import type { DiagnosisStage } from '../pathway/types';
import type { EnrolmentState } from '../state';
import { firstOf } from './judge';
import type { Due, StageKind } from './kind';

/** Waits for a clinician to record the diagnosis; its mechanism says which stage comes next. */
export const diagnosis: StageKind<'diagnosis'> = {
  takes: ['diagnosis.recorded'],

  enter: ({ clinic }, _state, stage, at) => ({
    kind: 'diagnosis',
    deadlineAt: openingOn(clinic, plusDays(localDateAt(clinic.timeZone, at), stage.deadlineDays)),
    overdue: false,
    ...(stage.intake
      ? { intakeCallAt: openingOn(clinic, plusDays(localDateAt(clinic.timeZone, at), stage.intake.callAfterDays)) }
      : {}),
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
    closeTasks(work, ['record-diagnosis'], at, 'the diagnosis was recorded', eventRule(event.type));
    const next = stage.next.byMechanism[mechanism] ?? stage.next.otherwise;
    return { to: { to: 'stage', stage: next }, rule: ruleName(work.rules, track.track, stage.id, 'next'), inputs };
  },

  onAnswer(work, { own, stage, state }, _checkIn, at) {
    if (own.intakeCallAt === undefined || missingScores(state, stage.intake).length > 0) return;
    own.intakeCallAt = null;
    closeTasks(work, ['complete-intake'], at, 'the first scores are there', eventRule('check-in.answered'));
  },

  due: ({ own }) =>
    firstOf<Due>([
      ...(own.intakeCallAt == null
        ? []
        : [{ at: own.intakeCallAt, what: 'A call, if first answers are missing', to: 'coordinators' as const }]),
      ...(own.overdue
        ? []
        : [{ at: own.deadlineAt, what: 'Request to record the diagnosis', to: 'clinicians' as const }]),
    ]),

  onDue(work, { track, stage, own, state }, at) {
    if (own.intakeCallAt != null && own.intakeCallAt <= at) {
      own.intakeCallAt = null;
      if (missingScores(state, stage.intake).length === 0) return;
      const rule = ruleName(work.rules, track.track, stage.id, 'intake');
      openTask(work, { task: 'complete-intake', about: `${track.track}/${stage.id}@${track.enteredOn}`, at, rule });
      return;
    }
    own.overdue = true;
    const rule = ruleName(work.rules, track.track, stage.id, 'deadline');
    openTask(work, { task: 'record-diagnosis', about: `${track.track}/${stage.id}@${track.enteredOn}`, at, rule });
  },

  again: () => false,
  judge: () => null,
  waitingFor: ({ own }) => ({ for: 'record', event: 'diagnosis.recorded', by: own.deadlineAt }),
};

function missingScores({ history }: EnrolmentState, intake: DiagnosisStage['intake']): string[] {
  return (intake?.scores ?? []).filter((score) => history.first[score] === undefined);
}
