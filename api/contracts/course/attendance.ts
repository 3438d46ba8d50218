import { z } from 'zod';
import { day, id } from '../../../src/domain/facts/fields';
import { sessionPurposes } from '../../../src/domain/words/choices';
import { at, says, stageNamed } from '../fields';
import { Person } from '../person';

const outcome = z.enum(['attended', 'missed', 'cancelled']);

export const attendanceQuery = z.strictObject({
  on: day().optional().meta({ description: 'The day, on the clinic’s calendar; today when left out.' }),
});

export const Attendances = z
  .object({
    now: at.meta({ description: 'The clinic’s time when this was read.' }),
    on: says('The day, on the clinic’s calendar.'),
    items: z
      .array(
        z.object({
          enrolmentId: id.meta({ description: 'Whose appointment it is.' }),
          session: says('For programs: what session.attended and the others ask for.'),
          purpose: z.enum(sessionPurposes).meta({ description: 'What it is for.' }),
          words: says('The same in words.'),
          at: at.meta({ description: 'When it is, or was.' }),
          person: Person,
          stage: stageNamed.meta({ description: 'The stage that counts it; null where none does.' }),
          possible: z.array(outcome).meta({ description: 'What may be recorded of it now, other than what is.' }),
          outcome: outcome.nullable().meta({ description: 'What became of it; null: nobody has said.' }),
          recorded: z
            .object({
              eventId: id.meta({ description: 'Of the fact: event.retracted names it.' }),
              at: at.meta({ description: 'When it was recorded.' }),
              by: says('Who recorded it.'),
              undoUntil: at
                .nullable()
                .meta({ description: 'So long whoever asks may take it back at once; null: not any more.' }),
            })
            .nullable()
            .meta({ description: 'The fact that says so; null: there is none.' }),
        }),
      )
      .meta({ description: 'Everybody’s appointments of the day, in its order.' }),
  })
  .meta({ id: 'Attendances' });

export const OwnFacts = z
  .object({
    now: at.meta({ description: 'The clinic’s time when this was read.' }),
    items: z
      .array(
        z.object({
          eventId: id.meta({ description: 'Of the fact: event.retracted names it.' }),
          enrolmentId: id.meta({ description: 'Whose it is.' }),
          person: Person,
          at: at.meta({ description: 'When it was recorded.' }),
          type: says('The type of the fact.'),
          title: says('What it is called.'),
          correction: z
            .object({
              as: z.enum(['retracted', 'replaced', 'moved']).meta({ description: 'What was done about it.' }),
              at: at.meta({ description: 'When.' }),
              by: says('By whom.'),
              reason: says('Why.'),
            })
            .nullable()
            .meta({ description: 'How it was corrected; null: it stands as it was recorded.' }),
          canRetract: z.boolean().meta({ description: 'Whether whoever asks may take it back.' }),
          undoUntil: at.nullable().meta({ description: 'So long it is undone at once; later it takes a reason.' }),
        }),
      )
      .meta({ description: 'What whoever asks has recorded today, newest first.' }),
  })
  .meta({ id: 'OwnFacts' });
