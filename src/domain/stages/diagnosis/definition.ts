import { z } from 'zod';
import { Days, Id, Text } from '../../shapes/shapes';
import { staffEventTypes, type EventData } from '../../words/event';
import { sourceAt, stage, wait, scoresText } from '../definition';
import { daysText, listText } from '../../telling/english';
import type { StageDefinition } from '../kind';

const Mechanism = z.enum([
  'neuropathic',
  'axial',
  'structural',
  'mixed',
] satisfies EventData['diagnosis.recorded']['mechanism'][]);

export const definition: StageDefinition<'diagnosis'> = {
  schema: z.strictObject({
    ...stage,
    kind: z.literal('diagnosis'),
    deadlineDays: Days,
    next: z.strictObject({ byMechanism: z.partialRecord(Mechanism, Id).transform(known), otherwise: Id }),
    needs: z.array(z.enum(staffEventTypes)).optional(),
    intake: z
      .strictObject({
        scores: z.array(Id).min(1),
        callAfterDays: Days,
        endAfterDays: Days.optional(),
        conditions: z
          .array(z.strictObject({ id: Id, text: Text, source: Text }))
          .min(1)
          .optional(),
      })
      .refine(({ callAfterDays, endAfterDays }) => endAfterDays === undefined || endAfterDays > callAfterDays, {
        message: 'must be later than callAfterDays',
        path: ['endAfterDays'],
      })
      .optional(),
    imagingReportWithinDays: Days.optional(),
  }),

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
    sources: (intake?.conditions ?? []).map(({ source }, index) =>
      sourceAt(source, 'intake', 'conditions', index, 'source'),
    ),
  }),

  sentences: ({ deadlineDays, needs = [], intake, imagingReportWithinDays }) => [
    ...(intake
      ? [
          `The first ${scoresText(intake.scores)} are asked for; what is missing after ${daysText(intake.callAfterDays)} becomes a call.`,
          ...conditionsText(intake.conditions ?? []),
          ...(intake.endAfterDays === undefined
            ? []
            : [
                `What is still missing after ${daysText(intake.endAfterDays)} becomes a task of the clinicians: whether the pathway is for this patient.`,
              ]),
        ]
      : []),
    ...(needs.length > 0 ? [`Before the diagnosis these must be recorded: ${listText(needs)}.`] : []),
    ...(imagingReportWithinDays === undefined
      ? []
      : [`Imaging that was ordered and has no result after ${daysText(imagingReportWithinDays)} is chased by a task.`]),
    `A clinician records the diagnosis and its mechanism. If none is recorded within ${daysText(deadlineDays)}, the clinicians get a task; nothing else moves the patient on.`,
  ],
};

/** The mechanisms that were written; a partial record is typed as if the others were present and undefined. */
function known(byMechanism: Partial<Record<z.infer<typeof Mechanism>, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(byMechanism));
}

function conditionsText(conditions: { text: string; source: string }[]): string[] {
  if (conditions.length === 0) return [];
  const each = conditions.map(({ text, source }) => `${text} (${source})`);
  return [
    `Recorded with yes, no or unknown: ${listText(each)}. Unknown is asked about like a missing score; “no” becomes a task of the clinicians.`,
  ];
}
