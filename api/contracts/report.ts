import { z } from 'zod';
import { id } from '../../src/domain/facts/fields';
import { problemSince, problemWaits } from '../../src/domain/words/problem';
import { at } from './fields';

/** What a patient reported by link. */
export const Reports = z
  .array(
    z.object({
      id,
      at,
      about: z.string().meta({ description: 'One of clinic/problems.yaml, such as medicine.' }),
      since: z.enum(problemSince),
      severity: z.int().meta({ description: 'How much it troubles the patient, from 0 to 10.' }),
      wait: z.enum(problemWaits).meta({ description: 'Whether it can wait until the next appointment.' }),
      text: z
        .string()
        .nullable()
        .meta({ description: 'In the words of the patient; null where none were written, or they were erased.' }),
      safetySkipped: z.boolean().meta({ description: 'The safety questions before it were not answered.' }),
    }),
  )
  .meta({ description: 'What the patient reported by link, oldest first; empty where this is about something else.' });
