import { z } from 'zod';
import { id } from '../../src/domain/facts/fields';
import { at, pageOf } from './fields';

export const Operations = z
  .object({
    now: at.meta({ description: 'The time of the clinic.' }),
    checks: z
      .array(
        z.object({
          what: z.string().meta({ description: 'Which part of the house.' }),
          ok: z.boolean().meta({ description: 'Whether it is well.' }),
          words: z.string().meta({ description: 'What was found, and what to do where it is not well.' }),
        }),
      )
      .meta({ description: 'The same as /readyz says.' }),
    canaryAt: at.nullable().meta({ description: 'When paging was last proved to work; null: not yet.' }),
    since: at.meta({ description: 'From when on messages are counted.' }),
    messages: z
      .array(
        z.object({
          state: z
            .enum(['sent', 'planned', 'held', 'not-sent', 'failed'])
            .meta({ description: 'Where these messages stand.' }),
          channels: z.record(z.string(), z.int()).meta({ description: 'How many, by channel.' }),
          why: z
            .array(
              z.object({
                words: z.string().meta({ description: 'The reason, in words.' }),
                count: z.int().meta({ description: 'How many.' }),
              }),
            )
            .meta({ description: 'The commonest reasons first.' }),
          nextAt: at.nullable().meta({ description: 'When the next of them is due; null: none is.' }),
        }),
      )
      .meta({ description: 'Counts alone: nothing says whose.' }),
    late: z
      .array(
        z.object({
          what: z.enum(['enrolment', 'escalation', 'message']).meta({ description: 'What is late.' }),
          id,
          dueAt: at.meta({ description: 'When it should have happened.' }),
        }),
      )
      .meta({ description: 'Promises that are late, the longest first, 20 at most.' }),
  })
  .meta({ id: 'Operations', description: 'Whether the house keeps its promises. No patient is named.' });

export const AuditPage = pageOf(
  z.object({
    id,
    at: at.meta({ description: 'When, by the clock of the machine.' }),
    times: z.int().meta({ description: 'How often the same was looked at within a quarter of an hour.' }),
    lastAt: at.meta({ description: 'When it was last looked at within that time.' }),
    who: z.string().meta({ description: 'Which member of staff, or which key.' }),
    action: z.string().meta({ description: 'What was asked.' }),
    words: z.string().meta({ description: 'The same for people.' }),
    about: z.string().nullable().meta({ description: 'The reference of the patient; null: nobody, or many.' }),
    shown: z.int().nullable().meta({ description: 'How many rows of a list were shown; null: it was no list.' }),
    allowed: z.boolean().meta({ description: 'False: it was refused.' }),
  }),
).meta({ id: 'AuditPage', description: 'Newest first.' });
