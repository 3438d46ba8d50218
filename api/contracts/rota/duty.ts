import { z } from 'zod';
import { id } from '../../../src/domain/facts/fields';
import { at } from '../fields';

const named = <T extends z.ZodType>(schema: T, description: string): T => schema.meta({ description });

/** The mark by which a screen knows that it shows something old. */
export const Pulse = z
  .object({
    now: named(at, 'The clinic’s time: what countdowns go by.'),
    version: named(z.string(), 'Another text than before: something of this clinic has changed. It says nothing else.'),
    open: named(
      z.object({
        now: named(z.int(), 'Open escalations of tier now.'),
        today: named(z.int(), 'Open escalations of tier today.'),
        digest: named(z.int(), 'Open escalations of tier digest.'),
      }),
      'How many escalations are open, by tier.',
    ),
  })
  .meta({ id: 'Pulse' });

export const Duty = z
  .object({
    now: named(at, 'The clinic’s time.'),
    on: named(
      z.array(
        z.object({
          staffId: named(id, 'Of the person.'),
          name: named(z.string(), 'Of the person.'),
          rotaId: named(z.string(), 'Of the rota, as in its address.'),
          rota: named(z.string(), 'Title of the rota.'),
          until: named(at, 'When this duty ends, or is broken by an absence.'),
        }),
      ),
      'Who is on duty now, in the order of the clinic’s rotas.',
    ),
    gaps: named(
      z.array(
        z.object({
          rotaId: named(z.string(), 'Of the rota.'),
          rota: named(z.string(), 'Title of the rota.'),
          startsAt: named(at, 'When nobody is on duty any more; not before now.'),
          endsAt: named(at, 'When somebody is again; not after fourteen days.'),
          words: named(z.string(), 'The gap as a sentence, in the clinic’s time.'),
        }),
      ),
      'When nobody is on duty in a rota that must be kept day and night, in the next fourteen days; earliest first.',
    ),
    unreachable: named(
      z.array(
        z.object({
          staffId: named(id, 'Of the person.'),
          name: named(z.string(), 'Of the person.'),
          words: named(z.string(), 'Why nobody could tell them, as a sentence.'),
        }),
      ),
      'Who stands in a rota of the next fourteen days and could not be told.',
    ),
  })
  .meta({ id: 'Duty' });
