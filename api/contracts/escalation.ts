import { z } from 'zod';
import { outcomes } from '../../src/domain/escalation/outcome';
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
