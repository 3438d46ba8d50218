import { z } from 'zod';
import { id } from '../../../src/domain/facts/fields';
import { at } from '../fields';

const says = (description: string) => z.string().meta({ description });
const number = (description: string) => z.number().meta({ description });
const maybe = (description: string) => z.string().nullable().meta({ description });

const numbered = {
  value: number('The number.'),
  words: says('The number in words, with what it means.'),
  source: says('Where the number comes from, as the pathway names it.'),
};

const Point = z.object({
  at: at.meta({ description: 'When it was answered, or entered.' }),
  value: number('The value.'),
  words: says('The value as it is shown.'),
  band: maybe('The published name of the value; null where there is none.'),
  mode: z
    .enum(['link', 'phone', 'paper'])
    .meta({ description: 'How it was answered; a total that was entered is paper.' }),
  proxy: z.boolean().meta({ description: 'Somebody else answered for the patient.' }),
  late: z.boolean().meta({ description: 'Answered after the window had closed.' }),
  checkInId: id.nullable().meta({ description: 'The check-in that asked; null for a total that was entered.' }),
});

const Series = z
  .object({
    instrument: says('The score by its short name, such as peg.'),
    title: says('The score as people call it, such as PEG.'),
    what: says('What it measures.'),
    min: number('The lowest value it can have.'),
    max: number('The highest value it can have.'),
    direction: z.enum(['lower', 'higher']).meta({ description: 'Which way is better.' }),
    directionWords: says('The same in words.'),
    goal: z
      .object({
        ...numbered,
        met: z
          .boolean()
          .nullable()
          .meta({ description: 'By the newest answer; null where none is fresh enough to say.' }),
      })
      .nullable()
      .meta({ description: 'What the pathway calls success; null where it names no value for this score.' }),
    mcid: z
      .object(numbered)
      .nullable()
      .meta({ description: 'The smallest change that matters; null where the pathway names none.' }),
    baseline: z
      .object({
        value: number('What later answers are compared with.'),
        at: at.meta({ description: 'When it was answered.' }),
        words: says('Which answer it is.'),
      })
      .nullable()
      .meta({ description: 'Null while nothing was answered.' }),
    sentence: says('What the answers come to, in one sentence.'),
    safety: maybe('What was last answered to its safety question, such as item 9; null where it has none.'),
    points: z.array(Point).meta({ description: 'Every value, oldest first.' }),
    gaps: z
      .array(
        z.object({
          at: at.meta({ description: 'When it was asked.' }),
          words: says('What became of it.'),
        }),
      )
      .meta({ description: 'Asked and not answered, oldest first: silence says nothing about how somebody is.' }),
  })
  .meta({ id: 'Series' });

export const SeriesList = z
  .object({
    items: z.array(Series).meta({ description: 'The main score of the pathway first.' }),
    flags: z
      .array(
        z.object({
          no: z.int().meta({ description: 'The mark on the drawing, counted from 1.' }),
          at: at.meta({ description: 'When it happened; of a day alone its noon.' }),
          kind: z
            .enum(['procedure', 'operation', 'medicine', 'session', 'stage', 'programme'])
            .meta({ description: 'What kind of thing it was.' }),
          words: says('What happened.'),
        }),
      )
      .meta({ description: 'What may have changed the numbers; it says that it happened, and not what it did.' }),
  })
  .meta({ id: 'SeriesList' });
