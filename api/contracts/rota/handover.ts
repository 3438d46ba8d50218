import { z } from 'zod';
import { handover } from '../../../src/domain/facts/contact';
import { Person } from '../person';

/** To whom the patients of somebody go. */
export const Handover = handover(null).meta({ id: 'Handover', examples: [{ clinician: null }] });

export const HandedOver = z
  .object({
    items: z
      .array(
        z.object({
          person: Person,
          ok: z.boolean().meta({ description: 'Whether it is done.' }),
          words: z.string().meta({ description: 'What is done; or why it was left out.' }),
        }),
      )
      .meta({ description: 'One row for each patient, by name; at most 200 at once.' }),
    left: z.int().meta({ description: 'How many patients still name this person in a place that was asked for.' }),
  })
  .meta({ id: 'HandedOver' });
