import { z } from 'zod';
import { instantAt, isTimeZone } from '../domain/calendar';
import type { Reach } from '../domain/event';
import type { Answers, Instrument } from '../domain/instrument/types';
import type { Given } from '../domain/simulate/answering';
import type { Expected, Happening, Story } from '../domain/simulate/story';
import type { Fact, Outage } from '../domain/simulate/course';
import type { Instant } from '../domain/time';
import { readYaml } from './read-yaml';
import { Text, Time } from './words';

const moment = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/;
const Moment = z.string().regex(moment, 'must be a moment like "2026-11-21 09:30"');

/** One number for each item in order, a number of ticks, or answers by item (the rest 0). */
const Answer = z.union([z.array(z.int().nullable()), z.int(), z.record(z.string(), z.int().nullable())]);

const Expectation = z.strictObject({
  stage: z.record(z.string(), z.string()),
  status: z.string().optional(),
  messages: z.array(z.string()).optional(),
  tasks: z.array(z.string()).optional(),
  escalations: z.array(z.string()).optional(),
  question: z.string().nullable().optional(),
  missing: z.array(z.string()).optional(),
});

const Happens = z.union([
  z.strictObject({ at: Moment, answers: z.record(z.string(), Answer), late: z.string().optional() }),
  z.strictObject({
    at: Moment,
    records: Text,
    with: z.record(z.string(), z.unknown()).default({}),
    refused: Text.optional(),
  }),
  z.strictObject({ at: Moment, expect: Expectation }),
]);

const ExamplesFile = z.strictObject({
  pathway: Text,
  version: z.int().min(1),
  stories: z
    .array(
      z.strictObject({
        story: Text,
        enrolled: Moment,
        timeZone: z.string().refine(isTimeZone, { message: 'is no time zone' }).default('Europe/London'),
        preferredTime: Time.default('09:00'),
        mailOutages: z.array(z.strictObject({ from: Moment, to: Moment })).default([]),
        happens: z.array(Happens).min(1),
      }),
    )
    .min(1),
});

export type Examples = { pathway: string; version: number; stories: Story[] };

/** Reads `pathways/<id>/examples.yaml`. Moments are hours of the patient's wall where the story begins. */
export function loadExamples(file: string, instruments: Record<string, Instrument>): Examples {
  const { value } = readYaml<z.infer<typeof ExamplesFile>>(file, ExamplesFile);
  return {
    pathway: value.pathway,
    version: value.version,
    stories: value.stories.map((written) => storyOf(written, instruments)),
  };
}

type Written = z.infer<typeof ExamplesFile>['stories'][number];

function storyOf(written: Written, instruments: Record<string, Instrument>): Story {
  const { timeZone, preferredTime } = written;
  const instant = (text: string): Instant => instantOf(text, timeZone);
  const reach: Reach = { timeZone, preferredTime, language: 'en', hasEmail: true, hasPhone: true };
  const outages = written.mailOutages.map(({ from, to }): Outage => ({ from: instant(from), to: instant(to) }));
  const happens = written.happens.map((each): Happening => {
    const at = instant(each.at);
    if ('expect' in each) return { at, expect: each.expect as Expected };
    if ('answers' in each) {
      const answers = givenOf(each.answers, instruments);
      return each.late === undefined ? { at, answers } : { at, answers, late: each.late };
    }
    // What a fact holds is judged by the core, which refuses what is not possible.
    const fact = { type: each.records, data: withInstants(each.with, instant), at } as Fact;
    return each.refused === undefined ? { at, fact } : { at, fact, refused: each.refused };
  });
  return { story: written.story, enrolledAt: instant(written.enrolled), reach, outages, happens };
}

function instantOf(text: string, timeZone: string): Instant {
  const [, date = '', time = ''] = moment.exec(text) ?? [];
  return instantAt(timeZone, date, time);
}

/** Moments within a fact (the end of a pause) are instants for the core. */
function withInstants(data: Record<string, unknown>, instant: (text: string) => Instant): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'string' && moment.test(value) ? instant(value) : value,
    ]),
  );
}

function givenOf(answers: Record<string, z.infer<typeof Answer>>, instruments: Record<string, Instrument>): Given {
  return Object.fromEntries(
    Object.entries(answers).map(([id, written]) => {
      const instrument = instruments[id];
      if (!instrument) throw new Error(`There is no instrument "${id}": correct the name in the story.`);
      return [id, answersOf(instrument, written)];
    }),
  );
}

function answersOf({ items }: Instrument, written: z.infer<typeof Answer>): Answers {
  return Object.fromEntries(
    items.map(({ id }, index) => {
      if (typeof written === 'number') return [id, index < written ? 1 : 0];
      if (Array.isArray(written)) return [id, written[index] ?? null];
      return [id, written[id] ?? 0];
    }),
  );
}
