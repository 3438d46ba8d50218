import { z } from 'zod';
import { Reports } from './work';
import { outcomes } from '../../src/domain/escalation/outcome';
import { at, holdEnds, pageOf } from './fields';
import { asking, counted, id, instant, note, oneOf, text } from '../../src/domain/facts/fields';

export const escalationStatuses = ['open', 'acknowledged', 'resolved'] as const;

const revision = counted('the revision you have in view, a whole number');

export const Acknowledgement = z
  .strictObject({ revision: revision.optional() }, { error: asking('an object, with the revision you have in view') })
  .default({})
  .meta({ id: 'Acknowledgement' });

export const Resolution = z
  .strictObject(
    {
      revision,
      signals: z
        .array(
          z.strictObject({
            id,
            outcome: oneOf(outcomes),
            contactAt: instant.nullable().optional(),
            spokeWith: text('whom you spoke with').nullable().optional(),
          }),
          { error: asking('a list with one outcome for each signal') },
        )
        .min(1, 'Give one outcome for each signal.')
        .max(500, 'Give one outcome for each signal.'),
      messages: z.union([z.enum(['resume', 'end']), z.strictObject({ until: instant })], {
        error: asking('"resume", "end" or {"until": a time}'),
      }),
      note: note('a note').nullable().optional(),
    },
    { error: asking('the resolution as a JSON object') },
  )
  .meta({ id: 'Resolution' });

const EscalationInFull = z.object({
  id,
  revision: z.int(),
  tier: z.enum(['now', 'today', 'digest']),
  class: z.string(),
  patientId: id,
  signals: z.array(
    z.object({
      id,
      rule: z.string().meta({ description: 'For programs: the id of the rule that was met.' }),
      words: z.string().meta({ description: 'For people: what was said or found.' }),
      class: z.string(),
      enrolmentId: id.nullable(),
      checkInId: id.nullable(),
      at,
      sinceAcknowledged: z.boolean(),
      outcome: z.string().nullable(),
    }),
  ),
  patientSaw: z
    .array(z.object({ text: z.string(), version: z.string(), language: z.string(), settingsVersion: z.int(), at }))
    .meta({ description: 'Safety texts the patient was shown on the pages that raised it, oldest first.' }),
  reports: Reports,
  reason: z.string(),
  alsoOpen: z
    .array(z.object({ id, tier: z.enum(['now', 'today', 'digest']), class: z.string() }))
    .meta({ description: 'Other items of the patient that are not resolved, most urgent first.' }),
  status: z.enum(escalationStatuses),
  round: z.int(),
  rung: z.int(),
  exhausted: z.boolean(),
  raisedAt: at,
  receivedUnstaffed: z.boolean(),
  dueAt: at.nullable(),
  owner: z.object({ id, name: z.string() }).nullable(),
  resolvedAt: at.nullable(),
  holdEnds,
});

export const Escalation = z
  .union([
    EscalationInFull,
    EscalationInFull.omit({
      class: true,
      patientId: true,
      signals: true,
      patientSaw: true,
      reason: true,
      alsoOpen: true,
    }),
  ])
  .meta({
    id: 'Escalation',
    description: 'Operators are shown that there is one, without class, patient and signals.',
  });

export const Escalations = pageOf(Escalation).meta({ id: 'Escalations' });
