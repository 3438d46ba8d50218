import { z } from 'zod';
import type { Answers as AnswersOf, Instrument } from '../../domain/instrument/types';
import type { Given } from '../../domain/stories/answering';
import { DAY, HOUR } from '../../domain/words/time';
import { outcomes } from '../../domain/escalation/outcome';
import type { EventType } from '../../domain/words/event';
import type { Fact } from '../../domain/simulate/course';
import { sessionPurposes } from '../../domain/words/choices';
import type { Happening } from '../../domain/stories/story-types';
import { taskKinds } from '../../domain/words/task-kinds';
import { dataInStory } from './story-facts';
import { type Calendar, Moment, Near, withDates } from './story-days';
import { Text } from '../../domain/shapes/shapes';
import { defined } from '../../domain/words/defined';

// The steps of which the courses of made-up patients are made, as they are written, and what happens by each.

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

const held = (at: At) => z.union([z.enum(['resume', 'end']), z.strictObject({ until: at })]);

/** A row of sessions: booked at once, each recorded an hour after it began; those after the attended ones were missed. */
const sessions = (from: At) =>
  z.strictObject({
    purpose: z.enum(sessionPurposes).default('therapy'),
    sessions: z.int().min(1),
    from,
    everyDays: z.int().min(1).default(7),
    attended: z.int().min(0),
  });

/** How a moment is written. */
type At = z.ZodType<string>;

/** One step, as it is written. */
const happens = (at: At) =>
  z.union([
    z.strictObject({
      at,
      says: z.union([z.literal('nothing'), Answers]),
      /** How late each mail is answered; half an hour where nothing is said. */
      afterDays: z.int().min(1).optional(),
    }),
    z.strictObject({
      at,
      answers: Answers,
      checkIn: z.string().optional(),
      from: z.literal('proxy').optional(),
    }),
    z.strictObject({
      at,
      records: Text,
      with: z.record(z.string(), z.unknown()).default({}),
      refused: Text.optional(),
      /** Recorded, and no stage waits for it. */
      apart: z.literal(true).optional(),
    }),
    z.strictObject({ at, books: sessions(at) }),
    z.strictObject({ at, completes: z.enum(taskKinds) }),
    /** The newest fact of this type that still counts was wrong. */
    z.strictObject({
      at,
      retracts: Text,
      replacement: z.record(z.string(), z.unknown()).optional(),
      refused: Text.optional(),
    }),
    z.strictObject({ at, resolves: z.enum(outcomes), messages: held(at).default('resume') }),
    z.strictObject({ at, expect: Expectation }),
  ]);

export const Happens = happens(Moment);
/** Of a course that leads up to the present. */
export const HappensUpToNow = happens(z.union([Moment, Near]));

export type Step = z.infer<typeof Happens>;
/** What happens by steps, in the order of time. */
export function happenings(
  steps: readonly Step[],
  calendar: Calendar,
  instruments: Record<string, Instrument>,
): Happening[] {
  return steps
    .flatMap((each) => ('books' in each ? sessionsOf(each, calendar) : [happeningOf(each, calendar, instruments)]))
    .sort((a, b) => a.at - b.at);
}

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
