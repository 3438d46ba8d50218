import { z } from 'zod';
import { asking, id, reason, yesOrNo } from '../../../src/domain/facts/fields';
import { at, says } from '../fields';
import { Person } from '../person';

const maybe = (description: string) => z.string().nullable().meta({ description });

export const Message = z
  .object({
    id: id.meta({ description: 'The message.' }),
    enrolmentId: id.meta({ description: 'The enrolment that it belongs to.' }),
    person: Person,
    title: says('Which mail it is, in words.'),
    state: says('planned, claimed, attempting, accepted, refused, ambiguous, withheld or superseded.'),
    why: maybe('Why it was not sent, or what it waits for; null for what was accepted.'),
    staff: z
      .object({
        name: says('Who sent it again, or kept it back.'),
        reason: maybe('Why it was kept back, in their words; null where it was sent.'),
      })
      .nullable()
      .meta({ description: 'Null where nobody of the clinic did either.' }),
    dueAt: at.meta({ description: 'When it is to leave, or was.' }),
    acceptedAt: at.nullable().meta({ description: 'When a mail server took it; null: not yet, or never.' }),
    to: maybe('The address that the patient has now; null: none is known.'),
    language: says('The language that it is in.'),
    subject: says('Its subject.'),
    text: says('The whole of it as text, with a link that leads nowhere.'),
    note: maybe('What is to be known of it before it is read; null: nothing.'),
    againWhyNot: maybe('Why it cannot be sent again now; null where it can.'),
    againWords: says('When it would leave if it were sent again.'),
    canWithhold: z.boolean().meta({ description: 'It has not begun to leave, and can be kept back.' }),
  })
  .meta({ id: 'Message', description: 'One mail to a patient as it would be read now, and what became of it.' });

export const SentAgain = z
  .object({
    id: id.meta({ description: 'The message that was written for it.' }),
    words: says('When it leaves.'),
  })
  .meta({ id: 'SentAgain' });

export const Withholding = z
  .strictObject({ reason: reason() }, { error: asking('an object with reason') })
  .meta({ id: 'Withholding', examples: [{ reason: 'rang the patient instead' }] });

export const Withheld = z
  .object({ id: id.meta({ description: 'The message that is not sent.' }), words: says('What became of it.') })
  .meta({ id: 'Withheld' });

/** So many at once: as many as a page of a list holds. */
const AT_ONCE = 200;

export const RemindersWish = z
  .strictObject(
    {
      ids: z
        .array(id, { error: asking('a list of enrolment ids') })
        .min(1, 'Give at least one enrolment.')
        .max(AT_ONCE, `Give at most ${String(AT_ONCE)} enrolments.`)
        .meta({ description: 'The enrolments whose open check-in is asked for once more.' }),
      dryRun: yesOrNo.optional().meta({ description: 'true: says what would go, with its text, and sends nothing.' }),
    },
    { error: asking('an object with ids') },
  )
  .meta({ id: 'RemindersWish', examples: [{ ids: ['0199a000-0000-7000-8000-000000000000'] }] });

export const Reminders = z
  .object({
    items: z
      .array(
        z.object({
          id: id.meta({ description: 'The enrolment, as it was asked.' }),
          person: Person.nullable(),
          ok: z.boolean().meta({ description: 'Whether it goes, or would.' }),
          words: says('When it goes; or why this one is left out.'),
          subject: maybe('The subject of the mail; null where none goes.'),
          text: maybe('The whole mail as text, with a link that leads nowhere; null where none goes.'),
        }),
      )
      .meta({ description: 'One row for each that was asked for.' }),
  })
  .meta({ id: 'Reminders' });
