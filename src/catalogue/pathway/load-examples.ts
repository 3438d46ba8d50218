import { z } from 'zod';
import type { Answers as AnswersOf, Instrument } from '../../domain/instrument/types';
import type { Given } from '../../domain/stories/answering';
import { ofAgeFrom } from '../../domain/words/of-age';
import { isTimeZone, localDateAt } from '../../domain/calendar/calendar';
import { DAY, HOUR } from '../../domain/words/time';
import { outcomes } from '../../domain/escalation/outcome';
import type { EventType, Reach } from '../../domain/words/event';
import type { Fact } from '../../domain/simulate/course';
import { sessionPurposes } from '../../domain/words/choices';
import type { Happening, Story } from '../../domain/stories/story-types';
import { taskKinds } from '../../domain/words/task-kinds';
import { readYaml } from '../read-yaml';
import { dataInStory } from './story-facts';
import { type Calendar, calendarOf, Moment, withDates } from './story-days';
import { Text, Time } from '../../domain/shapes/shapes';
import { defined } from '../../domain/words/defined';

/** One number for every question (or so many ticks), one for each in order, or by question (the others 0). */
const Answer = z.union([z.array(z.int().nullable()), z.int(), z.record(z.string(), z.int().nullable())]);

/** By instrument. */
export const Answers = z.record(z.string(), Answer);

/** What a story says of instruments, question by question. */
export function answersIn(written: z.infer<typeof Answers>, instruments: Record<string, Instrument>): Given {
  return Object.fromEntries(
    Object.entries(written).map(([id, answer]) => {
      const instrument = instruments[id];
      if (!instrument) throw new Error(`There is no instrument "${id}": correct the name in the story.`);
      return [id, answersOf(instrument, answer)];
    }),
  );
}

function answersOf({ items }: Instrument, written: z.infer<typeof Answer>): AnswersOf {
  return Object.fromEntries(
    items.map(({ id, answering }, index) => {
      if (Array.isArray(written)) return [id, written[index] ?? null];
      if (typeof written !== 'number') return [id, written[id] ?? 0];
      const isTick = answering.type === 'tick' || answering.type === 'flag';
      return [id, isTick ? (index < written ? 1 : 0) : written];
    }),
  );
}

const Stage = z.union([z.string(), z.record(z.string(), z.string())]);

const Expectation = z.strictObject({
  stage: Stage.optional(),
  status: z.string().optional(),
  messages: z.union([z.int().min(0), z.array(z.string())]).optional(),
  tasks: z.array(z.enum(taskKinds)).optional(),
  times: z.partialRecord(z.enum(taskKinds), z.int().min(2)).optional(),
  escalations: z.array(z.string()).optional(),
  questions: z.array(z.string()).optional(),
  missing: z.array(z.string()).optional(),
});

const Held = z.union([z.enum(['resume', 'end']), z.strictObject({ until: Moment })]);

/** A row of sessions: booked at once, each recorded an hour after it began; those after the attended ones were missed. */
const Sessions = z.strictObject({
  purpose: z.enum(sessionPurposes).default('therapy'),
  sessions: z.int().min(1),
  from: Moment,
  everyDays: z.int().min(1).default(7),
  attended: z.int().min(0),
});

const Happens = z.union([
  z.strictObject({
    at: Moment,
    says: z.union([z.literal('nothing'), Answers]),
    /** How late each mail is answered; half an hour where nothing is said. */
    afterDays: z.int().min(1).optional(),
  }),
  z.strictObject({
    at: Moment,
    answers: Answers,
    checkIn: z.string().optional(),
    from: z.literal('proxy').optional(),
  }),
  z.strictObject({
    at: Moment,
    records: Text,
    with: z.record(z.string(), z.unknown()).default({}),
    refused: Text.optional(),
    /** Recorded, and no stage waits for it. */
    apart: z.literal(true).optional(),
  }),
  z.strictObject({ at: Moment, books: Sessions }),
  z.strictObject({ at: Moment, completes: z.enum(taskKinds) }),
  /** The newest fact of this type that still counts was wrong. */
  z.strictObject({
    at: Moment,
    retracts: Text,
    replacement: z.record(z.string(), z.unknown()).optional(),
    refused: Text.optional(),
  }),
  z.strictObject({ at: Moment, resolves: z.enum(outcomes), messages: Held.default('resume') }),
  z.strictObject({ at: Moment, expect: Expectation }),
]);

const ExamplesFile = z.strictObject({
  pathway: Text,
  version: z.int().min(1),
  /** What patients answer to forms of which a story says nothing. */
  otherwise: Answers.default({}),
  /** What several stories begin with, by name. */
  beginnings: z.record(Text, z.array(Happens).min(1)).default({}),
  stories: z
    .array(
      z.strictObject({
        story: Text,
        enrolled: Moment,
        begins: Text.optional(),
        timeZone: z.string().refine(isTimeZone, { message: 'is no time zone' }).default('Europe/London'),
        preferredTime: Time.default('09:00'),
        bornOn: z.iso.date().optional(),
        mailOutages: z.array(z.strictObject({ from: Moment, to: Moment })).default([]),
        happens: z.array(Happens).min(1),
      }),
    )
    .min(1),
});

export type Examples = { pathway: string; version: number; stories: Story[] };

/** Reads the patient stories of one version of a pathway. Moments are hours of the patient's wall where the story begins. */
export function loadExamples(file: string, instruments: Record<string, Instrument>): Examples {
  const { value } = readYaml<z.infer<typeof ExamplesFile>>(file, ExamplesFile);
  return {
    pathway: value.pathway,
    version: value.version,
    stories: value.stories.map((written) => ({
      ...storyOf(written, beginningOf(value, written), instruments),
      otherwise: answersIn(value.otherwise, instruments),
    })),
  };
}

type Written = z.infer<typeof ExamplesFile>['stories'][number];

function beginningOf({ beginnings }: z.infer<typeof ExamplesFile>, { story, begins }: Written): Step[] {
  if (begins === undefined) return [];
  const beginning = beginnings[begins];
  if (beginning) return beginning;
  const known = Object.keys(beginnings).join(', ');
  throw new Error(`The story “${story}” begins with “${begins}”, which is not among the beginnings: ${known}.`);
}

function storyOf(
  written: Written,
  beginning: Step[],
  instruments: Record<string, Instrument>,
): Omit<Story, 'otherwise'> {
  const { story, timeZone, preferredTime, mailOutages } = written;
  const calendar = calendarOf(timeZone, written.enrolled);
  const reach: Reach = { timeZone, preferredTime, language: 'en', hasEmail: true, hasPhone: true };
  const outages = mailOutages.map(({ from, to }) => ({ from: calendar.instant(from), to: calendar.instant(to) }));
  const late = written.happens.find(
    ({ at }, index) => calendar.instant(at) < calendar.instant(written.happens[index - 1]?.at ?? at),
  );
  if (late)
    throw new Error(`In the story “${story}” ${late.at} comes after something later: put what happens in order.`);
  const happens = [...beginning, ...written.happens]
    .flatMap((each) => ('books' in each ? sessionsOf(each, calendar) : [happeningOf(each, calendar, instruments)]))
    .sort((a, b) => a.at - b.at);
  const enrolledAt = calendar.instant(written.enrolled);
  const { bornOn } = written;
  const ofAge = bornOn === undefined ? undefined : ofAgeFrom(bornOn, localDateAt(timeZone, enrolledAt));
  return { story, enrolledAt, reach, outages, happens, ...defined({ ofAge }) };
}

type Step = Written['happens'][number];
type Booking = Extract<Step, { books: unknown }>;

function sessionsOf({ at, books }: Booking, calendar: Calendar): Happening[] {
  const { purpose, sessions, everyDays, attended } = books;
  const first = calendar.instant(books.from);
  const fact = (type: Fact['type'], data: object, when: number): Happening => ({
    at: when,
    // Type and data are a pair here; the union of pairs cannot be built from it.
    fact: { type, data, at: when } as unknown as Fact,
  });
  return Array.from({ length: sessions }, (_, index) => {
    const session = `${purpose}-${books.from.replace(/\D+/g, '-')}-${String(index + 1)}`;
    const begins = first + index * everyDays * DAY;
    return [
      fact('session.booked', { session, purpose, at: begins }, calendar.instant(at)),
      fact(index < attended ? 'session.attended' : 'session.missed', { session }, begins + HOUR),
    ];
  }).flat();
}

function happeningOf(
  each: Exclude<Step, Booking>,
  calendar: Calendar,
  instruments: Record<string, Instrument>,
): Happening {
  const at = calendar.instant(each.at);
  const moment = { now: at, today: calendar.date(each.at) };
  const dataAt = (type: string, data: Record<string, unknown>): Record<string, unknown> =>
    dataInStory(type, withDates(data, calendar), moment);
  if ('expect' in each) return { at, expect: each.expect };
  if ('says' in each) {
    const says = each.says === 'nothing' ? null : answersIn(each.says, instruments);
    return { at, says, ...defined({ afterDays: each.afterDays }) };
  }
  if ('answers' in each) {
    const answers = answersIn(each.answers, instruments);
    return { at, answers, ...defined({ checkIn: each.checkIn, from: each.from }) };
  }
  if ('completes' in each) return { at, completes: each.completes };
  if ('retracts' in each) {
    const { replacement, refused } = each;
    return {
      at,
      retracts: each.retracts as EventType,
      ...defined({ replacement: replacement && dataAt(each.retracts, replacement), refused }),
    };
  }
  if ('resolves' in each) {
    const { resolves, messages } = each;
    return {
      at,
      resolves,
      messages: typeof messages === 'string' ? messages : { until: calendar.instant(messages.until) },
    };
  }
  // Whether it is possible is judged by the core, which refuses what is not.
  const fact = { type: each.records, data: dataAt(each.records, each.with), at } as Fact;
  return { at, fact, ...defined({ refused: each.refused, apart: each.apart }) };
}
