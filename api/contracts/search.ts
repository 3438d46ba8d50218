import { z } from 'zod';
import { isBounded } from '../../src/domain/calendar/calendar';
import { asking, id } from '../../src/domain/facts/fields';
import type { Sought } from '../../src/storage/patient/search';
import { count, pathwayNamed } from './fields';
import { Person } from './person';

const LONGEST = 100;
const FEWEST_DIGITS = 4;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `14-May-1970`, `14 May 1970`, `14/05/1970`, `14.5.1970`, `1970-05-14`: the day comes first, as it is written here. */
const FORMS: [RegExp, (parts: string[]) => [string, string, string]][] = [
  [/(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/, ([y = '', m = '', d = '']) => [y, m, d]],
  [/(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)/, ([d = '', m = '', y = '']) => [y, m, d]],
  [
    /(?<!\d)(\d{1,2})[-\s]*([A-Za-z]{3,9})[-\s]*(\d{4})(?!\d)/,
    ([d = '', m = '', y = '']) => [y, String(MONTHS.indexOf(m.slice(0, 3).toLowerCase()) + 1), d],
  ],
];

export function readSought(typed: string): Sought {
  for (const [form, inOrder] of FORMS) {
    const found = form.exec(typed);
    if (!found) continue;
    const [year, month, day] = inOrder(found.slice(1));
    const born = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (z.iso.date().safeParse(born).success && isBounded(born))
      return { ...wordsOf(typed.replace(found[0], ' ')), born };
  }
  return { ...wordsOf(typed), born: null };
}

function wordsOf(typed: string): Omit<Sought, 'born'> {
  const text = typed.replaceAll(/[,;]/g, ' ').trim();
  const digits = text.replaceAll(/\D/g, '');
  const isPhone = /^[+\d][\d\s()./-]*$/.test(text) && digits.length >= FEWEST_DIGITS;
  return { text, words: text.split(/\s+/).filter((word) => word !== ''), phone: isPhone ? text : null };
}

export const searchQuery = z.strictObject({
  q: z
    .string({ error: asking('what to search for as q') })
    .trim()
    .min(1, 'Give a name, a reference, a birth date, a telephone number or a mail address.')
    .max(LONGEST, `Use at most ${LONGEST} characters.`)
    .meta({
      description:
        'Names or their beginnings in any order, a reference, a birth date, a telephone number however it is spaced, a mail address; several together must all fit.',
    }),
});

export const SearchResults = z
  .object({
    items: z
      .array(
        z.object({
          person: Person,
          enrolmentId: id.nullable().meta({ description: 'The newest open enrolment, else the newest; null: none.' }),
          status: z.string().nullable().meta({ description: 'Of that enrolment: active, held, paused or ended.' }),
          pathway: pathwayNamed.nullable(),
          stage: z.string().nullable().meta({ description: 'Where that enrolment stands, in words; null: not known.' }),
          openItems: z
            .object({
              now: count('Open escalations that need somebody now.'),
              today: count('Open escalations of today.'),
              digest: count('Open escalations to be looked at.'),
              tasks: count('Open tasks.'),
            })
            .meta({ description: 'What is open about this patient.' }),
        }),
      )
      .meta({
        description: 'At most twenty, the exact reference first. A merged record leads to the one that was kept.',
      }),
    more: z.boolean().meta({ description: 'There are more than these: type more.' }),
  })
  .meta({ id: 'SearchResults' });
