import { z } from 'zod';
import { count, says } from '../fields';
import { Person } from '../person';
import { checkInNamed } from './answers';

const maybe = (description: string) => z.string().nullable().meta({ description });

const Item = z.object({
  id: says('Its place in the form, from 1: what an answer is given for.'),
  question: says('The question, as the patient reads it.'),
  options: z
    .array(z.object({ value: z.int().meta({ description: 'What is sent.' }), label: says('What is read out.') }))
    .meta({ description: 'Of a line that is only ticked or left: none; then 1 is ticked and 0 is left.' }),
  scale: maybe('What the ends of a scale are called; null of everything else.'),
  safety: z.boolean().meta({ description: 'An answer to it can call somebody, as soon as it is saved.' }),
  state: z.enum(['open', 'answered', 'skipped']).meta({ description: 'Whether it was saved already.' }),
  value: z.int().nullable().meta({ description: 'What was saved; null: nothing, or skipped.' }),
});

const Page = z.object({
  n: count('From 1, in the order of asking.'),
  form: says('Id of the form that it belongs to.'),
  title: says('Title of that form.'),
  introduction: maybe('What is read out before the first question of a form; null on later pages.'),
  lead: maybe('What every question of it begins with, or what stretch of time it is about.'),
  kind: z
    .enum(['scale', 'choice', 'list'])
    .meta({ description: 'One question with options, or a list that is given whole.' }),
  noneOfThese: maybe('Of a list: what is ticked where nothing of it is.'),
  patientAlone: z.boolean().meta({ description: 'Nobody else answers it for the patient.' }),
  done: z.boolean().meta({ description: 'Answered or skipped.' }),
  items: z.array(Item).meta({ description: 'The question, or every line of the list.' }),
});

export const CheckInForm = z
  .object({
    ...checkInNamed,
    person: Person,
    takesAnswers: z.boolean().meta({ description: 'Whether answers can be saved now.' }),
    why: maybe('Why not; null where they can.'),
    late: z.boolean().meta({ description: 'The window has closed: answers are kept as late.' }),
    language: says('The language the questions are in.'),
    script: z.array(z.string()).meta({ description: 'What is said first on the telephone, a line each.' }),
    pages: z.array(Page).meta({ description: 'As far as the answers so far have led: more may follow.' }),
    answered: count('Pages that are answered or skipped.'),
  })
  .meta({ id: 'CheckInForm', description: 'One check-in, to be answered together or copied from paper.' });
