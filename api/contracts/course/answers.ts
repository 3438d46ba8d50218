import { z } from 'zod';
import { id } from '../../../src/domain/facts/fields';
import { at, says } from '../fields';
import { Person } from '../person';

const maybe = (description: string) => z.string().nullable().meta({ description });
const maybeAt = (description: string) => at.nullable().meta({ description });

/** What every view of one check-in says of it first. */
export const checkInNamed = {
  id: id.meta({ description: 'The check-in.' }),
  enrolmentId: id.meta({ description: 'The enrolment that asks.' }),
  title: says('What it is called, such as “Weekly check-in”.'),
  opensAt: at.meta({ description: 'From when on it can be answered.' }),
  closesAt: at.meta({ description: 'Until when an answer is in time.' }),
  status: says('planned, answered, partly-answered, missed, not-asked, cancelled or superseded.'),
  words: says('The same in words.'),
};

const Item = z.object({
  id: says('Its place in the form, from 1.'),
  question: says('The question, as it was read.'),
  state: z.enum(['answered', 'skipped', 'not-reached', 'not-asked']).meta({
    description:
      'Only skipped is a choice of the patient; not-reached is silence, and not-asked is not the patient’s doing.',
  }),
  value: z.number().nullable().meta({ description: 'The number of the answer; null where there is none.' }),
  words: says('The answer as it was read, or which kind of none it is. None of them is “no”.'),
  scale: maybe('What the ends of a scale are called; null of everything else.'),
  safety: z.boolean().meta({ description: 'An answer to it can call somebody.' }),
  at: maybeAt('When it was saved; null where nothing was.'),
  byLink: z.boolean().nullable().meta({ description: 'Typed by whoever held the link; false: taken down by staff.' }),
  late: z.boolean().meta({ description: 'Saved after the window had closed.' }),
  before: z
    .array(
      z.object({
        at: at.meta({ description: 'When that was saved.' }),
        words: says('The answer as it was then.'),
      }),
    )
    .meta({ description: 'What was answered before it was changed, oldest first.' }),
});

const Score = z.object({
  score: says('The score by its short name, such as peg.'),
  label: says('The score as people call it, such as PEG.'),
  value: z.number().nullable().meta({ description: 'The value; null: not known.' }),
  words: says('The value as it is shown, or why there is none.'),
  min: z.number().meta({ description: 'The lowest value it can have.' }),
  max: z.number().meta({ description: 'The highest value it can have.' }),
  direction: z.enum(['lower', 'higher']).meta({ description: 'Which way is better.' }),
  directionWords: says('The same in words.'),
  band: maybe('The published name of the value; null where there is none.'),
});

export const Answered = z
  .object({
    ...checkInNamed,
    person: Person,
    askedAt: maybeAt('When a mail that asked was first taken; null: none was.'),
    sentAt: maybeAt('When the answers were sent, or taken down to the end; null: not yet.'),
    late: z.boolean().meta({ description: 'Something was answered after the window had closed.' }),
    how: z
      .object({
        mode: z.enum(['link', 'phone', 'paper']).meta({ description: 'How the answers came.' }),
        proxy: z.boolean().meta({ description: 'Somebody else answered for the patient.' }),
        by: maybe('Who took them down; null by link.'),
        at: at.meta({ description: 'When they were given; of paper noon of its day.' }),
        words: says('All of it in one sentence.'),
      })
      .nullable()
      .meta({ description: 'Null while nothing was answered.' }),
    moves: z
      .array(
        z.object({
          what: z.enum(['moved-here', 'moved-away', 'proposed']).meta({ description: 'Which way, or not yet.' }),
          at: at.meta({ description: 'When somebody said so.' }),
          by: says('Who said so.'),
          confirmedBy: maybe('Who confirmed it; null: nobody has.'),
          reason: says('Why.'),
          words: says('The same in a sentence.'),
        }),
      )
      .meta({ description: 'Answers that came from, went to, or are said to belong to another patient.' }),
    forms: z
      .array(
        z.object({
          id: says('The id of the form.'),
          title: says('The form as its readers know it.'),
          stem: maybe('The beginning of every question; null where there is none.'),
          recall: says('What stretch of time it asks about.'),
          version: says('In which version it was read.'),
          language: says('In which language.'),
          list: z.boolean().meta({ description: 'Its lines are ticked or left, all on one page.' }),
          note: maybe('What is to be known of it before it is read; null: nothing.'),
          items: z.array(Item).meta({ description: 'Every question, in the order of the form.' }),
          scores: z.array(Score).meta({ description: 'What the answers come to.' }),
        }),
      )
      .meta({ description: 'In the order in which they were asked.' }),
  })
  .meta({ id: 'Answered', description: 'One check-in, question by question.' });
