import { z } from 'zod';
import { id } from '../../src/domain/facts/fields';
import { at } from './fields';

export const Appointments = z
  .object({
    items: z.array(
      z.object({
        id,
        key: z
          .string()
          .meta({ description: 'session/<name>, or procedure/<track>/<stage> for the day one is ordered for.' }),
        purpose: z.string(),
        at,
        wholeDay: z.boolean().meta({ description: 'Only the day is known.' }),
        calledOff: z.boolean(),
        prepare: z.array(z.object({ item: z.string(), text: z.string(), done: z.boolean() })),
        preparation: z.string().nullable().meta({ description: 'What a clinician wrote for the patient.' }),
        questions: z
          .string()
          .nullable()
          .meta({ description: 'What the patient wants to ask, in the words of the patient.' }),
        declinedAt: at.nullable().meta({ description: 'When the patient said by link that they cannot come.' }),
      }),
    ),
  })
  .meta({ id: 'Appointments' });
