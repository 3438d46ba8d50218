import { z } from 'zod';
import { asking, id, instant } from '../../../src/domain/facts/fields';
import { at } from '../fields';
import { Tested } from './paging-test';

const shift = z.object({
  id,
  staffId: id.meta({ description: 'Who is on duty.' }),
  name: z.string().meta({ description: 'The name of this person.' }),
  startsAt: at.meta({ description: 'When the duty begins.' }),
  endsAt: at.meta({ description: 'When it ends.' }),
  away: z.boolean().meta({ description: 'The person is absent for a part of it, which counts for nobody.' }),
});

const gap = z.object({
  startsAt: at.meta({ description: 'From here on nobody who counts is on duty.' }),
  endsAt: at.meta({ description: 'Until here, within what was asked for.' }),
});

export const RotaWeek = z
  .object({
    now: at.meta({ description: 'The time of the clinic.' }),
    days: z.array(z.string()).meta({ description: 'The days that are shown, in the zone of the clinic.' }),
    rotas: z.array(
      z.object({
        id: z.string().meta({ description: 'The rota, as the settings of the clinic call it.' }),
        title: z.string().meta({ description: 'The same for people.' }),
        words: z.string().meta({ description: 'When this rota is told of a sign of tier now.' }),
        onCall: z.boolean().meta({ description: 'It is to be covered day and night: what is not covered is a gap.' }),
        shifts: z.array(shift).meta({ description: 'Earliest first.' }),
        gaps: z.array(gap).meta({ description: 'Where nobody is on duty, from now on; empty where that may be so.' }),
      }),
    ),
    people: z
      .array(
        z.object({
          staffId: id.meta({ description: 'A member of staff.' }),
          name: z.string().meta({ description: 'The name.' }),
          role: z.string().meta({ description: 'The function.' }),
          ways: z
            .array(z.enum(['email', 'pager']))
            .meta({ description: 'By what this person is told. Empty: by nothing.' }),
          wakes: z.boolean().meta({ description: 'One of the ways wakes somebody at night; an email does not.' }),
          rotas: z.array(z.string()).meta({ description: 'The rotas in which this person may be on duty.' }),
          tested: Tested.meta({ description: 'Whether an alert was ever seen to reach this person.' }),
        }),
      )
      .meta({ description: 'Who works here, by name.' }),
    absences: z
      .array(
        z.object({
          id,
          staffId: id.meta({ description: 'Who is away.' }),
          name: z.string().meta({ description: 'The name.' }),
          startsAt: at.meta({ description: 'From when on.' }),
          endsAt: at.meta({ description: 'Until when.' }),
        }),
      )
      .meta({ description: 'Who is away, now and later, earliest first.' }),
  })
  .meta({ id: 'RotaWeek', description: 'Who is on duty in some days, who is away, and where nobody is.' });

export const NewShift = z
  .strictObject(
    {
      staffId: id.meta({ description: 'Who goes on duty.' }),
      startsAt: instant.meta({ description: 'From when on.' }),
      endsAt: instant.meta({ description: 'Until when.' }),
    },
    { error: asking('an object with staffId, startsAt and endsAt') },
  )
  .refine((value) => !(value.endsAt <= value.startsAt), {
    path: ['endsAt'],
    message: 'The end must lie after the start.',
  })
  .meta({
    id: 'NewShift',
    examples: [
      {
        staffId: '0199a000-0000-7000-8000-000000000000',
        startsAt: '2100-01-01T09:00:00Z',
        endsAt: '2100-01-01T17:00:00Z',
      },
    ],
  });
