import { z } from 'zod';
import type { ErrorCode } from '../../src/domain/words/error';

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

/** What each kind of fault is called outside. Titles never change with the case; `detail` does. */
export const problems = {
  'not-found': { status: 404, title: 'Not found' },
  'not-possible-now': { status: 409, title: 'Not possible now' },
  'stale-revision': { status: 409, title: 'Something has changed' },
  duplicate: { status: 409, title: 'Already there' },
  'possible-duplicate': { status: 409, title: 'Somebody like this is known' },
  busy: { status: 409, title: 'Somebody else is doing this' },
  invalid: { status: 422, title: 'Some fields need another look' },
  'not-allowed': { status: 403, title: 'Not allowed' },
  stuck: { status: 503, title: 'The clock stands still' },
  quarantined: { status: 503, title: 'Waiting for an operator' },
  configuration: { status: 503, title: 'Not set up' },
} as const satisfies Record<ErrorCode, { status: number; title: string }>;
