import { z } from 'zod';

/** RFC 9457. `errors` lists every field at once, in the order of the form. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().optional(),
    requestId: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    details: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: 'Ids that help to go on, such as enrolmentId.' }),
  })
  .meta({ id: 'Problem' });
