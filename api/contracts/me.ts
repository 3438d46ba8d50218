import { z } from 'zod';
import { type Deed, deeds, roles, teams } from '../../src/domain/words/authority';
import { id } from '../../src/domain/facts/fields';
import { at } from './fields';

const named = <T extends z.ZodType>(schema: T, description: string): T => schema.meta({ description });

/** Who asks, where, and what they may: what a console needs before it shows anything. */
export const Me = z
  .object({
    staff: named(
      z
        .object({
          id: named(id, 'Of the person.'),
          name: named(z.string(), 'As it is shown.'),
          role: named(z.enum(roles), 'What they are in this clinic.'),
          team: named(z.enum(teams).nullable(), 'Whose queue they work from; null for the house’s own principals.'),
        })
        .nullable(),
      'The person who asks; null for the key of a program.',
    ),
    clinic: named(
      z.object({
        id: named(id, 'Of the clinic.'),
        name: named(z.string(), 'As its own people call it.'),
        publicName: named(z.string(), 'As patients are told; it does not name the specialty.'),
        timeZone: named(z.string(), 'IANA name; every time on a screen is told in it.'),
        language: named(z.string(), 'Of the words that staff are shown.'),
        phone: named(z.string().nullable(), 'What patients ring.'),
      }),
      'Whose patients these are.',
    ),
    mode: named(z.enum(['demo', 'live']), 'demo: made-up people, and a clock that can be moved.'),
    may: named(
      z.array(z.enum(Object.keys(deeds) as [Deed, ...Deed[]])),
      'What this asker may do at all; a route may decide further by what it is about.',
    ),
    session: named(
      z
        .object({
          idleEndsAt: named(at, 'When it ends if nothing more is done; by the wall clock.'),
          endsAt: named(at, 'When it ends in any case; by the wall clock.'),
        })
        .nullable(),
      'Of somebody who has signed in; null for a key.',
    ),
  })
  .meta({ id: 'Me' });
