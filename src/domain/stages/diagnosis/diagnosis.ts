import { z } from 'zod';
import { Days, Id, Text } from '../../shapes/shapes';
import { type EventData, staffEventTypes } from '../../words/event';
import { scoresText, wait } from '../definition';
import { daysText, listText } from '../../telling/english';
import { type Sentence, says } from '../../telling/sentence';
import type { Due, StageDefinition, StageKind } from '../kind';
import { localDateAt, plusDays } from '../../calendar/calendar';
import { ruleName } from '../../pathway/lookup';
import { openingOn } from '../../calendar/staffed-hours';
import { closeTasks, openTask } from '../../promises/tasks';
import { eventRule, note } from '../../step/work';
import { refused } from '../../words/effect';
import { intakeDue, intakeDues, intakeTimes, lookAtIntake } from './intake';
import { firstOf } from '../judge';
import { stage } from '../base';
import type { Instant } from '../../words/time';

const Mechanism = z.enum([
  'neuropathic',
  'axial',
  'structural',
  'mixed',
] satisfies EventData['diagnosis.recorded']['mechanism'][]);

const schema = z.strictObject({
  ...stage,
  kind: z.literal('diagnosis'),
  deadlineDays: Days,
  /** Stage entered when the diagnosis is recorded, by mechanism; `otherwise` for any other. */
  next: z.strictObject({ byMechanism: z.partialRecord(Mechanism, Id).transform(known), otherwise: Id }),
  /** Facts that must be there before the diagnosis is recorded. */
  needs: z.array(z.enum(staffEventTypes)).optional(),
  /** The first scores, and who the pathway is for; what is missing by then becomes a call, and later a clinician's task. */
  intake: z
    .strictObject({
      scores: z.array(Id).min(1),
      callAfterDays: Days,
      endAfterDays: Days.optional(),
      conditions: z
        .array(
          z.strictObject({
            id: Id,
            text: Text,
            source: Text,
            /** Whether the patient is of age is known from the birth date, and asked of nobody. */
            by: z.literal('birth-date').optional(),
          }),
        )
        .min(1)
        .optional(),
    })
    .refine(({ callAfterDays, endAfterDays }) => endAfterDays === undefined || endAfterDays > callAfterDays, {
      message: 'must be later than callAfterDays',
      path: ['endAfterDays'],
    })
    .optional(),
  /** Imaging that was ordered and has no result by then is chased. */
  imagingReportWithinDays: Days.optional(),
});
export type DiagnosisStage = z.infer<typeof schema>;

export type DiagnosisState = {
  kind: 'diagnosis';
  deadlineAt: Instant;
  overdue: boolean;
  /** When missing first scores are asked for by telephone; null where the pathway asks none, or once it was done. */
  intakeCallAt?: Instant | null;
  /** When what is still missing is put before a clinician; null once it was, or when nothing is missing. */
  intakeEndAt?: Instant | null;
};

declare module '../types' {
  interface StageKinds {
    diagnosis: { stage: DiagnosisStage; state: DiagnosisState };
  }
}

export const definition: StageDefinition<'diagnosis'> = {
  schema,

  parts: ({ deadlineDays, next, intake, imagingReportWithinDays }) => ({
    ways: [
      ...Object.entries(next.byMechanism).map(([mechanism, stage]) => ({
        path: ['next', 'byMechanism', mechanism],
        when: `the diagnosis is recorded as ${mechanism}`,
        to: { to: 'stage', stage } as const,
      })),
      {
        path: ['next', 'otherwise'],
        when: 'any other diagnosis is recorded',
        to: { to: 'stage', stage: next.otherwise },
      },
    ],
    waits: [
      wait(deadlineDays, 'deadlineDays'),
      ...(intake ? [wait(intake.callAfterDays, 'intake', 'callAfterDays')] : []),
      ...(intake?.endAfterDays === undefined ? [] : [wait(intake.endAfterDays, 'intake', 'endAfterDays')]),
      ...(imagingReportWithinDays === undefined ? [] : [wait(imagingReportWithinDays, 'imagingReportWithinDays')]),
    ],
  }),

  sentences: ({ deadlineDays, needs = [], intake, imagingReportWithinDays }) => [
    ...(intake
      ? [
          says(
            `The first ${scoresText(intake.scores)} are asked for; what is missing after ${daysText(intake.callAfterDays)} becomes a call.`,
            ['intake', 'callAfterDays'],
          ),
          ...conditionsText(intake.conditions ?? []),
          ...(intake.endAfterDays === undefined
            ? []
            : [
                says(
                  `What is still missing after ${daysText(intake.endAfterDays)} becomes a task of the clinicians: whether the pathway is for this patient.`,
                  ['intake', 'endAfterDays'],
                ),
              ]),
        ]
      : []),
    ...(needs.length > 0 ? [says(`Before the diagnosis these must be recorded: ${listText(needs)}.`)] : []),
    ...(imagingReportWithinDays === undefined
      ? []
      : [
          says(
            `Imaging that was ordered and has no result after ${daysText(imagingReportWithinDays)} is chased by a task.`,
            'imagingReportWithinDays',
          ),
        ]),
    says(
      `A clinician records the diagnosis and its mechanism. If none is recorded within ${daysText(deadlineDays)}, the clinicians get a task; nothing else moves the patient on.`,
      'deadlineDays',
    ),
  ],
};

/** The mechanisms that were written; a partial record is typed as if the others were present and undefined. */
function known(byMechanism: Partial<Record<z.infer<typeof Mechanism>, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(byMechanism));
}

function conditionsText(conditions: { text: string; source: string; by?: 'birth-date' | undefined }[]): Sentence[] {
  if (conditions.length === 0) return [];
  const each = conditions.map(
    ({ text, source, by }) => `${text} (${by === undefined ? '' : 'known from the birth date; '}${source})`,
  );
  return [
    says(
      `Recorded with yes, no or unknown: ${listText(each)}. Unknown is asked about like a missing score; “no” becomes a task of the clinicians.`,
      ['intake', 'conditions'],
    ),
  ];
}

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

  entered: lookAtIntake,

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
