import { z } from 'zod';
import { instantIn, isBounded, isBoundedInstant } from '../calendar/calendar';

// Small fields that say in plain words what is missing and how to mend it. No value of a patient is ever repeated.

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text is an id as the store makes them: a UUID in lower case. */
export const isId = (text: unknown): text is string => typeof text === 'string' && ID.test(text);

const BOUNDS = 'from the years 1880 to 2200';

/** `what` completes the sentence "Give …". */
export const asking =
  (what: string) =>
  (issue: { input?: unknown }): string =>
    issue.input === undefined ? `This is missing. Give ${what}.` : `Give ${what}.`;

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: asking(`one of: ${values.join(', ')}`) });

/** How many characters people may type: one bound for each kind of text, whatever it is asked for. */
const LONGEST = { word: 64, line: 200, reason: 500, note: 2000, mailbox: 254 };

/** What is called by a name: a medicine, a region, a session. */
export const word = (what: string) => line(what, LONGEST.word);
/** Text of people: trimmed, on one line, all of its characters to be seen. */
export const text = (what: string) => line(what, LONGEST.line);
/** One or two sentences of why. */
export const reason = (what = 'a reason') => line(what, LONGEST.reason);
/** As `text`, with line breaks. */
export const note = (what: string) => lines(what, LONGEST.note);
export const postalAddress = () => lines('the postal address', LONGEST.reason);
export const mailAddress = () =>
  z
    .string({ error: asking('one mail address such as ada@example.test') })
    .trim()
    .max(LONGEST.mailbox, `Use at most ${LONGEST.mailbox} characters.`);

const line = (what: string, max: number) =>
  typed(what, max).refine((value) => !CONTROL.test(value), 'Leave out line breaks and control characters.');

const lines = (what: string, max: number) =>
  typed(what, max).refine((value) => !CONTROL.test(value.replace(/[\r\n\t]/g, '')), 'Leave out control characters.');

const typed = (what: string, max: number) =>
  z
    .string({ error: asking(what) })
    .trim()
    .min(1, `Give ${what}.`)
    .max(max, `Use at most ${max} characters.`)
    .refine((value) => value === '' || VISIBLE.test(value), `Give ${what}: what was typed cannot be seen.`)
    .refine(
      (value) => !TURNED.test(value),
      'Leave out characters that turn the direction of writing: type the text as it reads.',
    );

/** These could forge lines of a mail or log, or be refused by the database. */
const CONTROL = /[\p{Cc}\u2028\u2029\p{Cs}]/u;
/** A text could show other letters, in another order, than it holds. Marks of direction (LRM, RLM) stay: scripts need them. */
const TURNED = /[\u202a-\u202e\u2066-\u2069]/;
const VISIBLE = /[^\p{White_Space}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A day of the calendar that exists, in a time that people can live in: 2026-02-30 is refused, and so is the year 9999. */
export const day = (example = '2026-11-20') =>
  z.iso.date({ error: asking(`a day such as ${example}`) }).refine(isBounded, `Give a day ${BOUNDS}.`);

export const isoInstant = z.iso
  .datetime({ offset: true, error: asking('a time such as 2026-11-20T09:00:00Z') })
  // Asked of a text that is no time, too: that has been said already.
  .refine((value) => isBoundedInstant(instantIn(value) ?? 0), `Give a time ${BOUNDS}.`);

/** An instant with its offset, as epoch milliseconds. */
export const instant = isoInstant.transform((value) => instantIn(value) ?? 0);

export const localTime = z
  .string({ error: asking('an hour such as 09:00') })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give an hour such as 09:00.');

export const phone = z
  .string({ error: asking('a telephone number such as +44 20 7946 0000') })
  .trim()
  .regex(/^\+?[0-9][0-9 ()./-]{3,28}[0-9]$/, 'Give a telephone number such as +44 20 7946 0000.');

export const language = z
  .string({ error: asking('a language such as en') })
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Give a language such as en.');

/** A level of the spine, from the head down: L4/L5, or one vertebra: C7. */
export const level = z
  .string({ error: asking('a level such as L4/L5') })
  .regex(/^[CTLS]\d{1,2}(\/[CTLS]\d{1,2})?$/, 'Give a level such as L4/L5, or one vertebra such as C7.');

/** A day, a month or a year: what is remembered of long ago. */
export const dayOrYear = (today: string) =>
  z
    .string({ error: asking('a day, a month or a year such as 2019, 2019-05 or 2019-05-14') })
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'Give a day, a month or a year such as 2019, 2019-05 or 2019-05-14.')
    .refine((value) => isBounded(`${value}-01-01`.slice(0, 10)), `Give a day ${BOUNDS}.`)
    .refine((value) => value <= today.slice(0, value.length), 'This lies in the future.');

/** Ids are lower-case UUIDs; in an address anything else is an address that does not exist. */
export const id = z
  .uuid({ error: asking('an id as this API gave it'), abort: true })
  .refine(isId, 'Give an id as this API gave it.');

/** A version or revision: counted from 1, and no further than the database counts. */
export const counted = (what: string) =>
  z
    .int({ error: asking(what) })
    .min(1, `Give ${what}.`)
    .max(2_147_483_647);

export const yesOrNo = z.boolean({ error: asking('true or false') });

/** One or more of something, bounded. */
export const listOf = <T extends z.ZodType>(one: T, what: string) =>
  z
    .array(one, { error: asking(what) })
    .min(1, `Give ${what}.`)
    .max(20, 'Give at most 20.');

/** The data of a fact. */
export const dataOf = <S extends z.core.$ZodShape>(shape: S) =>
  z.strictObject(shape, { error: asking('data as an object') });

export const notLater = (today: string, example?: string) =>
  day(example).refine((value) => value <= today, 'This day lies in the future.');

export const mailbox = (isMailbox: (text: string) => boolean) =>
  mailAddress().refine(isMailbox, 'Give exactly one plain mail address, such as ada@example.test.');

export const promptHour = (hours: { from: string; to: string }) =>
  localTime.refine(
    (value) => value >= hours.from && value < hours.to,
    `Choose an hour from ${hours.from}, and before ${hours.to}.`,
  );

/** What tells a person from another, beside the birth date. */
export const person = {
  reference: word('the reference your records use for this patient').meta({ examples: ['A-1001'] }),
  familyName: text('the family name'),
  givenName: text('the given name'),
};

export const birthDate = (today: string) =>
  notLater(today, '1970-05-14').refine((value) => value >= '1880-01-01', 'This birth date is too long ago.');

export const notSameAs = z
  .array(id, { error: asking('a list of patient ids') })
  .max(20, 'Give at most 20 ids.')
  .optional()
  .meta({ description: 'After a 409 possible-duplicate: the candidates, who are other people.' });

/** Names of what was looked at. */
export const checks = z
  .array(word('a check that was made, such as anticoagulant'), { error: asking('the checks') })
  .min(1)
  .max(20);

export const count = z
  .int({ error: asking('a whole number') })
  .min(0)
  .max(1000);
